# ruff: noqa: E501
"""Measures of worker change: how steady a child's social worker is."""

from workforce.catalogue.measure import BEGINS, GONE, MATCHED, NONE, SCOPE, Measure

CASES = ("ssd_involvements", "ssd_professionals", "ssd_cin_episodes")
COHORT = "Children open at the close of the day; a child's team is the current holder's, else the last holder's (the HR team of the month, else that of the involvement), else the referral's."
COVER = "Absence cover recorded inside another worker's period is not a change; a sequence of workers is, even when the first returns."
PERSON = "The same person with a new id, team, title or contract is the same worker; a worker known only by an id is a worker."
GAP = "A gap of 1 to 7 days between two named workers is tolerated; from 8 days every day counts."
REASON = "The reason is the one on the new worker's first row, or on the row that ended where the authority's settings say so; absence cover is then known only where it is recorded inside another worker's period."
NOT_CHANGES = "A first allocation, a gap, the same worker's return, a team move and closure are not changes."
LEFT = GONE
PLANS = "Stretches of one status that touch or overlap are one; a child with two counts under looked after, then child protection plan, then child in need plan. Lengths in days: under 91, under 183, under 365, under 730, and longer."
NAMED = "ssd_involvements.invo_professional_id"
RECORDED_REASON = (NAMED, "ssd_involvements.invo_worker_change_reason")
RECORDED = "Computed from the extract as recorded; the 12 months are whole months."
COMPANION = "The 12-month figure carries no control limits; where it has a monthly companion, that is judged instead."
HR = ("hr_assignments", "agency_assignments")
LAST_DAY = "hr_assignments.end_date"
LOOKED_AT = "HR is looked at from 31 days before the previous worker's last day with the child to 31 days after the change; between workers who follow each other that is 31 days either side."
IN_ORDER = "Of several causes the first in this order counts: a worker returned, left, agency assignment ended, promoted, moved team, absent, standard pathway, still in post, not known."
WENT = "Left and agency assignment ended mean that no row of either HR file, in scope or not, runs beyond that day; somebody with an agency row on the last day was agency."
CAUSES = (
    "Returned: the new worker held the child before, in the same open period, and either an absence of theirs ended within 31 days of the change or the recorded reason is ABSENC and they were the holder before the previous one.",
    WENT,
    "Promoted: a post of role 4 or 5 at the start of the days looked at; at their end a post of role 1 to 3 or 6 and none of role 4 or 5. Moved team: no HR team in common between the two days.",
    "Absent: an absence began in the days looked at or covered the day of the change. Public duties and training do not count, nor do absences of up to 7 days, which most workers have in any two months. Where no absences were sent, nobody is found absent or returned.",
    "Standard pathway: none of these, and the recorded reason is TSPROC. Still in post: none of these, and a post in HR in the days looked at, so the caseload was balanced. Not known: no post in HR then, or no match.",
    "What HR shows wins over the recorded reason, which is set beside it. A cause comes before or near a change; it is not proof of why. Changes without a known cause are counted as such and never shared out.",
)

RETURN = (
    "Looked after: an episode of the return is open on the day and, where the return's care episodes were sent, so is one of those; else where the case system knows the child, an episode of its own. With the worker episodes alone every child with one open is taken to be looked after.",
    "A worker who returns counts once, and so does one who was the child's worker before care began, if in the 12 months. An episode that ends on the first of the 12 months counts, and one that ends on the last day is open on it.",
    "Children in a series of short breaks (legal status V3 or V4) are left out where a legal status was sent; otherwise they cannot be told apart.",
    "The return names no team, so there are figures for the authority only.",
    "Months are given from the first to the last year that the file covers: from the year to 31 March in which the first children in it had their last episode end, to the year of its last date. Others are not available: a return tells of the year before, but not of the children who left care in it.",
    BEGINS,
)


def _changes(id: str, title: str, question: str, definition: str, better: str, **more: object) -> Measure:
    """Return a sum over the cohort's 12 months."""
    fields: dict = {
        "unit": "changes",
        "breakdowns": ("case_status",),
        "sources": CASES,
        "needs": (NAMED,),
        "caveats": (COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, REASON, RECORDED, BEGINS, COMPANION),
    } | more
    return Measure(
        id=id, title=title, theme="worker_changes", kind="count", window="12 months", question=question,
        definition=definition, numerator=definition, denominator="None: this is a count", better=better, official=f"{NONE}.", **fields,
    )  # fmt: skip


def _ratio(
    id: str, title: str, question: str, definition: str, numerator: str, denominator: str, better: str, **more: object
) -> Measure:
    """Return a ratio over the cohort's 12 months."""
    fields: dict = {
        "official": f"{NONE}.",
        "breakdowns": ("case_status",),
        "sources": CASES,
        "unit": "percent",
        "scale": 100,
        "part_of_whole": True,
        "needs": (NAMED,),
        "caveats": (COHORT, COVER, PERSON, MATCHED, GAP, LEFT, RECORDED, BEGINS, COMPANION),
        "window": "12 months",
    } | more
    return Measure(
        id=id, title=title, theme="worker_changes", kind="ratio", question=question,
        definition=definition, numerator=numerator, denominator=denominator, better=better, **fields,
    )  # fmt: skip


