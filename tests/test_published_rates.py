"""Proves that published rates rebuild from published counts, divided and marked as the cube does it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import polars as pl
import pytest
from small_authority import Row
from test_benchmarks import RATES
from test_reference_values import REFERENCE, built, cell, one_decimal, reference, reference_rows

from workforce import cube, finishing, series, warehouse
from workforce.benchmarks import bundled
from workforce.benchmarks.department import INDICATORS
from workforce.catalogue import MEASURES

pytestmark = pytest.mark.skipif(not REFERENCE.exists(), reason="the reference values are not beside the project")
AREAS = """
create view marts.dim_unrecorded_months as
select ''::varchar as table_name, null::date as month where false;
create view marts.dim_months as
select distinct make_date(year, 1, 1) as month, make_date(year, 1, 1) as as_at, false as is_partial
from raw.published;
create view staging.stg_settings__teams as select distinct area as team, null::varchar as service from raw.published
"""
UNITS = """
select make_date(year, 1, 1) as month, area as team, null::varchar as service, area as unit,
    numerator::double as numerator, denominator::double as denominator
from raw.published
"""


@pytest.mark.parametrize(
    "case", reference("disclosure_worked_examples.json")["rounding_half_up"] if REFERENCE.exists() else []
)
def test_rounding_half_up(case: dict[str, Any]) -> None:
    if case["expected"] == "low":
        assert status_of(case["value"], 100.0) == "low"
    else:
        assert float(series.rounded(case["value"], case["dp"])) == case["expected"]
        assert status_of(case["value"], 100.0) == "ok"


def status_of(numerator: float, denominator: float) -> str:
    """Return the status of a percentage of these two."""
    ((_, _, _, status),) = divided("agency_rate", [(2024, "Somewhere", numerator, denominator)])
    return status


def divided(measure: str, counts: list[tuple[int, str, float, float]]) -> list[tuple[int, str, float | None, str]]:
    """Return (year, area, value, status) of published counts, divided and judged as the cube does it."""
    published = pl.DataFrame(counts, schema=["year", "area", "numerator", "denominator"], orient="row")
    described = replace(MEASURES[measure], counts="amounts", breakdowns=(), needs=())
    supplied = pl.DataFrame({"table_name": list(described.sources), "column_name": ""})
    threshold = pl.DataFrame({"key": ["disclosure.threshold"], "value": ["5"]})
    connection = warehouse.create(":memory:", {"published": published, "supplied": supplied, "settings": threshold})
    connection.execute(AREAS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(warehouse, "measure_sql", lambda _: UNITS)
        cube.build_cells(connection, [described], "Every area")
    asked = {(year, area) for year, area, *_ in counts}
    rows = connection.execute("select year(month), area, value, status from cube.cells where level = 'team'").fetchall()
    connection.close()
    return [row for row in rows if (row[0], row[1]) in asked]


def published_counts(measure: str, rows: Iterable[Row], area: str) -> list[tuple[int, str, float, float]]:
    """Return (year, area, numerator, denominator) of a published rate wherever all its counts are numbers."""
    top, parts = RATES[measure]
    counts = []
    for row in rows:
        year = int(row["time_period"])
        try:
            numerator, denominator = float(row[top]), sum(float(row[part]) for part in parts)
        except ValueError:
            continue
        days = (254 if year in (2020, 2024) else 253) if measure == "sickness_absence_rate" else 1
        counts.append((year, row[area] or "England", numerator, denominator * days))
    return counts


@pytest.mark.parametrize(("column", "measure"), INDICATORS.items())
def test_england_and_region_rates_rebuild_from_published_counts(column: str, measure: str) -> None:
    rows = reference_rows("csww_published_national_regional.csv")
    given = {(int(row["time_period"]), row["region_code"] or "England"): row for row in rows}
    counts = {(year, area): parts for year, area, *parts in published_counts(measure, rows, "region_code")}
    rebuilt = {row[:2]: row for row in divided(measure, [(*key, *parts) for key, parts in counts.items()])}
    assert rebuilt.keys() == given.keys()
    exact = "headcount" in column
    wrong = {
        key for key, (_, _, value, _) in rebuilt.items()
        if given[key][column] != "u" and not is_near(float(given[key][column]), *counts[key], value, exact)
    }  # fmt: skip
    listed = {key for key, row in given.items() if column in row["not_reproducible_from_rounded_totals"].split("|")}
    assert wrong == listed
    unreliable = {(year, area) for year, area, _, status in rebuilt.values() if status == "u"}
    assert unreliable == {key for key, row in given.items() if row[column] == "u"}
    ours = {
        (year, "England" if level == "england" else code): symbol or value
        for year, level, code, value, symbol in bundled()
        .filter(measure=measure)
        .select("year", "level", "area_code", "value", "symbol")
        .iter_rows()
    }
    assert ours == {key: row[column] if row[column] == "u" else float(row[column]) for key, row in given.items()}


SYMBOL_RATES = {
    column: measure
    for column, measure in INDICATORS.items()
    if "headcount" not in column and measure != "average_caseload"
}


@pytest.mark.parametrize(("column", "measure"), SYMBOL_RATES.items())
def test_symbols_of_published_authority_rows(column: str, measure: str) -> None:
    rows = reference_rows("csww_published_symbol_rows.csv")
    printed = {(int(row["time_period"]), row["la_name"]): row[column] for row in rows}
    counts = published_counts(measure, rows, "la_name")
    wrong = []
    for (year, area, value, status), (_, _, numerator, denominator) in zip(
        sorted(divided(measure, counts), key=lambda row: row[:2]), sorted(counts), strict=True
    ):
        expected = printed[year, area]
        told = status if status != "ok" else "number"
        said = expected if expected in ("z", "u", "low", "c", "x") else "number"
        if told != said or (said == "number" and not is_near(float(expected), numerator, denominator, value)):
            wrong.append((year, area, expected, value, status))
    assert wrong == []


def is_near(printed: float, numerator: float, denominator: float, value: float, is_exact: bool = False) -> bool:
    """Return whether a printed rate is one that counts rounded to one decimal allow."""
    parts = 0 if is_exact else value * (0.05 / numerator if numerator else 0) + value * 0.1 / denominator
    return abs(printed - value) <= 0.05 + parts + 1e-9


@pytest.mark.parametrize("case", reference("disclosure_worked_examples.json")["rates"] if REFERENCE.exists() else [])
def test_a_rate_that_leaves_the_service(case: dict[str, Any]) -> None:
    people = [{"person_ref": f"P{n}"} for n in range(case["d"])]
    tables = {"agency_assignments": people[: case["n"]], "hr_assignments": people[case["n"] :]}
    with built({name: rows for name, rows in tables.items() if rows}, ["agency_rate_headcount"]) as cells:
        found = cell(cells, "agency_rate_headcount")
        finishing.finish(cells)
        outside = cell(cells, "agency_rate_headcount")["outside_status"]
    if isinstance(case["expected"], str):
        assert outside == case["expected"]
    else:
        assert (outside, one_decimal(found["value"])) == ("ok", case["expected"])
    assert found["status"] == ("z" if case["d"] == 0 else "ok")
