"""claim: whether a measure rose, fell, stood still or met its target between two months, with the evidence."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.claims import DIRECTIONS, PARTS, Claim, Verdict, check, restated
from workforce.cli.measures import known_area, opened, refuse_unknown
from workforce.cli.printing import write
from workforce.errors import WorkforceError
from workforce.series import TABLES, Reading, Series, month_end, of_cells, of_tables, read


def print_claim(options: argparse.Namespace) -> None:
    """Print one row: the claim, the verdict, why, both figures with their parts, and the evidence in sentences."""
    refuse_unknown(options.measure)
    if options.begin is None and options.direction != "target":
        raise WorkforceError(f"--from: give the month since which it {DIRECTIONS[options.direction]}, as YYYY-MM.")
    connection = opened(options.store)
    months = connection.sql("select month, as_at from marts.dim_months order by month").fetchall()
    later = options.end or months[-1][0]
    area = known_area(connection, options.level, options.area)
    claim = Claim(options.measure, options.direction, options.begin, later, options.level, area, options.part or "")
    if claim.part and "tier" not in MEASURES[claim.measure].breakdowns:
        raise WorkforceError(f"{claim.measure}: the leadership team is not counted apart for it; leave out --part.")
    reading = read_at(connection, claim, dict(months).get(later))
    write(pl.DataFrame([row(claim, reading, check(claim, reading))], infer_schema_length=None), options.format)


def read_at(connection: Any, claim: Claim, as_at: date | None) -> Reading:
    """Return the claim's measure as it reads at the later month; a month that is not shown has no figure."""
    from workforce import warehouse

    def series(measure: str) -> Series:
        cells = warehouse.cells(connection, [measure], claim.level, claim.area)
        return of_cells(MEASURES[measure], claim.area, cells[measure])

    context = of_tables({name: warehouse.table(connection, f"raw.{name}") for name in TABLES})
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
