"""Drift: how long plans have run, set against how many workers the children have had."""

from __future__ import annotations

from workforce import charts
from workforce.catalogue import Measure
from workforce.narrative import alt_bars
from workforce.series import Cell, category_name, clipped, long_date, shown
from workforce.ui.cards import Card, draw, sentence
from workforce.ui.selection import Selection, authority_series, series
from workforce.ui.words import palette
from workforce.wording import numbered

STATUSES = ("looked after", "child protection plan", "child in need plan")
LENGTHS = ("under 3 months", "3 to 6 months", "6 to 12 months", "1 to 2 years", "2 years or more")
FEW = 10
CAVEAT = (
    "This shows association and no cause: longer plans differ from shorter ones in many ways, and a child whose plan "
    "began this year had less of the year in which to change worker."
)


def by_plan(chosen: Selection) -> None:
    """Draw the share of children with three or more workers by length of plan, one mark a kind of plan."""
    found = series(chosen, "three_plus_workers")
    if not authority_series(chosen, "plan_length_days").is_supplied():
        sentence("Workers by length of plan: not supplied. It needs the tables of plans and of time in care.")
        return
    cells = {cell["category"]: cell for cell in found.at_parts("plan", chosen.as_at)}
    planned = {(status, length): cells.get(f"{status}, {length}") for status in STATUSES for length in LENGTHS}
    if not any(has_value(cell) for cell in planned.values()):
        sentence(f"Workers by length of plan: no child of {chosen.area} was on a plan at {long_date(chosen.as_at)}.")
        return
    groups = [
        group(status, [planned[status, length] for length in LENGTHS])
        for status in STATUSES
        if any(has_value(planned[status, length]) for length in LENGTHS)
    ]
    message = headline([cell for (_, length), cell in planned.items() if cell and length == LENGTHS[-1]])
    draw(chosen, Card(
        key="three_plus_workers-by-plan", measures=(found.measure,), headline=message,
        subtitle="Share of children who had three or more workers in the 12 months, by how long the plan or time in "
                 f"care that they are on has run. {chosen.area}, as at {long_date(chosen.as_at)}.",
        figures="", figure=charts.grouped(LENGTHS, groups, "%", palette()),
        alt=clipped(f"Dot chart of three or more workers by length of plan: {message}."),
        notes=[f"Open marks are counted from fewer than {FEW} children.", CAVEAT],
        cells=[cell for cell in planned.values() if cell],
    ))  # fmt: skip


def group(status: str, cells: list[Cell | None]) -> charts.Group:
    """Return one kind of plan as a group of the picture."""
    values = [cell["value"] if cell else None for cell in cells]
    return charts.Group(category_name("case_status", status), values, [not cell or cell["n"] < FEW for cell in cells])


def has_value(cell: Cell | None) -> bool:
    """Return whether there is a share to draw."""
    return cell is not None and cell["value"] is not None


def headline(longest: list[Cell]) -> str:
    """Return the share of the children whose plans have run longest, over all kinds of plan."""
    children = sum(cell["denominator"] or 0 for cell in longest)
    many = sum(cell["numerator"] or 0 for cell in longest)
    if not children:
        return "No plan has run for two years"
    return f"{many:,.0f} of {children:,.0f} children on plans of 2 years or more had 3+ workers"


def plan_lengths(chosen: Selection) -> None:
    """Draw how long plans have run, by how many workers the children have had in the 12 months."""
    found = series(chosen, "plan_length_days")
    cells = found.at_parts("workers", chosen.as_at)
    if not authority_series(chosen, "plan_length_days").is_supplied() or not any(map(has_value, cells)):
        return
    bars = [
        charts.Bar(
            category_name("workers", cell["category"]),
            cell["value"],
            f"{shown(found.measure, cell)} ({cell['n']:,} children)",
        )
        for cell in cells
        if has_value(cell)
    ]
    now = found.at(chosen.as_at)
    draw(chosen, Card(
        key="plan_length_days-by-workers", measures=(found.measure,),
        headline=f"A plan has run for {found.words(chosen.as_at)} on average",
        subtitle=f"{found.measure.definition} {chosen.area}, by how many workers each child has had in the 12 months, "
                 f"as at {long_date(chosen.as_at)}.",
        figures=f"Counted from {now['n']:,} children." if now and now["n"] else "",
        figure=charts.ranked(bars, palette(), in_order=True),
        alt=alt_bars("length of plan by number of workers", [(bar.name, bar.words) for bar in bars]),
        notes=[CAVEAT], cells=cells,
    ))  # fmt: skip


def bar(measure: Measure, cell: Cell) -> charts.Bar:
    """Return one number of workers as a bar of the average length of plan."""
    counted = numbered(cell["n"], "child", "children")
    return charts.Bar(category_name("workers", cell["category"]), cell["value"], f"{shown(measure, cell)} ({counted})")
