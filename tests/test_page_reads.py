"""Proves that a page reads its cells at once and only small tables, and that those tables hold what the pages say."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import streamlit as st
from drawn_pages import draw

from workforce import snapshots, warehouse
from workforce.ui import selection

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
PAGES = (
    "overview", "permanent_and_agency", "agency", "leadership_and_oversight", "caseloads", "worker_changes",
    "recruitment", "retention", "way_to_the_target", "data_quality", "definitions",
)  # fmt: skip
AUTHORITY = "Wexmere Council (fictional)"
AREAS = [("authority", AUTHORITY), ("service", "Children in Care"), ("team", "Safeguarding Rowan"), ("team", "Nowhere")]
DAYS = [date(2024, 9, 30), date(2021, 3, 31), date(2019, 10, 31)]


@pytest.fixture
def snapshot(store: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Return the sample's snapshot, open for reading."""
    connection = warehouse.open_snapshot(snapshots.current(store))
    yield connection
    connection.close()


@pytest.fixture
def read(store: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Return the reads that pages make, as (function, its arguments after the connection)."""
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    made: list[tuple[Any, ...]] = []
    for name in ("cells", "areas", "table", "frame"):
        monkeypatch.setattr(warehouse, name, partial(remembered, made, name, getattr(warehouse, name)))
    return made


def remembered(made: list[tuple[Any, ...]], name: str, real: Any, connection: Any, *rest: Any) -> Any:
    """Return what the read gives, and keep its name and arguments in `made`."""
    made.append((name, *rest))
    return real(connection, *rest)


@pytest.mark.parametrize("filters", [{}, {"team": "Safeguarding Rowan"}], ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_reads_the_cells_of_an_area_once(
    page: str,
    filters: dict[str, str],
    read: list[tuple[Any, ...]],
    files: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn: set[str] = set()
    real = selection.of_cells

    def of_cells(measure: Any, *rest: Any) -> Any:
        drawn.add(measure.id)
        return real(measure, *rest)

    app = draw(page, filters, files).app
    monkeypatch.setattr(selection, "of_cells", of_cells)
    # What a download reads once somebody asks for it is not read by drawing the page.
    monkeypatch.setattr(st, "download_button", lambda *_, **__: False)
    for cache in (st.cache_data, st.cache_resource):
        cache.clear()
    read.clear()
    files.clear()
    app.run()
    assert not app.exception
    cells = [rest for name, *rest in read if name == "cells"]
    assert len({tuple(area) for _, *area in cells}) == len(cells)
    assert all(set(measures) == drawn for measures, *_ in cells)
    assert len(read) <= 12


def test_pages_read_small_tables_only(snapshot: duckdb.DuckDBPyConnection) -> None:
    ((most,),) = snapshot.sql(
        "select 20 * count(distinct month) * count(distinct (level, area)) from cube.cells"
    ).fetchall()
    read = {name for sql in warehouse.query_files("pages").values() for name in warehouse.reads(sql)}
    rows = {name: snapshot.sql(f"select count(*) from {name}").fetchall()[0][0] for name in read | {*SHOWN}}
    assert {name: count for name, count in rows.items() if count > most} == {}
    assert not any(name.startswith("staging.") for name in {*read, *warehouse.READABLE})


SHOWN = ("marts.dim_months", "marts.dim_teams", "marts.fct_finding_kinds", "raw.balance", "raw.settings")


def page_rows(
    snapshot: duckdb.DuckDBPyConnection, name: str, day: date, level: str = "", area: str = ""
) -> pl.DataFrame:
    """Return what a page's query gives."""
    return warehouse.frame(snapshot, f"pages/{name}", {"as_at": day, "level": level, "area": area})


def within(rows: pl.DataFrame, level: str, area: str) -> pl.DataFrame:
    """Return the rows of one area."""
    return rows if level == "authority" else rows.filter(pl.col(level) == area)


@pytest.mark.parametrize("day", DAYS)
def test_the_children_listed_are_those_with_the_most_changes(day: date, snapshot: duckdb.DuckDBPyConnection) -> None:
    cases = snapshot.sql("select * from marts.fct_cases_month").pl().filter(month=day.replace(day=1))
    order = ["changes", "distinct_workers", "unallocated_days"]
    for level, area in AREAS:
        found = page_rows(snapshot, "children_most_changes", day, level, area)
        every = within(cases, level, area).filter(pl.col("changes") > 0).sort(order, descending=True)
        assert found.select(order).rows() == every.head(20).select(order).rows()
        assert found["child"].n_unique() == found.height
        assert found.rows() == found.sort([*order, "child"], descending=[True, True, True, False]).rows()


@pytest.mark.parametrize("day", DAYS)
def test_the_posts_listed_are_those_open_longest(day: date, snapshot: duckdb.DuckDBPyConnection) -> None:
    posts = snapshot.sql("select * from marts.fct_requisitions_month").pl().filter(as_at=day)
    for level, area in AREAS:
        found = page_rows(snapshot, "open_posts", day, level, area)
        every = within(posts, level, area).sort(["age_days", "requisition_ref"], descending=[True, False]).head(20)
        assert found["requisition_ref"].to_list() == every["requisition_ref"].to_list()


@pytest.mark.parametrize("day", DAYS)
def test_the_repairs_are_counted_by_child(day: date, snapshot: duckdb.DuckDBPyConnection) -> None:
    flags = snapshot.sql("select * from marts.fct_flags").pl()
    standing = flags.filter(
        (pl.col("seen_from") <= day) & (pl.col("valid_from") <= day) & (pl.col("valid_to").fill_null(date.max) > day)
    )
    counted = {(flag, some["child_id"].n_unique()) for (flag,), some in standing.group_by("flag")}
    assert set(page_rows(snapshot, "repairs", day).rows()) == counted
    assert counted or day == DAYS[-1]


@pytest.mark.parametrize("day", DAYS)
def test_every_worker_and_every_child_held_is_in_the_matching(day: date, snapshot: duckdb.DuckDBPyConnection) -> None:
    held = snapshot.sql("select * from marts.fct_cases_month where worker_id is not null").pl()
    held = held.filter(month=day.replace(day=1))
    found = page_rows(snapshot, "worker_matching", day)
    assert found["worker_ids"].sum() == snapshot.sql("from marts.dim_professionals").pl().height
    assert found["holders"].sum() == held["professional_id"].n_unique()
    assert found["children"].sum() == held.height > 0


@pytest.mark.parametrize("day", DAYS)
def test_holders_are_in_the_average_caseload_or_named_as_outside_it(
    day: date, snapshot: duckdb.DuckDBPyConnection
) -> None:
    held = snapshot.sql("select * from marts.fct_cases_month where worker_id is not null").pl()
    held = held.filter(month=day.replace(day=1))
    counted = snapshot.sql("select * from marts.fct_caseloads_month").pl().filter(month=day.replace(day=1))
    outside = page_rows(snapshot, "excluded_holders", day)["children"].sum()
    assert outside + counted["cases"].sum() == held.height


def test_the_kinds_of_finding_hold_every_finding(snapshot: duckdb.DuckDBPyConnection) -> None:
    kinds = warehouse.table(snapshot, "marts.fct_finding_kinds")
    findings = warehouse.table(snapshot, "marts.fct_findings")
    assert kinds["rows"].sum() == findings.height
    assert kinds["left_out"].sum() == findings["quarantined"].sum()
    assert kinds.select("severity", "table", "column", "message", "fix").is_unique().all()
