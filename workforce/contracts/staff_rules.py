"""The rules of posts, agency terms, absences, supervisions and positions beside each other and the extract date."""

from collections.abc import Iterator

from workforce.contracts.rule import HR, Rule

STAFFING, RECORDS = "fct_findings_staffing", "fct_findings_staff_records"
FILES = ("hr_assignments", "agency_assignments")
OF_EMPLOYEES = {"leave_reason", "contract_type"}
Told = tuple[str, str, str, str, str, tuple[str, ...]]


def of_posts(severity: str, told: list[Told]) -> Iterator[Rule]:
    """Yield rules of the posts of either file; each tells id, message, fix, why, more tables and its columns."""
    for name, message, fix, why, beside, columns in told:
        more = (f"{beside}.position_ref",) if beside else ()
        files = FILES[:1] if OF_EMPLOYEES & {*columns} else FILES
        needs = tuple((*(f"{file}.{column}" for column in columns), *more) for file in files)
        yield Rule(name, severity, message, fix, why=why, owner=HR, needs=needs, family=STAFFING)


def of_records(severity: str, told: list[Told]) -> Iterator[Rule]:
    """Yield rules of one table; each tells id, message, fix, why, the table and its columns."""
    for name, message, fix, why, table, columns in told:
        needs = (tuple(f"{table}.{column}" for column in columns),)
        yield Rule(name, severity, message, fix, why=why, owner=HR, needs=needs, family=RECORDS)


