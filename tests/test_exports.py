"""Proves that a download names its filters, keeps numbers as numbers, and gives away nothing small or live."""

import csv
import io
from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as some
from small_series import cell, reading, series

from workforce.exports import JUDGED, cells_csv, file_name, safe
from workforce.series import Series
from workforce.settings import Target


def read(data: bytes) -> list[dict]:
    """Return the rows of a CSV."""
    return list(csv.DictReader(io.StringIO(data.decode())))


def test_every_line_names_measure_area_date_and_refresh() -> None:
    (row,) = read(cells_csv([cell("agency_rate", date(2024, 9, 1), 24.26)], {"extract_date": "2024-09-30"}))
    assert (row["title"], row["unit"], row["as_at"]) == ("Agency rate (FTE)", "percent", "2024-09-30")
    assert (row["value"], row["extract_date"]) == ("24.26", "2024-09-30")


def test_a_suppressed_cell_holds_c_and_no_number() -> None:
    (row,) = read(cells_csv([cell("agency_rate", date(2024, 9, 1), 24.26, outside_status="c")]))
    assert {row[name] for name in ("numerator", "denominator", "value", "n", "status")} == {"c"}
    assert "24.26" not in row.values()


def test_an_area_that_a_spreadsheet_would_run_is_made_plain() -> None:
    (row,) = read(cells_csv([cell("agency_rate", date(2024, 9, 1), 1.0, area="=cmd|' /C calc'!A0")]))
    assert row["area"].startswith("'=")


@given(some.floats(allow_nan=False, allow_infinity=False))
def test_numbers_are_never_changed(number: float) -> None:
    assert safe(number) is number
    assert safe("-1.5") == "-1.5"


def test_a_file_name_is_made_of_plain_characters() -> None:
    assert file_name("agency_rate", "A/B & Co", "2024-09-30") == "agency_rate_a-b-co_2024-09-30.csv"


def told(found: Series) -> list[dict]:
    """Return the rows of the file of a series that is judged, with a target of 60."""
    points = reading(found, targets=(Target("permanent_share", 60.0, date(2022, 1, 1)),)).points
    return read(cells_csv([point.columns() for point in points]))


def test_limits_rules_and_target_stand_beside_each_month() -> None:
    rows = told(series("permanent_share", [40.0, 44.0] * 12 + [99.0]))
    assert {float(row["mean"]) for row in rows} == {(42.0 * 24 + 99.0) / 25}
    assert [row["flag_rule"] for row in rows][-2:] == ["shift_low", "above_upl"]
    assert rows[-1]["point_type"] == "improvement"
    assert {row["target"] for row in rows} == {"60.0"}


def test_one_withheld_month_takes_limits_mean_and_flags_out_of_its_series_only() -> None:
    values = [40.0, 44.0] * 12
    whole = series("permanent_share", values)
    hidden = Series(whole.measure, whole.area, with_hidden(whole, 3), whole.parts)
    rows = told(hidden)
    assert [row["value"] for row in rows][2:5] == ["40.0", "c", "40.0"]
    assert {row[name] for row in rows for name in JUDGED} == {""}
    assert {row["target"] for row in rows} == {"60.0"}
    other = series("permanent_share", values, area="Elm")
    both = [point.columns() for each in (hidden, other) for point in reading(each).points]
    assert {row["area"] for row in read(cells_csv(both)) if row["mean"]} == {"Elm"}


def with_hidden(found: Series, place: int) -> pl.DataFrame:
    """Return the points of a series with one month withheld outside."""
    at = pl.int_range(pl.len()) == place
    return found.points.with_columns(outside_status=pl.when(at).then(pl.lit("c")).otherwise("outside_status"))