MEASURES = (
    _ratio("three_plus_workers", "Children with three or more workers", "How many children have had three or more social workers?", "Children with three or more different workers in the 12 months, as a share of children with at least one; each worker counts once for each child.", "Children with three or more workers", "Children with at least one named worker in the 12 months", "lower", counts="people", official="Follows the Department for Education's rule, which covers children looked after only; here every open child is included.", breakdowns=("case_status", "plan"), caveats=(COHORT, COVER, PERSON, MATCHED, RECORDED, BEGINS, COMPANION, "Children with no named worker are counted apart, never as having no changes.", PLANS, "Set against the length of the plan, the share shows association and no cause; a child whose plan began this year had less of the year in which to change worker."), companion="monthly_worker_changes"),
    _ratio("looked_after_three_plus", "Children looked after with three or more workers", "How many children looked after have had three or more social workers?", "Children looked after at the close who had three or more different social workers in the 12 months, as a share of children looked after with a named worker, counted from the SSDA903 return; each worker counts once for each child.", "Children looked after with three or more social workers", "Children looked after with a social worker episode open on the day", "lower", counts="people", sources=("sw_episodes",), needs=(), breakdowns=(), official="The figure at 31 March is the Department for Education's measure for the reporting year; at other month ends the same rule over the 12 months to it.", caveats=RETURN),
    _changes("worker_changes", "Changes of worker", "How often do children change social worker?", "Changes of named worker in the 12 months, over children open at the close.", "lower", companion="monthly_worker_changes"),
    _ratio("worker_changes_per_child_year", "Changes of worker per child-year", "How many changes does a child have in a year?", "Changes of named worker divided by the years the same children were open in the 12 months.", "Changes of named worker in the 12 months", "Open days in the 12 months divided by 365.25", "lower", unit="changes per child-year", scale=1, part_of_whole=False, caveats=(COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, RECORDED, BEGINS, COMPANION), companion="monthly_worker_changes"),
    _changes("planned_changes", "Planned changes", "How many changes were planned?", "Changes whose reason is transfer by standard process.", "neither", needs=RECORDED_REASON),
    _changes("unplanned_changes", "Unplanned changes", "How many changes were not planned?", "Changes whose reason is a worker leaving, managing caseloads, restructure, absence, a death or a request by child or parent.", "lower", needs=RECORDED_REASON),
    _changes("unclassified_changes", "Unclassified changes", "How many changes have no usable reason?", "Changes whose reason is blank, other, or first contact on a later worker.", "lower"),
    _changes("changes_by_cause", "Changes of worker by cause", "What happened to the worker before each change?", "Changes of named worker in the 12 months, over children open at the close, each with what HR shows of the previous worker around the change.", "neither", breakdowns=("cause", "cause_reason"), sources=(*CASES, *HR), needs=(NAMED, LAST_DAY), caveats=(LOOKED_AT, IN_ORDER, *CAUSES, COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, REASON, RECORDED, BEGINS, COMPANION), companion="monthly_worker_changes"),
    _ratio("changes_per_leaver", "Changes of worker for each leaver", "What did each leaver cost in children who changed worker?", "Changes of named worker in the 12 months that followed somebody leaving or an agency assignment ending, divided by the people who went.", "Changes that followed one of these people going", "People in scope whose last day, employed or agency, is in the 12 months", "lower", unit="changes per leaver", scale=1, part_of_whole=False, breakdowns=("contract",), sources=(*CASES, *HR), needs=(NAMED, LAST_DAY), caveats=("The changes are those that changes of worker by cause counts as left or agency assignment ended, so children since closed are not in them; changes that follow a last day outside the 12 months are left out.", WENT, "Somebody who holds no child counts with no change. An employee who became an agency worker, or came back, has not gone, so these are not the leavers of turnover.", "Each person counts once, in the post of the last day with the most FTE, then the first team name, then the first contract by name.", "A leaver belongs to the team of the last day and a child to the team of now, so a team's changes by cause and its changes for each leaver are of different children.", LOOKED_AT, SCOPE, MATCHED, RECORDED, BEGINS, COMPANION)),
    _changes("unallocated_days", "Unallocated days", "For how long have children had no worker?", "Open days in the 12 months with no named worker, over children open at the close.", "lower", unit="days", companion="unallocated_children", caveats=(COHORT, GAP, LEFT, RECORDED, BEGINS, COMPANION)),
    _ratio("continuity", "Continuity", "How much of the time do children have one steady worker?", "Days with each child's most-present worker as a share of all days with a named worker.", "Days with the most-present worker", "Days with any named worker", "higher", companion="monthly_worker_changes"),
    _ratio("monthly_worker_changes", "Changes of worker in the month", "Do children change social worker more often this month than usual?", "Changes of named worker in the month divided by the years that the same children were open in it.", "Changes of named worker in the month", "Open days in the month divided by 365.25", "lower", unit="changes per child-year", scale=1, part_of_whole=False, window="month", caveats=(COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, "Computed from the extract as recorded at the month's close.", "A child who was open in the month and closed before its end is not in it, as in the 12-month figures whose monthly companion this is.")),
    Measure(id="plan_length_days", title="Average time on the current plan", theme="worker_changes", kind="ratio", unit="days", window="close", breakdowns=("case_status", "workers"), question="How long have children's plans been running?", definition="Days since the current plan or time in care began, divided by the children: those open at the close who are looked after, on a child protection plan or on a child in need plan.", numerator="Days since the current plan or time in care began", denominator="Children looked after or on a plan", better="neither", sources=("ssd_cin_episodes", "ssd_cla_episodes", "ssd_cp_plans", "ssd_cin_plans"), official=f"{NONE}.", needs=(), caveats=(COHORT, PLANS, "Only plans that still run are counted, so this is time so far and not the length of a finished plan; a few very long ones raise the average.", "Beside the number of workers it shows association and no cause: a longer plan also had longer to meet a change, and workers are those of the last 12 months only.")),
)  # fmt: skip
