"""Applications: how far they went, who still waits, who started."""

from __future__ import annotations

from datetime import date

from measure_oracle.recruitment import by, filled
from measure_oracle.rows import Month, Node, Row, day
from measure_oracle.workforce_mix import Workforce

STAGES = ("applied_date", "shortlisted_date", "interviewed_date", "offered_date", "accepted_date")
ENDS = ("declined_date", "withdrawn_date", "rejected_date")


def started(application: Row, when: date) -> bool:
    """Return whether the first day has come, without an end up to it."""
    first = application["start_date"]
    return by(first, when) and not any(by(application[name], day(first)) for name in ENDS)


def furthest(application: Row, when: date) -> str | None:
    """Return the date column of the furthest stage reached by the close; a decline says that there was an offer."""
    reached = [name for name in STAGES if by(application[name], when)]
    if by(application["declined_date"], when) and not application["offered_date"] and not application["accepted_date"]:
        reached.append("offered_date")
    return max(reached, key=STAGES.index, default=None)


def waits(application: Row, requisition: Row, applications: list[Row], month: Month) -> int | None:
    """Return the days that a candidate in the running has been at the present stage; None for who is not."""
    when = month.as_at
    stage = furthest(application, when)
    if stage is None or started(application, when) or any(by(application[name], when) for name in ENDS):
        return None
    if stage == "accepted_date":
        if not application["start_date"] and day(application[stage]) < month.window:
            return None
    elif by(requisition["cancelled_date"], when) or filled(requisition, applications, when):
        return None
    return (when - day(application[stage])).days


def candidates(
    work: Workforce, requisitions: list[Row], applications: list[Row], month: Month, node: Node
) -> tuple[dict[str, tuple], dict[str, list[float]]]:
    """Return the ratios and counts, and the lists of days whose median is wanted."""
    here = {
        row["requisition_ref"]: row
        for row in requisitions
        if node.has(work.teams.of(row["team"])) and work.role(row, "title")[1]
    }
    own = [row for row in applications if row["requisition_ref"] in here]
    within = lambda text: text is not None and month.window <= day(text) <= month.as_at  # noqa: E731
    accepted = [row for row in own if within(row["accepted_date"])]
    hires = [row for row in own if within(row["start_date"]) and started(row, month.as_at)]
    opened = [row for row in here.values() if within(row["approved_date"])]
    first_days: dict[str, date] = {}
    for row in hires:
        ref = row["requisition_ref"]
        first_days[ref] = min(first_days.get(ref, date.max), day(row["start_date"]))
    counts = {
        "application_funnel": (sum(within(row["applied_date"]) for row in own), None),
        "acceptance_to_start": (sum(started(row, month.as_at) for row in accepted), len(accepted)),
        "fill_rate_of_opened": (
            sum(filled(row, applications, month.as_at) is not None for row in opened), len(opened)
        ),
        "hires_started": (len(hires), None),
    }  # fmt: skip
    waited = [waits(row, here[row["requisition_ref"]], applications, month) for row in own]
    to_start = [
        (first - day(here[ref]["approved_date"])).days
        for ref, first in first_days.items()
        if here[ref]["approved_date"]
    ]
    return counts, {"candidate_wait_days": [each for each in waited if each is not None], "time_to_start": to_start}
