"""Requisitions and offers."""

from __future__ import annotations

from datetime import date

from measure_oracle.rows import Month, Node, Row, day
from measure_oracle.workforce_mix import Workforce


def by(text: str | None, when: date) -> bool:
    return text is not None and day(text) <= when


def standing(application: Row, when: date) -> bool:
    """Return whether an acceptance made by the day still stands at its close."""
    return by(application["accepted_date"], when) and not (
        by(application["withdrawn_date"], when) or by(application["declined_date"], when)
    )


def filled(requisition: Row, applications: list[Row], when: date) -> Row | None:
    """Return the application that fills the requisition at the close, or None."""
    own = [
        each
        for each in applications
        if each["requisition_ref"] == requisition["requisition_ref"] and standing(each, when)
    ]
    return min(own, key=lambda each: (each["accepted_date"], each["application_ref"]), default=None)


def recruitment(
    work: Workforce, requisitions: list[Row], applications: list[Row], month: Month, node: Node
) -> tuple[dict[str, tuple], dict[str, list[float]]]:
    """Return the ratios and counts, and the lists of days whose median is wanted."""
    here = [row for row in requisitions if node.has(work.teams.of(row["team"])) and work.role(row, "title")[1]]
    refs = {row["requisition_ref"] for row in here}
    ages, to_fill, to_hire, accepted, closed = [], [], [], 0, 0
    within = lambda text: text is not None and month.window <= day(text) <= month.as_at  # noqa: E731
    for row in here:
        hire = filled(row, applications, month.as_at)
        cancelled = by(row["cancelled_date"], month.as_at)
        cancelled = cancelled and not hire
        if by(row["approved_date"], month.as_at) and not hire and not cancelled:
            ages.append((month.as_at - day(row["approved_date"])).days)
        if hire and within(hire["accepted_date"]):
            accepted += 1
            closed += 1
            taken = day(hire["accepted_date"])
            to_fill += [(taken - day(row["approved_date"])).days] if row["approved_date"] else []
            to_hire += [(taken - day(hire["applied_date"])).days] if hire["applied_date"] else []
        closed += cancelled and within(row["cancelled_date"])
    offers = [row for row in applications if row["requisition_ref"] in refs and within(row["offered_date"])]
    taken_up = [row for row in offers if by(row["accepted_date"], month.as_at)]
    decided = [
        row
        for row in offers
        if any(
            by(row[name], month.as_at) for name in ("accepted_date", "declined_date", "withdrawn_date", "rejected_date")
        )
    ]
    counts = {
        "open_requisitions": (len(ages), None),
        "fill_rate": (accepted, closed),
        "offers_pending": (len(offers) - len(decided), None),
        "offer_acceptance": (len(taken_up), len(decided)),
    }
    return counts, {"requisition_age": ages, "time_to_fill": to_fill, "time_to_hire": to_hire}
