"""Proves that a page gives out only the cube's and the published numbers, under the outside verdict, and no child."""

import csv
import io
import json
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn_pages import Drawn, draw

from workforce import benchmarks, exports, snapshots, warehouse
from workforce.comparison import NEIGHBOURS
from workforce.ui import findings, quality

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


@pytest.mark.parametrize("filters", [{}, {"team": "Safeguarding Rowan"}, {"month": "2019-10-31"}], ids=str)
@pytest.mark.parametrize(
    "page", ["permanent_and_agency", "agency", "leadership_and_oversight", "caseloads", "worker_changes", "recruitment",
             "retention"]
)  # fmt: skip
def test_downloads_hold_the_cube_s_cells_after_suppression(
    store: Path, page: str, filters: dict[str, str], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw(page, filters, files)
    cube = cells_of(store)
    every = []
    for name, content in drawn.files.items():
        held = list(csv.DictReader(io.StringIO(content.decode())))
        if name.startswith(CURVES):
            assert all(column in ON_CURVES or column.endswith("_percent") for column in held[0])
        else:
            every += held
    rows = [row for row in every if "(published, " not in row["area"]]
    assert rows
    for row in [row for row in every if "(published, " in row["area"]]:
        assert (row["numerator"], row["denominator"]) == ("", "")
        assert float(row["value"]) == published_value(row)
    for row in rows:
        keys = ("measure", "area", "as_at", "breakdown", "category")
        cell = cube[tuple(row.get(key) or "" for key in keys)]
        assert row["status"] == cell["outside_status"]
        for name in ("numerator", "denominator", "value", "n"):
            hidden = row["status"] == "c"
            assert row[name] == "c" if hidden else number(row[name]) == cell[name]


def test_some_downloaded_cells_are_suppressed(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("worker_changes", {}, files)
    assert b",c,c,c,c,c" in b"".join(drawn.files.values())


# Curves are no cells: they leave as shares by whole weeks and months, never as counts or days of single people.
CURVES = ("time-to-fill-with-open-posts", "tenure-")
ON_CURVES = {"group", "days_since_approval", "months_of_service", "area", "as_at", "extract_date", "snapshot"}


@cache
def cells_of(store: Path) -> dict[tuple[str, ...], dict[str, Any]]:
    """Return the cube's cells by measure, area, as-at date, breakdown and category."""
    connection = warehouse.open_snapshot(snapshots.current(store))
    rows = connection.sql("select cells.*, as_at from cube.cells as cells join marts.dim_months using (month)").pl()
    return {
        (row["measure"], row["area"], str(row["as_at"]), row["breakdown"], row["category"]): row
        for row in rows.iter_rows(named=True)
    }


def published_value(row: dict[str, str]) -> float:
    """Return the value of a downloaded published figure in the project's own table of them."""
    name, year = row["area"].split(" (published, ")[0], int(row["as_at"][:4])
    figures = benchmarks.bundled().filter((pl.col("measure") == row["measure"]) & (pl.col("year") == year))
    return float(figures.filter(pl.col("area_name") == name)["value"].item())


def number(text: str) -> float | None:
    """Return the number in a CSV cell, or None when it is blank."""
    return float(text) if text else None


def test_the_children_are_pseudonyms_that_last_as_long_as_the_snapshot(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    first, again = (children(draw("worker_changes", {}, files)) for _ in range(2))
    connection = warehouse.open_snapshot(snapshots.current(store))
    ids = {child for (child,) in connection.sql("select distinct child_id from marts.fct_cases_month").fetchall()}
    assert len(first) == len(set(first)) == 20
    assert first == again
    assert all(re.fullmatch(r"[0-9A-F]{8}", child) for child in first)
    drawn = draw("worker_changes", {}, files)
    assert not any(child.encode() in content for child in [*ids, *first] for content in drawn.files.values())


def test_the_leavers_are_pseudonyms_and_in_no_download(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("worker_changes", {}, files)
    (table,) = [each.value for each in drawn.app.table if "Worker" in each.value.columns]
    workers = list(table["Worker"])
    connection = warehouse.open_snapshot(snapshots.current(store))
    ids = {worker for (worker,) in connection.sql("select worker_id from marts.fct_departures").fetchall()}
    assert len(workers) == len(set(workers)) == 20 and not ids & set(workers)
    assert all(re.fullmatch(r"[0-9A-F]{8}", worker) for worker in workers)
    assert list(table["Changes"]) == sorted(table["Changes"], reverse=True)
    assert not any(each.encode() in content for each in [*ids, *workers] for content in drawn.files.values())


def children(drawn: Drawn) -> list[str]:
    """Return the pseudonyms on the page."""
    (table,) = [each.value for each in drawn.app.table if "Child" in each.value.columns]
    return list(table["Child"])


def test_the_fix_list_names_every_finding_to_put_right(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    content = draw("data_quality", {}, files).files["fix-list.csv"]
    rows = list(csv.DictReader(io.StringIO(content.decode())))
    found = warehouse.table(warehouse.open_snapshot(snapshots.current(store)), "marts.fct_findings")
    todo = found.filter(~pl.col("fix").str.starts_with("Nothing to do"))
    assert list(rows[0]) == ["file", "line", "column", "value", "rule", "severity", "what_to_do"]
    assert sorted((row["file"], row["line"], row["rule"]) for row in rows) == sorted(
        (row["file"], str(row["line"] or ""), row["rule"]) for row in todo.iter_rows(named=True)
    )


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-cmd", "'-cmd"),
        ("+1+1", "'+1+1"),
        ("\tx", "'\tx"),
        ("-1", "-1"),
        ("-2.5", "-2.5"),
        ("plain", "plain"),
        (-3.5, -3.5),
        (None, None),
    ],
)
def test_text_never_becomes_a_formula_and_numbers_stay(value: object, written: object) -> None:
    assert exports.safe(value) == written


def test_a_finding_is_grouped_by_who_puts_it_right() -> None:
    rows = [
        finding("hr_assignments", "error", "Correct the end date."),
        finding("ssd_involvements", "error", "Correct the end date."),
        finding("ssd_involvements", "warning", "Map the value in authority.toml."),
        finding("hr_assignments", "info", "Nothing to do; remove the copy."),
        finding("control_totals", "warning", "Ask the sender for the total again."),
    ]
    kinds = findings.placed(pl.DataFrame(rows))
    places = dict(kinds.select("fix", "place").filter(pl.col("fix") != "Correct the end date.").iter_rows())
    assert set(kinds.filter(pl.col("fix") == "Correct the end date.")["place"]) == {quality.HR, quality.CASES}
    assert list(places.values()).count(quality.SETTINGS) == 2
    assert places["Nothing to do; remove the copy."] == quality.NOTHING
    assert kinds["severity"].to_list() == ["error", "error", "warning", "warning", "info"]


def finding(table: str, severity: str, fix: str) -> dict[str, Any]:
    """Return one kind of finding of a table."""
    return {
        "table": table,
        "column": "x",
        "severity": severity,
        "message": "x",
        "fix": fix,
        "rows": 1,
        "left_out": 0,
    }


def test_a_file_whose_lines_do_not_add_up_is_named() -> None:
    balance = pl.DataFrame({"lines": [3, 3], "accepted": [2, 2], "quarantined": [1, 0], "blank": [0, 0]})
    assert quality.is_balanced(balance).to_list() == [True, False]


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published sample files are not beside the project")
def test_an_imported_authority_stands_beside_the_authority_s_own_line(
    store: Path, tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Path(shutil.copytree(store, tmp_path / "store"))
    benchmarks.import_files(held, [SAMPLES / "dfe-csww-indicators" / "csww_indicators_2017_to_2025.csv"])
    monkeypatch.setenv("WORKFORCE_STORE", str(held))
    drawn = draw("caseloads", {}, files, ["Hartlepool", "Kensington and Chelsea"])
    figure = json.loads(drawn.app.get("plotly_chart")[0].proto.spec)
    marks = {trace["name"]: trace for trace in figure["data"] if trace.get("name", "").endswith("(published, 30 Sep)")}
    assert set(marks) == {"Hartlepool (published, 30 Sep)", "Kensington and Chelsea (published, 30 Sep)"}
    assert {trace["mode"] for trace in marks.values()} == {"markers"}
    assert [day[5:10] for day in marks["Hartlepool (published, 30 Sep)"]["x"]] == ["09-30"] * 5
    assert "Hartlepool and Kensington and Chelsea: Department for Education" in drawn.words
    assert NEIGHBOURS not in drawn.app.multiselect(key="compare_with").options
    assert len(drawn.app.multiselect(key="compare_with").options) > 150
