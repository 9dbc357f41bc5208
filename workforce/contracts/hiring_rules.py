"""The rules of requisitions and applications beside each other and the extract date."""

from workforce.contracts.rule import RECRUITMENT, Rule

FAMILY = "fct_findings_hiring"
POSTS, PEOPLE = "recruitment_requisitions", "recruitment_applications"
Told = tuple[str, str, str, str, str, tuple[str, ...]]


def rule(severity: str, told: Told) -> Rule:
    """Return a rule from id, message, fix, why and what it needs: "table.column", the rows checked first."""
    name, message, fix, why, table, columns = told
    needs = tuple(each if "." in each else f"{table}.{each}" for each in columns)
    return Rule(name, severity, message, fix, why=why, owner=RECRUITMENT, needs=(needs,), family=FAMILY)


WARNINGS: list[Told] = [
    ("requisition_without_applications", "Open for more than a year without an application; value says since when.",
     "Cancel the requisition, or send the applications with it.",
     "Posts that nobody recruits to any more make the time to fill and the open posts read high.", POSTS,
     ("requisition_ref", f"{PEOPLE}.requisition_ref")),
    ("requisition_cancelled_and_accepted", "Cancelled, although an applicant has accepted.",
     "Clear {column}, or record that the applicant withdrew.",
     "The post is counted as not filled though somebody is to start.", POSTS,
     ("cancelled_date", f"{PEOPLE}.accepted_date")),
    ("requisition_filled_before_advert", "{column} is after an applicant accepted.", "Correct one of the two dates.",
     "The time to fill cannot be measured from an advert that came after.", POSTS,
     ("advert_open_date", f"{PEOPLE}.accepted_date")),
    ("requisition_advertised_before_approval", "{column} is before the requisition was approved.",
     "Correct one of the two dates.", "The time to fill is counted from the approval, and reads short.", POSTS,
     ("advert_open_date", "approved_date")),
    ("requisition_without_date", "Neither {column} nor advert_open_date is given.", "Fill in {column}.",
     "A requisition without a beginning is in no count of open posts and no time to fill.", POSTS,
     ("approved_date",)),
    ("requisition_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A requisition to come is in no count of open posts.", POSTS, ("approved_date",)),
    ("requisition_of_unknown_position", "{column} names no position of the establishment.",
     "Correct {column}, or add the position to hr_positions.",
     "Recruitment cannot be set beside the vacancy it is for.", POSTS, ("position_ref", "hr_positions.position_ref")),
    ("stages_reversed", "A later step is dated before an earlier one; value lists them in order.",
     "Correct the date that is wrong.", "Times between the steps cannot be measured.", PEOPLE,
     ("applied_date", "offered_date")),
    ("start_before_acceptance", "{column} is before the offer was accepted.", "Correct one of the two dates.",
     "Nobody starts before they accept; the time to hire reads short.", PEOPLE, ("start_date", "accepted_date")),
    ("accepted_and_not_started", "Accepted more than 6 months ago, with neither a start nor a withdrawal.",
     "Give the first day, or record that the applicant withdrew.",
     "The post is counted as filled though nobody may have come.", PEOPLE, ("start_date", "accepted_date")),
    ("accepted_and_refused", "Accepted, but also declined or rejected.", "Clear the outcome that is wrong.",
     "One application counts on both sides of the offer acceptance.", PEOPLE, ("accepted_date", "declined_date")),
    ("offer_undecided", "Offered more than 3 months ago, without an outcome.",
     "Record whether the offer was accepted, declined or withdrawn.",
     "Offers without an outcome are left out of the offer acceptance.", PEOPLE, ("offered_date", "accepted_date")),
    ("stage_in_future", "A step of the application is dated after the extract date.", "Correct the date.",
     "A step to come has not been taken.", PEOPLE, ("applied_date",)),
]  # fmt: skip
NOTES: list[Told] = [
    ("requisition_of_frozen_position", "The requisition is open for a position that is frozen.",
     "Nothing to do if the freeze is about to end; else cancel it, or correct is_frozen.",
     "A frozen post is shown apart from the vacancies that are being filled.", POSTS,
     ("position_ref", "hr_positions.is_frozen")),
    ("requisition_filled_twice", "Several applicants have accepted; value says how many.",
     "Nothing to do if one requisition is for several posts; else record who withdrew.",
     "The first acceptance fills the requisition; the others count as hires only.", POSTS,
     ("requisition_ref", f"{PEOPLE}.accepted_date")),
    ("applied_after_close", "{column} is after the advert closed.", "Nothing to do if a late application was taken.",
     "The advert may have been open for longer than recorded.", PEOPLE,
     ("applied_date", f"{POSTS}.advert_close_date")),
]  # fmt: skip
HIRING_RULES = (*(rule("warning", told) for told in WARNINGS), *(rule("info", told) for told in NOTES))
