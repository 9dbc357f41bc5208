# ruff: noqa: E501
"""Measures of worker change: how steady a child's social worker is."""

from workforce.catalogue.measure import BEGINS, GONE, MATCHED, NONE, Measure

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


def _changes(id: str, title: str, question: str, definition: str, better: str, **more: object) -> Measure:
    """Return a sum over the cohort's 12 months."""
    fields: dict = {
        "unit": "changes",
        "needs": (NAMED,),
        "caveats": (COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, REASON, RECORDED, BEGINS, COMPANION),
    } | more
    return Measure(
        id=id, title=title, theme="worker_changes", kind="count", window="12 months", breakdowns=("case_status",), question=question,
        definition=definition, numerator=definition, denominator="None: this is a count", better=better, sources=CASES, official=f"{NONE}.", **fields,
    )  # fmt: skip


def _ratio(
    id: str, title: str, question: str, definition: str, numerator: str, denominator: str, better: str, **more: object
) -> Measure:
    """Return a ratio over the cohort's 12 months."""
    fields: dict = {
        "official": f"{NONE}.",
        "unit": "percent",
        "scale": 100,
        "part_of_whole": True,
        "needs": (NAMED,),
        "caveats": (COHORT, COVER, PERSON, MATCHED, GAP, LEFT, RECORDED, BEGINS, COMPANION),
        "window": "12 months",
        "breakdowns": ("case_status",),
    } | more
    return Measure(
        id=id, title=title, theme="worker_changes", kind="ratio", question=question,
        definition=definition, numerator=numerator, denominator=denominator, better=better, sources=CASES, **fields,
    )  # fmt: skip


MEASURES = (
    _ratio("three_plus_workers", "Children with three or more workers", "How many children have had three or more social workers?", "Children with three or more different workers in the 12 months, as a share of children with at least one; each worker counts once for each child.", "Children with three or more workers", "Children with at least one named worker in the 12 months", "lower", counts="people", official="Follows the Department for Education's rule, which covers children looked after only; here every open child is included.", breakdowns=("case_status", "plan"), caveats=(COHORT, COVER, PERSON, MATCHED, RECORDED, BEGINS, COMPANION, "Children with no named worker are counted apart, never as having no changes.", PLANS, "Set against the length of the plan, the share shows association and no cause; a child whose plan began this year had less of the year in which to change worker."), companion="monthly_worker_changes"),
    _changes("worker_changes", "Changes of worker", "How often do children change social worker?", "Changes of named worker in the 12 months, over children open at the close.", "lower", companion="monthly_worker_changes"),
    _ratio("worker_changes_per_child_year", "Changes of worker per child-year", "How many changes does a child have in a year?", "Changes of named worker divided by the years the same children were open in the 12 months.", "Changes of named worker in the 12 months", "Open days in the 12 months divided by 365.25", "lower", unit="changes per child-year", scale=1, part_of_whole=False, caveats=(COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, RECORDED, BEGINS, COMPANION), companion="monthly_worker_changes"),
    _changes("planned_changes", "Planned changes", "How many changes were planned?", "Changes whose reason is transfer by standard process.", "neither", needs=RECORDED_REASON),
    _changes("unplanned_changes", "Unplanned changes", "How many changes were not planned?", "Changes whose reason is a worker leaving, managing caseloads, restructure, absence, a death or a request by child or parent.", "lower", needs=RECORDED_REASON),
    _changes("unclassified_changes", "Unclassified changes", "How many changes have no usable reason?", "Changes whose reason is blank, other, or first contact on a later worker.", "lower"),
    _changes("unallocated_days", "Unallocated days", "For how long have children had no worker?", "Open days in the 12 months with no named worker, over children open at the close.", "lower", unit="days", companion="unallocated_children", caveats=(COHORT, GAP, LEFT, RECORDED, BEGINS, COMPANION)),
    _ratio("continuity", "Continuity", "How much of the time do children have one steady worker?", "Days with each child's most-present worker as a share of all days with a named worker.", "Days with the most-present worker", "Days with any named worker", "higher", companion="monthly_worker_changes"),
    _ratio("monthly_worker_changes", "Changes of worker in the month", "Do children change social worker more often this month than usual?", "Changes of named worker in the month divided by the years that the same children were open in it.", "Changes of named worker in the month", "Open days in the month divided by 365.25", "lower", unit="changes per child-year", scale=1, part_of_whole=False, window="month", caveats=(COHORT, COVER, PERSON, MATCHED, NOT_CHANGES, "Computed from the extract as recorded at the month's close.", "A child who was open in the month and closed before its end is not in it, as in the 12-month figures whose monthly companion this is.")),
    Measure(id="plan_length_days", title="Time on the current plan", theme="worker_changes", kind="spread", unit="days", window="close", breakdowns=("case_status", "workers"), question="How long have children's plans been running?", definition="The median number of days since the current plan or time in care began, over children open at the close who are looked after, on a child protection plan or on a child in need plan.", numerator="Days since the current plan or time in care began", denominator="One for each child", better="neither", sources=("ssd_cin_episodes", "ssd_cla_episodes", "ssd_cp_plans", "ssd_cin_plans"), official=f"{NONE}.", needs=(), caveats=(COHORT, PLANS, "Only plans that still run are counted, so this is time so far and not the length of a finished plan.", "Beside the number of workers it shows association and no cause: a longer plan also had longer to meet a change, and workers are those of the last 12 months only.")),
)  # fmt: skip
