"""The rules of involvements, referrals, plans, visits and the case system's workers beside each other."""

from workforce.contracts.rule import CASES, Rule

CASE, PLAN = "fct_findings_cases", "fct_findings_plans"
HELD, REFERRED, WORKER = "ssd_involvements", "ssd_cin_episodes", "ssd_professionals"
PERIOD = (f"{HELD}.invo_person_id", f"{REFERRED}.cine_person_id")
STARTS = {
    "ssd_cp_plans": "cppl_cp_plan_start_date", "ssd_cin_plans": "cinp_cin_plan_start_date",
    "ssd_cla_episodes": "clae_cla_episode_start_date", "ssd_cin_assessments": "cina_assessment_start_date",
}  # fmt: skip
STAYS = tuple((f"{table}.{column}", f"{REFERRED}.cine_person_id") for table, column in STARTS.items())
VISITS = tuple(
    (f"{table}.{column}", f"{REFERRED}.cine_person_id")
    for table, column in (
        ("ssd_cp_visits", "cppv_cp_visit_date"), ("ssd_cin_visits", "cinv_cin_visit_date"),
        ("ssd_cla_visits", "clav_cla_visit_date"),
    )
)  # fmt: skip
START, END = (f"{HELD}.invo_involvement_start_date",), (f"{HELD}.invo_involvement_end_date",)
HR_TOO = (f"{HELD}.invo_professional_id", "hr_assignments.person_ref")
NUMBER = (f"{WORKER}.prof_social_worker_registration_no",)
Needs = tuple[tuple[str, ...], ...]
Told = tuple[str, str, str, str, Needs]


def rules(severity: str, family: str, told: list[Told]) -> tuple[Rule, ...]:
    """Return rules from id, message, fix, why and needs."""
    return tuple(
        Rule(name, severity, message, fix, why=why, owner=CASES, needs=needs, family=family)
        for name, message, fix, why, needs in told
    )