POSTS: list[Told] = [
    ("start_before_service", "{column} is before the start of continuous service.", "Correct one of the two dates.",
     "Length of service is counted from the one and time in post from the other.", "",
     ("start_date", "continuous_service_date")),
    ("start_too_early", "{column} is more than 55 years before the extract date.", "Correct {column}.",
     "One impossible length of service lifts the average of a whole team.", "", ("start_date",)),
    ("leaving_code_without_end", "A reason or destination of leaving is given, but no last day.",
     "Give the last day, or clear the code for somebody who stays.",
     "Somebody who has left is still counted in post, so turnover reads low.", "", ("leave_reason", "end_date")),
    ("leaving_code_of_agency_worker", "An agency worker has a reason or destination of leaving.",
     "Clear the code, or correct the contract type.",
     "The end of an agency assignment is not leaving; the contract type may be wrong.", "",
     ("leave_reason", "contract_type")),
    ("notice_after_end", "{column} is after the last day in the post.", "Correct one of the two dates.",
     "Who is about to leave is counted from the notice.", "", ("notice_given_date", "end_date")),
    ("notice_in_future", "{column} is after the extract date.", "Correct {column}.",
     "Nobody can have given notice on a day to come, so the person may not be leaving.", "", ("notice_given_date",)),
    ("planned_end_passed", "{column} has passed, and the post has no last day.",
     "Give the last day, or a new planned end.",
     "Somebody who has left is still counted in post, so turnover reads low.", "", ("planned_end_date", "end_date")),
    ("newly_qualified_manager", "Somebody in the assessed and supported year has a manager's role.",
     "Correct {column} or org_role.",
     "Newly qualified workers have a protected caseload; managers are counted apart.", "",
     ("is_newly_qualified", "org_role")),
    ("newly_qualified_for_years", "{column} is true more than 3 years after the person began.",
     "Clear {column} when the assessed and supported year is over.",
     "The lower caseload limit is applied to somebody experienced, so caseloads look over the limit.", "",
     ("is_newly_qualified", "start_date")),
    ("own_manager", "{column} names the person as their own manager.", "Name the line manager.",
     "The span of control counts the person among those they manage.", "", ("line_manager_ref",)),
    ("manager_unknown", "{column} names nobody whose posts are kept from either HR file.",
     "Correct {column}, or add the manager's posts to the export.",
     "The span of control leaves out the people of a manager who is not known.", "", ("line_manager_ref",)),
    ("manager_left", "{column} names a manager who is no longer in post.", "Name the present line manager.",
     "The worker seems to have no manager at work, and counts in no manager's span of control.", "",
     ("line_manager_ref",)),
    ("registration_format", "{column} is not a registration number: SW and up to ten digits.",
     "Correct {column} as Social Work England's register has it.",
     "The number joins HR with the case system; without it the worker's cases may be in no average caseload.", "",
     ("swe_number",)),
    ("registration_shared", "{column} is the same for several people; value says of how many.",
     "Correct {column} of all but one of them, or give one person one person_ref.",
     "People who share a number are counted as one, so headcount reads low.", "", ("swe_number",)),
    ("registrations_of_person", "One person has several registration numbers, listed in value.",
     "Keep the number that Social Work England's register has.",
     "The lowest number is used to find the person's cases, and it may be the wrong one.", "", ("swe_number",)),
    ("staff_number_shared", "{column} is the same for several people; value says of how many.",
     "Give each person their own {column}.",
     "A shared staff number matches nobody, so the cases may be in no average caseload.", "", ("staff_number",)),
    ("above_full_time", "The person's posts at the extract date add up to more than full time; value says how much.",
     "End the post that is over, or share the full-time equivalent between the posts.",
     "One person counted as more than one worker makes vacancies and caseloads read low.", "", ("fte",)),
    ("posts_overlap", "The post overlaps an earlier one of the same person, title and team.",
     "End the earlier post on the day before, or remove the one entered twice.",
     "The person's hours are counted twice while both run.", "", ("post_title", "team")),
    ("position_unknown", "{column} names no position of the establishment.",
     "Correct {column}, or add the position to hr_positions.",
     "A filled post that is not in the establishment makes another look vacant.", "hr_positions", ("position_ref",)),
    ("position_ended", "{column} names a position that has left the structure.",
     "Move the person to a position that runs, or correct the position's to_date.",
     "The person is in post but fills no position, so vacancies read high.", "hr_positions", ("position_ref",)),
    ("position_overfilled", "More FTE is employed in the position than it has budget for; value says how much.",
     "End the post of who has left, or correct the budget.",
     "Overfilled positions hide others that are vacant when vacancies are compared with the budget.", "hr_positions",
     ("position_ref", "fte")),
]  # fmt: skip
POST_NOTES: list[Told] = [
    ("start_in_future", "{column} is after the extract date.", "Nothing to do if the start is agreed.",
     "A starter to come is counted from the day they begin.", "", ("start_date",)),
    ("end_in_future", "{column} is after the extract date.", "Nothing to do if the leaving is agreed.",
     "A leaver to come is in post until the last day.", "", ("end_date",)),
    ("registration_missing", "{column} is blank for a social worker in post.", "Fill in {column} if there is one.",
     "The number joins HR with the case system; without it the worker's cases may be in no average caseload.", "",
     ("swe_number", "org_role")),
]  # fmt: skip
OTHER: list[Told] = [
    ("agency_price_missing", "{column} is blank for an assignment that runs.", "Fill in {column}.",
     "What agency staff cost cannot be told for this worker.", "agency_assignments", ("hourly_price",)),
    ("agency_price_implausible", "{column} is below £15 or above £150 an hour.",
     "Give the price of one hour; a price of a day or a pay rate does not belong here.",
     "One impossible price moves the average of all.", "agency_assignments", ("hourly_price",)),
    ("agency_cover_unknown", "{column} is blank, so nobody can say whether the worker fills a vacant post.",
     "Fill in {column}: true or false.",
     "The share of vacancies covered counts this worker as unknown.", "agency_assignments", ("covers_vacancy",)),
    ("substantive_post_left_later", "{column} is after the assignment began.", "Correct one of the two dates.",
     "Whether somebody left a council's post for agency work here is told from the two dates.", "agency_assignments",
     ("substantive_left_date", "start_date")),
    ("absences_overlap", "The absence overlaps an earlier one of the same person.",
     "Correct the dates, or remove the one entered twice.", "Days that overlap are counted twice in days lost.",
     "hr_absences", ("start_date", "end_date")),
    ("absence_outside_employment", "The absence begins before the person's first post or after the last.",
     "Correct {column} or the person, or add the missing post.",
     "Days lost by somebody who is not in post lift the sickness rate.", "hr_absences", ("start_date",)),
    ("absence_beyond_leaving", "The absence runs on after the person has left.", "End the absence on the last day.",
     "Days lost by somebody who has left lift the sickness rate.", "hr_absences", ("end_date",)),
    ("absence_days_above_length", "{column} is more than the absence has days.", "Correct {column} or the dates.",
     "One impossible count of days lifts the sickness rate.", "hr_absences", ("working_days_lost",)),
    ("absence_open_over_a_year", "The absence began more than a year before the extract and has no last day.",
     "Give the last day, or check that the person is still away.",
     "Somebody back at work counts as absent, and their cases as held by somebody away.", "hr_absences",
     ("end_date",)),
    ("supervision_of_oneself", "{column} names the person supervised.", "Name the supervisor.",
     "A meeting with oneself is no supervision.", "supervisions", ("supervisor_ref",)),
    ("supervision_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A meeting to come has not taken place.", "supervisions", ("supervision_date",)),
    ("supervision_of_unknown_person", "{column} names nobody whose posts are kept from either HR file.",
     "Correct {column}, add the person's posts to the export, or put right the row that was left out.",
     "The meeting counts for nobody.", "supervisions", ("person_ref",)),
    ("position_without_budget", "{column} is 0.", "Give the budget, or end the position.",
     "A position without a budget is never vacant, so whoever fills it hides another vacancy.", "hr_positions",
     ("budgeted_fte",)),
    ("position_spells_overlap", "The position is listed twice for the same days.",
     "End the earlier line on the day before the later begins.",
     "The establishment, and with it the vacancies, count the position twice.", "hr_positions",
     ("from_date", "to_date")),
]  # fmt: skip
NOTES: list[Told] = [
    ("agency_over_two_years", "The assignment has run for more than 2 years.",
     "Nothing to do if it still runs; else give its last day.",
     "Long assignments are a permanent cost at an agency's price, and some are not over only on paper.",
     "agency_assignments", ("start_date", "end_date")),
    ("absence_in_future", "{column} is after the extract date.", "Nothing to do if the absence is agreed.",
     "An absence to come is counted from the day it begins.", "hr_absences", ("start_date",)),
    ("position_above_one", "{column} is above 1.", "Nothing to do if several people share the position.",
     "A position for several people is right only where each of them is recorded on it.", "hr_positions",
     ("budgeted_fte",)),
]  # fmt: skip
STAFF_RULES = (
    *of_posts("warning", POSTS), *of_posts("info", POST_NOTES),
    *of_records("warning", OTHER), *of_records("info", NOTES),
)  # fmt: skip
