# ruff: noqa: E501
"""Measures of who stays: voluntary turnover, early leavers, and newly qualified workers in their supported year."""

from workforce.catalogue.caseload import HELD, HOLDER, LEFT, LOAD, MATCHED, NEWLY, SPLIT, UNKNOWN, WHOLE
from workforce.catalogue.measure import BEGINS, CLOSE, ENDS, MOVES, NONE, ONCE, REPEATED, SCOPE, SERVICE, Measure

HR = ("hr_assignments",)
HR_NEWLY = "hr_assignments.is_newly_qualified"
SUPPORTED = "Somebody is in the supported year while HR records it on a post held; a blank is not in it."


def _people(id: str, title: str, window: str, question: str, definition: str, **more: object) -> Measure:
    """Return a percentage of people."""
    fields: dict = {
        "theme": "recruitment",
        "sources": HR,
        "breakdowns": ("role",),
        "official": f"{NONE}.",
        "part_of_whole": True,
    } | more
    return Measure(
        id=id, title=title, kind="ratio", counts="people", scale=100, unit="percent", window=window, question=question,
        definition=definition, **fields,
    )  # fmt: skip


def _monthly(id: str, title: str, question: str, definition: str, **more: object) -> Measure:
    """Return a monthly count of people who left, by which a 12-month figure is judged."""
    fields: dict = {"official": f"{NONE}; it is the monthly companion of a 12-month figure."} | more
    return Measure(
        id=id, title=title, theme="recruitment", kind="count", counts="people", unit="people", window="month",
        question=question, definition=definition, numerator=definition, denominator="None: this is a count",
        better="lower", sources=HR, **fields,
    )  # fmt: skip


MEASURES = (
    _people("voluntary_turnover_rate", "Voluntary turnover", "12 months", "What share of our people chose to leave?", "People who resigned in the 12 months as a share of people in post at the end.", numerator="People who resigned in the 12 months", denominator="People in post at the end", better="lower", part_of_whole=False, needs=("hr_assignments.leave_reason",), official="No national definition; the reasons are those of the workforce census, of which reason 1, resignation, is voluntary.", caveats=(SCOPE, MOVES, ENDS, ONCE, REPEATED, "Retirement is not in it; leavers by reason give it beside, so that it can be added.", "A leaver without a reason, or with one not known or not yet collected, is never counted as voluntary; how many there are stands beside the rate.", BEGINS), companion="resignations"),
    _monthly("resignations", "Resignations", "How many people chose to leave this month?", "People who resigned and whose last day was in the month.", needs=("hr_assignments.leave_reason",), caveats=(SCOPE, MOVES, ENDS, ONCE, "Only reason 1 is a resignation; a leaver whose reason is not known is in the leavers alone.")),
    _people("leavers_within_two_years", "Leavers with under two years' service", "12 months", "How many of those who leave have only just come?", "Leavers in the 12 months with under two years' service as a share of all leavers in them.", numerator="Leavers who left before their second anniversary", denominator="Leavers in the 12 months", better="lower", caveats=(SCOPE, MOVES, ENDS, ONCE, SERVICE, "Somebody whose last day is the second anniversary has stayed two years.", BEGINS), companion="early_leavers"),
    _monthly("early_leavers", "Leavers with under two years in the month", "How many left this month who had only just come?", "People with under two years' service whose last day was in the month.", caveats=(SCOPE, MOVES, ENDS, ONCE, SERVICE, "Somebody whose last day is the second anniversary has stayed two years.")),
    Measure(id="newly_qualified", title="Newly qualified workers", theme="recruitment", kind="count", counts="people", unit="people", window="close", breakdowns=("role",), question="How many of our workers are in their supported year?", definition="Workers in their assessed and supported year at the close.", numerator="Workers in their supported year", denominator="None: this is a count", better="neither", sources=HR, needs=(NEWLY,), official=f"{NONE}.", caveats=(CLOSE, SCOPE, ONCE, SUPPORTED, "Agency workers recorded as newly qualified are counted too, as they are in the share over the limit.")),
    Measure(id="newly_qualified_caseload", title="Caseload of newly qualified workers", theme="caseload", kind="ratio", unit="cases per FTE", window="close", breakdowns=("role",), question="How many cases does a full-time newly qualified worker hold?", definition="Cases held by newly qualified workers divided by the FTE of those who hold at least one.", numerator="Cases held by newly qualified workers with known FTE", denominator="FTE of newly qualified workers holding at least one case", better="lower", sources=LOAD, needs=(*HELD, NEWLY), official=f"{NONE}.", caveats=(CLOSE, SUPPORTED, HOLDER, SPLIT, MATCHED, UNKNOWN, WHOLE, LEFT, "An average below the protected limit can hide a worker above it; the share over the limit says so.")),
    _people("newly_qualified_supervised", "Newly qualified workers supervised", "close", "Are newly qualified workers seen by a supervisor every month?", "Newly qualified workers with a supervision in the 31 days to the close as a share of newly qualified workers.", numerator="Newly qualified workers with a supervision in the 31 days", denominator="Newly qualified workers", better="higher", sources=(*HR, "supervisions"), needs=(NEWLY,), caveats=(CLOSE, SCOPE, ONCE, SUPPORTED, "A personal and a case supervision count alike; how long either lasted is not known.", "Somebody who came or was away in the 31 days counts as anybody else.", "Months before supervision was recorded for 31 days have no figure.")),
    _people("newly_qualified_retained", "Newly qualified workers kept", "12 months", "Do newly qualified workers stay after their supported year?", "Of people whose supported year ended in the 12 months, the share still employed at the close.", numerator="People whose supported year ended and who are still employed", denominator="People whose supported year ended in the 12 months", better="higher", needs=(HR_NEWLY,), caveats=(CLOSE, SCOPE, MOVES, "The supported year ends with the last day recorded in it, whether it was completed or the person left in it; somebody who left counts as not kept.", "Still employed means anywhere in scope on the date, so between a day and a year after the supported year ended, depending on when it did.", "The team is that of the last day of the supported year.", BEGINS), companion="newly_qualified_leavers"),
    _monthly("newly_qualified_leavers", "Newly qualified leavers", "Are newly qualified workers leaving us?", "People who left in the month, in their supported year or within twelve months of its end.", needs=(HR_NEWLY,), caveats=(SCOPE, MOVES, ENDS, ONCE, SUPPORTED, "It is the monthly side of newly qualified workers kept: who leaves so is no longer kept.")),
)  # fmt: skip