WARNINGS: list[Told] = [
    ("involvement_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A worker to come is not counted, so the child may look unallocated.", (START,)),
    ("involvement_without_referral", "The child of a primary involvement has no referral.",
     "Add the referral to the export, or end the involvement.",
     "A child without a referral is not an open case, so the worker's caseload reads low.", (PERIOD,)),
    ("involvement_before_referral", "The involvement begins more than a month before the child's first referral.",
     "Correct the start, or add the earlier referral.",
     "Days before the referral count in no caseload and no continuity.", (PERIOD,)),
    ("involvement_after_closure", "The involvement begins after the child's last case closed.",
     "Correct the start, or add the referral that reopened the case.",
     "The child is not counted as open though somebody works with them.", (PERIOD,)),
    ("involvement_open_after_closure", "{column} is blank though the child's case has closed.",
     "End the involvement on the day the case closed.",
     "It is ended with the case in the figures, but the worker's own list shows a case too many.", (PERIOD,)),
    ("involvement_after_leaving", "The involvement begins after the worker's last day; value gives that day.",
     "Correct the start or the worker, or the last day in HR.",
     "A child held by somebody who has left is counted as unallocated.", (HR_TOO,)),
    ("involvement_open_after_leaving", "{column} is blank though the worker has left; value gives the last day.",
     "Reallocate the case, or end the involvement on the last day.",
     "A child held by somebody who has left is counted as unallocated.", (HR_TOO,)),
    ("two_primary_workers", "The child has had several primary workers at once for over a month; value lists them.",
     "End the involvement of whoever has handed over, or make it secondary.",
     "Only one of them is counted as the holder, so one caseload reads high and the other low.",
     ((f"{HELD}.invo_professional_id",),)),
    ("child_without_involvement", "A child open for over a month has never had a primary involvement.",
     "Allocate the child, or close the case.", "The child is counted as unallocated.",
     ((f"{REFERRED}.cine_person_id", f"{HELD}.invo_person_id"),)),
    ("involvement_of_unknown_referral", "{column} names no referral of the export.",
     "Correct {column}, or add the referral.", "The dates are trusted, not the id; the row may be another child's.",
     ((f"{HELD}.invo_referral_id", f"{REFERRED}.cine_referral_id"),)),
    ("involvement_of_another_childs_referral", "{column} names a referral of another child.", "Correct {column}.",
     "A worker counted with the wrong child changes two children's histories.",
     ((f"{HELD}.invo_referral_id", f"{REFERRED}.cine_referral_id"),)),
    ("worker_registration_format", "{column} is not a registration number: SW and up to ten digits.",
     "Correct {column} as Social Work England's register has it.",
     "The number joins the case system with HR; without it the cases may be in no average caseload.", (NUMBER,)),
    ("worker_registration_shared", "{column} is the same for several worker ids.",
     "Merge the ids of one person, or correct the number.",
     "Ids that share a number count as one worker, so a real change of worker may not show.", (NUMBER,)),
    ("worker_staff_number_shared", "{column} is the same for several worker ids.",
     "Merge the ids of one person, or correct the number.",
     "Ids that share a number count as one worker, so a real change of worker may not show.",
     ((f"{WORKER}.prof_staff_id",),)),
    ("tray_as_worker", "{column} reads like a tray, an inbox or duty, not like a person.",
     "Give these involvements no worker, or map their role to duty in authority.toml.",
     "Children in a tray count as held by a worker, and one caseload is impossibly high.",
     ((f"{WORKER}.prof_professional_job_title",),)),
    ("referral_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A referral to come is not an open case.", ((f"{REFERRED}.cine_referral_date",),)),
]  # fmt: skip
NOTES: list[Told] = [
    ("involvement_ends_in_future", "{column} is after the extract date.", "Nothing to do if the end is planned.",
     "The worker holds the case until that day.", (END,)),
    ("involvement_of_no_length", "The involvement begins and ends on one day.", "Nothing to do.",
     "A day's entry is no worker's period and is not counted as a change.", (END,)),
    ("change_reason_missing", "{column} is blank at a change of worker in the last 12 months.",
     "Fill in {column} where the reason is known.",
     "Without the reason nobody can say how many changes could have been avoided.",
     ((f"{HELD}.invo_worker_change_reason",),)),
    ("referrals_overlap", "The referral begins while an earlier one of the child is open.",
     "Nothing to do; the two are one open period.", "Counting both would count the child twice.",
     ((f"{REFERRED}.cine_referral_date",),)),
    ("mass_reallocation", "Far more involvements begin on one day than on others; value says which day.",
     "Nothing to do if teams were reorganised; name the day under [[events]] in the settings.",
     "Changes of worker that only a system saw make the year look worse than it was for children.", (START,)),
    ("team_name_shared", "Several team ids have one name; value says how many.",
     "Nothing to do if they are one team; else give each its name.",
     "Teams of one name are shown as one.", (("ssd_department.dept_team_name",),)),
]  # fmt: skip
PLANS: list[Told] = [
    ("plan_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A plan to come gives the child no status yet.", STAYS),
    ("plan_without_referral", "It begins when the child has no open referral.",
     "Correct the start, or add the referral to the export.",
     "The child is not counted as open, so neither case nor worker shows.", STAYS),
    ("plans_overlap", "It begins before the child's earlier one of the same kind has ended.",
     "End the earlier one, or remove the one entered twice.",
     "Time on plans is counted twice where two overlap.", STAYS[:3]),
    ("plan_open_after_closure", "It has no end though the child's case has closed.",
     "Give the day it ended.", "The child keeps a status that no longer holds if the case opens again.", STAYS),
    ("assessment_open_for_months", "The assessment has been open for more than 6 months.",
     "Give the day it was authorised.", "The child's case counts as in assessment long after it was done.",
     (("ssd_cin_assessments.cina_assessment_auth_date",),)),
    ("visit_in_future", "{column} is after the extract date.", "Correct {column}.",
     "A visit to come has not been made.", VISITS),
    ("visit_before_referral", "{column} is before the child's first referral.",
     "Correct {column} or the child.", "The visit is of no open case.", VISITS),
    ("child_in_two_families", "The child is in several families, listed in value.",
     "Keep the family the child lives with.", "Changes of worker for a family count the child twice.",
     (("ssd_family.fami_person_id",),)),
]  # fmt: skip
CASE_RULES = rules("warning", CASE, WARNINGS) + rules("info", CASE, NOTES) + rules("warning", PLAN, PLANS)
