"""Proves every measure by its worked example, a page that HR can read, through the real build."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_authority import NAME, Row, SmallAuthority, cube, toml

from workforce import warehouse
from workforce.catalogue import MEASURES
from workforce.series import rounded

EXAMPLES = Path(__file__).parent / "examples"
COLUMNS = {"as_of", "level", "area", "breakdown", "category", "numerator", "denominator", "value", "n", "status"}


@dataclass(frozen=True)
class Example:
    """One page: the extracts given, the settings that differ, and the cells that must come out."""

    title: str
    why: str
    given: Mapping[str, list[Row]]
    settings: str
    expect: list[Row]

    @property
    def dates(self) -> list[date]:
        """Return the as-at dates that the page expects, oldest first."""
        return sorted({date.fromisoformat(row["as_of"]) for row in self.expect})


def table(text: str) -> list[Row]:
    """Return the rows of the one Markdown table in a text."""
    lines = [line.strip()[1:-1].split("|") for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line] for line in lines]
    header, _, *rows = cells
    return [dict(zip(header, row, strict=True)) for row in rows]


def read(text: str) -> Example:
    """Return the example that a page describes."""
    head, given, expect = re.split(r"^## (?:Given|Expect)$", text, flags=re.MULTILINE)
    title, why = re.fullmatch(r"# (.+?)\n\n(.+)", head.strip()).groups()
    parts = dict(re.findall(r"^### (\w+)\n(.*?)(?=^### |\Z)", given, flags=re.MULTILINE | re.DOTALL))
    settings = "".join(line for line in parts.pop("settings", "").splitlines(True) if not line.startswith("```"))
    return Example(title, why, {name: table(body) for name, body in parts.items()}, settings, table(expect))


def page(measure: str) -> Example:
    """Return the worked example of a measure."""
    return read((EXAMPLES / f"{measure}.md").read_text(encoding="utf-8"))


def authority(example: Example) -> SmallAuthority:
    """Return the authority of an example, which extracts on the last date that the page expects."""
    first, *_ = example.dates
    dates = {"name": NAME, "first_month": first.replace(day=1), "extract_date": example.dates[-1]}
    return SmallAuthority(example.given, {"authority": dates, **toml(example.settings)})


def is_number(actual: float | None, expected: str) -> bool:
    """Return whether a number is the expected one, blank meaning none."""
    return actual is None if expected == "" else actual is not None and abs(actual - float(expected)) < 1e-6


def is_value(actual: float | None, expected: str) -> bool:
    """Return whether a value, rounded half up to the places the page gives, is the expected one."""
    places = len(expected.partition(".")[2])
    if actual is None or not places:
        return is_number(actual, expected)
    return rounded(actual, places).replace(",", "") == expected


def differs(row: Row, cell: Mapping[str, Any] | None) -> list[str]:
    """Return a line for each part of a cell that is not what the page expects."""
    where = " ".join(row.get(name, "") for name in ("as_of", "level", "area", "breakdown", "category")).strip()
    if cell is None:
        return [f"{where}: no such cell"]
    wrong = [name for name in ("numerator", "denominator", "n") if not is_number(cell[name], row[name])]
    wrong += ["value"] if not is_value(cell["value"], row["value"]) else []
    wrong += ["status"] if cell["status"] != row["status"] else []
    return [f"{where}: {name} is {cell[name]}, the page says {row[name] or 'none'}" for name in wrong]


def found(cells: pl.DataFrame, row: Row) -> dict[str, Any] | None:
    """Return the one cell that a row of the page is about."""
    matching = cells.filter(
        pl.col("as_at") == date.fromisoformat(row["as_of"]),
        pl.col("breakdown") == row.get("breakdown", ""),
        pl.col("category") == row.get("category", ""),
    )
    return matching.row(0, named=True) if matching.height == 1 else None


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_the_build_gives_what_the_page_works_out(measure: str, tmp_path: Path) -> None:
    example = page(measure)
    small = authority(example)
    connection = cube(small.write(tmp_path), small.read(), [measure])
    try:
        wrong = []
        for row in example.expect:
            cells = warehouse.cells(connection, [measure], row["level"], row["area"])[measure]
            wrong += differs(row, found(cells, row))
        assert wrong == []
    finally:
        connection.close()


@pytest.mark.parametrize("measure", sorted(MEASURES))
def test_a_page_is_one_that_hr_can_read(measure: str) -> None:
    example = page(measure)
    assert example.title == MEASURES[measure].title
    assert example.why.endswith(".") and "\n" not in example.why
    assert example.given and all(example.given.values())
    assert example.expect and set(example.expect[0]) <= COLUMNS
    assert {row["level"] for row in example.expect} <= {"authority", "service", "team"}
    assert all(day.day == monthrange(day.year, day.month)[1] for day in example.dates)


def incomplete(**places: set[str]) -> list[str]:
    """Return a line for every id that is missing from one of the places."""
    return [
        f"{id} is missing from {place}"
        for id in sorted(set().union(*places.values()))
        for place, ids in places.items()
        if id not in ids
    ]


def test_a_measure_is_three_files_with_one_name() -> None:
    assert incomplete(
        queries={path.stem for path in (warehouse.QUERIES / "measures").glob("*.sql")},
        catalogue=set(MEASURES),
        examples={path.stem for path in EXAMPLES.glob("*.md")} - {"README"},
    ) == []  # fmt: skip


def test_an_id_in_one_or_two_places_is_named() -> None:
    assert incomplete(queries={"a", "b"}, catalogue={"a"}, examples={"a", "c"}) == [
        "b is missing from catalogue", "b is missing from examples",
        "c is missing from queries", "c is missing from catalogue",
    ]  # fmt: skip


def test_a_page_that_is_wrong_is_told_cell_by_cell() -> None:
    cell = {"numerator": 2.0, "denominator": 3.0, "value": 66.66666, "n": 3, "status": "ok"}
    row = {"as_of": "2024-06-30", "level": "team", "area": "North", "numerator": "2", "denominator": "3", "n": "3"}
    assert differs({**row, "value": "66.7", "status": "ok"}, cell) == []
    assert differs({**row, "value": "66.6", "status": "z"}, cell) == [
        "2024-06-30 team North: value is 66.66666, the page says 66.6",
        "2024-06-30 team North: status is ok, the page says z",
    ]
    assert differs({**row, "value": "67", "status": "ok"}, cell) != []
    assert differs({**row, "value": "", "status": "ok"}, None) == ["2024-06-30 team North: no such cell"]
