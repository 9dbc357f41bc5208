# ruff: noqa: E501
"""Measures of caseload: children open, who holds them and how many each worker holds."""

from workforce.catalogue.measure import CENSUS, GONE, MATCHED, NONE, Measure

CASES = ("ssd_involvements", "ssd_professionals", "ssd_cin_episodes")
LOAD = (*CASES, "hr_assignments")
CLOSE = "Counted at the close of the day."
OPEN = "Overlapping referrals of one child are one open period; a referral with no further action, or closed on the day it opened, is never open."
HOLDER = "A case belongs to the holder's HR team on the date; where the holder has no HR record, to the team in the case system."
UNKNOWN = "Cases held by somebody with unknown or zero FTE, or outside the HR scope, are left out and listed."
LEFT = f"{GONE} The child is then unallocated."
LAST = "An unallocated child belongs to the last holder's team: that worker's HR team in the month, else the team of the involvement; a child never allocated, to the referral's team."
WHOLE = "A holder's whole FTE counts, in every team the FTE is in, also where no case is held."
NAMED = "ssd_involvements.invo_professional_id"
HELD = (NAMED, "hr_assignments.fte|agency_assignments.fte")
NEWLY = "hr_assignments.is_newly_qualified|agency_assignments.is_newly_qualified"
NOBODY = "A worker known only by an id is a worker; only an empty or placeholder id is nobody."
NOT_HERE = "In a team or service where none of a holder's FTE is known, the holder is neither over the limit nor under it and is left out, whatever the FTE elsewhere; where some of it is known, the known counts, with every case held there."
EXTREME = "Nobody is left out for an extreme caseload; extremes are listed."
SPLIT = "With posts in two teams, the case follows the team in the case system if it is one of them, else the post with more FTE."


def _children(id: str, title: str, question: str, definition: str, better: str, **more: object) -> Measure:
    """Return a count of children at the close."""
    fields: dict = {
        "sources": CASES,
        "breakdowns": ("case_status",),
        "caveats": (CLOSE, OPEN, HOLDER, LAST, LEFT, NOBODY),
        "needs": (NAMED,),
    } | more
    return Measure(
        id=id, title=title, theme="caseload", kind="count", counts="people", unit="children", window="close", question=question,
        definition=definition, numerator=definition, denominator="None: this is a count", better=better, official=f"{NONE}.", **fields,
    )  # fmt: skip


def _holders(
    id: str, title: str, question: str, definition: str, numerator: str, denominator: str, needs: tuple[str, ...] = HELD
) -> Measure:
    """Return a percentage of the people who hold cases at the close."""
    return Measure(
        id=id, title=title, theme="caseload", kind="ratio", counts="people", scale=100, unit="percent", window="close",
        breakdowns=("role",), question=question, definition=definition, numerator=numerator, denominator=denominator, better="lower",
        sources=LOAD, official="No national definition; the limit is the authority's own.", part_of_whole=True,
        caveats=(CLOSE, OPEN, HOLDER, MATCHED, UNKNOWN, NOT_HERE, WHOLE, EXTREME), needs=needs,
    )  # fmt: skip


MEASURES = (
    _children("open_cases", "Open cases", "How many children are we working with?", "Children open at the close of the day.", "neither", needs=(), breakdowns=("case_status", "workers")),
    _children("cases_held", "Cases held", "How many children have a named social worker?", "Children open at the close of the day with a named primary worker; each child counts once.", "neither"),
    _children("unallocated_children", "Unallocated children", "Which children have no named worker?", "Children open at the close of the day with no named worker.", "lower"),
    _children("cases_held_by_absent_workers", "Cases held by absent workers", "How many children have a worker who is away?", "Children whose named worker is absent at the close of the day, for any reason but public duties and training.", "lower", sources=(*LOAD, "hr_absences"), caveats=(CLOSE, OPEN, HOLDER, MATCHED, LEFT, "Only a holder who is matched to HR can be seen to be absent; an absence without a reason counts.", "A month with no recorded absence is 0, even where records begin later.")),
    Measure(id="average_caseload", title="Average caseload", theme="caseload", kind="ratio", unit="cases per FTE", window="close", breakdowns=("role",), question="How many cases does a full-time worker hold?", definition="Cases held divided by the FTE of people who hold at least one case, agency workers included.", numerator="Cases held by people with known FTE", denominator="FTE of people holding at least one case", better="lower", sources=LOAD, official=f"{CENSUS}; the treatment of cases with two workers in the census could not be confirmed, and here a child counts once.", caveats=(CLOSE, OPEN, HOLDER, SPLIT, MATCHED, UNKNOWN, WHOLE, LEFT), needs=HELD),
    Measure(id="average_daily_caseload", title="Average daily caseload", theme="caseload", kind="ratio", unit="cases per FTE", window="month", question="What was the caseload through the month, not only on its last day?", definition="Days of cases held in the month divided by days of FTE of the people holding them.", numerator="Case-days in the month", denominator="Holder-FTE-days in the month", better="lower", sources=LOAD, official=f"{NONE}.", caveats=(OPEN, HOLDER, SPLIT, MATCHED, UNKNOWN, WHOLE, LEFT, "The same cases and people are left out as in the average caseload, so the two compare."), needs=HELD),
    Measure(id="median_cases_per_fte", title="Median cases per FTE", theme="caseload", kind="spread", unit="cases per FTE", window="close", breakdowns=("role", "band"), question="What does the middle worker hold?", definition="The median, over people with known FTE and at least one case, of cases held divided by FTE.", numerator="Cases held by the person", denominator="FTE of the person", better="lower", sources=LOAD, official=f"{NONE}.", caveats=(CLOSE, OPEN, HOLDER, MATCHED, UNKNOWN, WHOLE, EXTREME, "A person's band is that of all the cases and FTE held, in every team.", "A very small FTE makes the figure for one person large."), needs=HELD),
    _holders("over_limit_share", "Workers over the caseload limit", "How many workers hold too many cases?", "Case holders whose cases per FTE are above the authority's limit, as a share of case holders.", "Case holders strictly above the limit", "People with known FTE and at least one case"),
    _holders("newly_qualified_over_limit", "Newly qualified workers over their limit", "Are newly qualified workers protected?", "Newly qualified case holders whose cases per FTE are above their limit, as a share of newly qualified case holders.", "Newly qualified case holders above their limit", "Newly qualified people with known FTE and at least one case", needs=(*HELD, NEWLY)),
    Measure(id="weighted_caseload", title="Weighted caseload", theme="caseload", kind="ratio", unit="weighted cases per FTE", window="close", breakdowns=("role",), question="How heavy is a full-time worker's caseload, by the weights we have chosen?", definition="Cases held, each times the authority's own weight for its case status, divided by the FTE of people who hold at least one case.", numerator="Weighted cases held by people with known FTE", denominator="FTE of people holding at least one case", better="lower", sources=LOAD, needs=(*HELD, "status_weights.weight"), official="No national weighting exists; read it beside the average caseload, which is not weighted.", caveats=(CLOSE, OPEN, HOLDER, SPLIT, MATCHED, UNKNOWN, WHOLE, LEFT, "The weights are those under [status_weights] in authority.toml; a status without one weighs 1. Without weights there is no figure.")),
)  # fmt: skip
