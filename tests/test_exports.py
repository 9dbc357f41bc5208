"""Proves that a download names its filters, keeps numbers as numbers, and gives away nothing small or live."""

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as some
from small_series import cell

from workforce.exports import cells_csv, file_name, safe


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
