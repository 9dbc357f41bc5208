"""claim: whether a measure rose, fell, stood still or met its target between two months, with the evidence."""

from __future__ import annotations

import argparse
import difflib
from datetime import date
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.claims import DIRECTIONS, PARTS, Claim, Verdict, check, restated
from workforce.cli.measures import opened, refuse_unknown
from workforce.cli.printing import write
from workforce.errors import WorkforceError
from workforce.series import Reading, Series, month_end, of_cells, of_tables, read

CONTEXT = ("settings", "settings_events", "settings_targets", "settings_rebases")


def print_claim(options: argparse.Namespace) -> None:
    """Print one row: the claim, the verdict, why, both figures with their parts, and the evidence in sentences."""
    refuse_unknown(options.measure)
    if options.begin is None and options.direction != "target":
        raise WorkforceError(f"--from: give the month since which it {DIRECTIONS[options.direction]}, as YYYY-MM.")
    connection = opened(options.store)
    months = connection.sql("select month, as_at from marts.dim_months order by month").fetchall()
    later = options.end or months[-1][0]
    level, area = placed(connection, options)
    claim = Claim(options.measure, options.direction, options.begin, later, level, area, options.part or "")
    if claim.part and "tier" not in MEASURES[claim.measure].breakdowns:
        raise WorkforceError(f"{claim.measure}: the leadership team is not counted apart for it; leave out --part.")
    reading = read_at(connection, claim, dict(months).get(later))
    write(pl.DataFrame([row(claim, reading, check(claim, reading))], infer_schema_length=None), options.format)


def placed(connection: Any, options: argparse.Namespace) -> tuple[str, str]:
    """Return the level and name of the area asked for; raise WorkforceError when there is none of that name."""
    held = connection.sql("select distinct level, area from cube.cells where breakdown = ''").fetchall()
    names = sorted(area for level, area in held if level == options.level)
    if options.area is None and options.level == "authority":
        return options.level, names[0]
    if options.area not in names:
        near = difflib.get_close_matches(options.area or "", names, 1, 0.0)
        raise WorkforceError(
            f"--area {options.area or 'is missing'}: not a {options.level} of this snapshot; "
            f"{f'the nearest is {near[0]}' if options.area and near else 'name one'}."
        )
    return options.level, options.area


def read_at(connection: Any, claim: Claim, as_at: date | None) -> Reading:
    """Return the claim's measure as it reads at the later month; a month that is not shown has no figure."""
    from workforce import warehouse

    def series(measure: str) -> Series:
        cells = warehouse.cells(connection, [measure], claim.level, claim.area)
        return of_cells(MEASURES[measure], claim.area, cells[measure])

    context = of_tables({name: warehouse.table(connection, f"raw.{name}") for name in CONTEXT})
    found, beside = series(claim.measure), MEASURES[claim.measure].companion
    day = as_at or month_end(claim.later)
    if claim.part:
        return read(found.part(*PARTS[claim.part]), day, context)
    return read(found, day, context, companion=series(beside) if beside else None)


def row(claim: Claim, reading: Reading, verdict: Verdict) -> dict[str, Any]:
    """Return the verdict with its evidence as one row; months are firsts of the month, values unrounded."""
    held: dict[str, Any] = {
        "measure": claim.measure, "direction": claim.direction, "from": claim.earlier, "to": claim.later,
        "level": claim.level, "area": claim.area, "part": claim.part, "claim": restated(claim),
        "verdict": verdict.word, "reason": verdict.reason,
    }  # fmt: skip
    for name, month in (("earlier", claim.earlier), ("later", claim.later)):
        cell = (reading.at(month) if month else None) or {}
        held |= {f"{name}_{part}": cell.get(part) for part in ("numerator", "denominator", "value", "n", "status")}
    measure = reading.series.measure
    return held | {
        "variation": reading.variation, "assurance": reading.assurance, "since": reading.since,
        "sentence": reading.sentence, "definition": measure.definition, "caveats": " ".join(measure.caveats),
        "rows": f"workforce rows {measure.id} --as-of {reading.as_at}",
    }  # fmt: skip
