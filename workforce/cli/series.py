"""series: one measure of one area over time as it reads at a date, with limits, state and sentence."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from typing import Any

from workforce import exports
from workforce.cli.measures import known_area, opened, refuse_unknown, snapshot_months
from workforce.series import LIMITS, Reading

CELL = ("month", "as_at", "numerator", "denominator", "value", "n", "status")
COLUMNS = (*CELL, *LIMITS)
WITHHELD = "a month of it may not leave the service, so limits, state and sentence are left out"


def print_series(options: argparse.Namespace) -> None:
    """Print one row a month with its limits, or the whole series as one JSON object."""
    sys.stdout.write(printed(asked(options), options.audience, options.format))


def printed(found: Reading, audience: str, form: str) -> str:
    """Return a reading as CSV, one row a month, or as one JSON object; numbers unrounded."""
    is_hidden = audience == "outside" and has_withheld(found)
    rows = [row(found, place, audience, is_hidden) for place in range(len(found.points))]
    if form == "csv":
        return exports.written(COLUMNS, ([each[name] for name in COLUMNS] for each in rows)).decode()
    told = head(found) | {"points": rows} | (hidden_state() if is_hidden else state(found))
    return json.dumps(told, default=str, indent=1) + "\n"


def asked(options: argparse.Namespace) -> Reading:
    """Return the reading that the pages show for the same choice."""
    from workforce import series, warehouse
    from workforce.catalogue import MEASURES

    refuse_unknown(options.measure)
    connection = opened(options.store)
    _, as_at = snapshot_months(connection, options.as_of)[-1]
    area = known_area(connection, options.level, options.area)
    measure = MEASURES[options.measure]
    names = [measure.id, *([measure.companion] if measure.companion else [])]
    cells = warehouse.cells(connection, names, options.level, area)
    own, *beside = (series.of_cells(MEASURES[name], area, cells[name]) for name in names)
    context = series.of_tables({name: warehouse.table(connection, f"raw.{name}") for name in series.TABLES})
    return series.read(own, as_at, context, companion=beside[0] if beside else None, rebase=options.rebase)


def has_withheld(found: Reading) -> bool:
    """Return whether a month of the series, or of the monthly one that speaks for it, may not leave the service."""
    points = [*found.points, *(found.companion.points if found.companion else ())]
    return any(point.cell["outside_status"] == "c" for point in points)


def row(found: Reading, place: int, audience: str, is_hidden: bool) -> dict[str, Any]:
    """Return one month: the cell as the audience may see it; a mean or a limit would give away a withheld figure."""
    point = found.points[place]
    cell = exports.outside(point.cell) if audience == "outside" else point.cell
    limits = dict.fromkeys(LIMITS) | {"target": point.target} if is_hidden else point.columns()
    return {name: cell[name] for name in CELL} | {name: limits[name] for name in LIMITS}


def head(found: Reading) -> dict[str, Any]:
    """Return what the series is of, and what the authority set down beside it."""
    series = found.series
    return {
        "measure": series.measure.id, "title": series.measure.title, "unit": series.measure.unit,
        "level": series.level, "area": series.area, "as_at": found.as_at,
        "target": asdict(found.target) if found.target else None,
        "events": [{"number": number} | asdict(event) for number, event in found.events],
    }  # fmt: skip


def state(found: Reading) -> dict[str, Any]:
    """Return what process control says of the series, and its words."""
    beside = found.companion
    when, then = found.reference or ("", {})
    return {
        "variation": found.variation, "assurance": found.assurance, "unjudged": found.unjudged or None,
        "since": found.since,
        "rebases": [
            asdict(each.asked)
            | {"first_month": None if each.start is None else found.points[each.start].cell["month"]}
            | {"refused": each.refused or None}
            for each in found.rebases
        ],
        "reference": {"when": when} | {name: then[name] for name in CELL} if found.reference else None,
        "companion": {
            "measure": beside.series.measure.id, "variation": beside.variation, "unjudged": beside.unjudged or None,
            "since": beside.since,
        } if beside else None,
        "sentence": found.sentence, "alt": found.alt,
    }  # fmt: skip


def hidden_state() -> dict[str, Any]:
    """Return the same keys with nothing in them but the reason."""
    names = ("variation", "assurance", "since", "rebases", "reference", "companion", "sentence", "alt")
    return dict.fromkeys(names) | {"unjudged": WITHHELD}
