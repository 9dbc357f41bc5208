"""Proves that the effect of rows left out is what a build with those rows counts, and what the page says of it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from drawn_pages import draw
from three_months import involvement, post, tables, write

from workforce import cli, snapshots, warehouse
from workforce.quality import HEADLINES, PLACED
from workforce.ui import effects as card
from workforce.ui.findings import VIEWS, effect, parts, together
from workforce.ui.quality import ON_PURPOSE

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
Figures = dict[str, float | None]


def kept(folder: Path, made: dict[str, list[Any]]) -> tuple[pl.DataFrame, Figures]:
    """Return the effects and the published headlines of a build."""
    store = folder / "store"
    assert cli.main(["build", "--extracts", str(write(folder / "extracts", made)), "--store", str(store)]) == 0
    assert list(store.glob("*.building*")) == []
    connection = warehouse.open_snapshot(snapshots.current(store))
    found = warehouse.table(connection, "quality.effects")
    cells = warehouse.cells(connection, HEADLINES, "authority", "Wexmere Council (fictional)")
    connection.close()
    return found, {name: rows.filter(breakdown="").sort("month")["value"][-1] for name, rows in cells.items()}


def figures(found: pl.DataFrame, rule: str, column: str) -> Figures:
    """Return the figures of a rule by headline."""
    return dict(found.filter(rule=rule).select("measure", column).iter_rows())


def spoiled() -> dict[str, list[Any]]:
    """Return an authority with rows left out by three rules, each of which would change a headline."""
    made = tables()
    made["hr_assignments"] += [
        post("X1", 5, contract_type="fixed_term", start_date="2024-02-05", end_date="2024-02-01"),
        post("X2", 5, assignment_ref="A-W1", start_date="2019-02-04"),
        post("X3", 5, start_date="some day"),
    ]
    made["ssd_involvements"].append(involvement(9, "PR-W2", "C3", "2024-02-05", "2024-02-01"))
    return made


def test_the_effect_is_what_a_build_with_the_rows_counts(tmp_path: Path) -> None:
    found, published = kept(tmp_path / "spoiled", spoiled())
    assert set(found["rule"]) == {"end_before_start", "repeated_key", "unreadable_start_date"}
    made = spoiled()
    made["hr_assignments"][-3] |= {"end_date": None}
    made["ssd_involvements"][-1] |= {"invo_involvement_end_date": None}
    _, opened = kept(tmp_path / "opened", made)
    made = spoiled()
    made["hr_assignments"][-2] |= {"assignment_ref": "A-X2"}
    _, own = kept(tmp_path / "own", made)
    assert figures(found, "end_before_start", "as_accepted") == opened != published
    assert figures(found, "repeated_key", "as_accepted") == own != published
    for rule in set(found["rule"]):
        assert figures(found, rule, "published") == published
    assert opened["average_caseload"] != published["average_caseload"]


def test_a_row_that_nobody_can_place_is_said_to_have_no_effect_that_can_be_counted(tmp_path: Path) -> None:
    found, _ = kept(tmp_path, spoiled())
    some = found.filter(rule="unreadable_start_date")
    assert some.select("rows", "counted").unique().rows() == [(1, 0)]
    assert some["as_accepted"].is_null().all()
    assert card.sentences(some) == [
        "Unreadable start date: 1 row, cannot be counted: without an id or a start date nobody can say whom or when "
        "the row is about."
    ]


def test_without_a_row_left_out_nothing_is_counted_twice(tmp_path: Path) -> None:
    made = tables()
    made["hr_assignments"].append(made["hr_assignments"][0])
    found, _ = kept(tmp_path, made)
    assert found.is_empty()
    assert card.opening(found) == "No row is left out because of an error"
    assert set(PLACED) == {"end_before_start", "repeated_key", "same_day"}


def test_the_page_shows_both_figures_and_what_the_rows_would_change(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("data_quality", {}, files)
    assert "9 rows left out because of an error would change 1 of 5 headlines" in drawn.words
    (table,) = [each.value for each in drawn.app.table if "If the rows counted" in each.value.columns]
    assert list(table["If the rows counted"]).count("no change") == 4
    assert "**To put it right:** Correct the start or the end date." in drawn.words
    assert "**Row left out until it is put right.** A period that ends before it begins is in no month" in drawn.words


def test_what_to_put_right_names_the_file_and_its_own_columns_and_gathers_what_is_not_read() -> None:
    kind = {
        "table": "hr_assignments", "column": "start_date", "rule": "unreadable_start_date", "severity": "error",
        "rows": 1200, "left_out": 1200, "message": '"From *" (start_date) is not a date.', "why": "It is of no day.",
        "fix": 'Write "From *" (start_date) as DD/MM/YYYY.',
    }  # fmt: skip
    unread = kind | {"rule": "extra_column", "severity": "info", "rows": 1, "left_out": 0, "fix": "Nothing to do."}
    told = [kind, *(unread | {"column": name, "message": f"{name} is not read."} for name in ("surname", "pay"))]
    gathered = together(pl.DataFrame(told)).to_dicts()
    assert [(row["rows"], row["message"]) for row in gathered] == [
        (1200, kind["message"]), (2, "Columns that are not read: pay, surname."),
    ]  # fmt: skip
    assert parts(gathered[0], {"hr_assignments": "staff_list.csv"}) == (
        '**staff\\_list.csv, 1,200 findings:** "From \\*" is not a date.',
        "**Row left out until it is put right.** It is of no day.",
        '**To put it right:** Write "From \\*" as DD/MM/YYYY.',
    )
    assert parts(gathered[1], {})[1:] == ("**Nothing lost.** It is of no day.", "Nothing to do.")
    left_out = unread | {"left_out": 1}
    assert effect(left_out | {"message": f"{ON_PURPOSE}: x."}) == "Left out on purpose"
    assert effect(left_out) == "Copy left out"
    assert effect(kind | {"left_out": 0}) == "Row used, though a check of the return fails"


def test_the_data_team_sees_every_outcome_and_findings_a_page_at_a_time(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = draw("data_quality", {}, files).app
    files.clear()
    app.segmented_control[0].set_value(VIEWS[1]).run()
    assert not app.exception
    words = "\n".join(str(each.value) for kind in ("subheader", "markdown") for each in app.get(kind))
    assert "**0** could not be evaluated" in words and "skipped, not supplied" in words
    findings, *_ = [each.value for each in app.dataframe if "Builds failing" in each.value.columns]
    assert len(findings) == 50
    files.clear()
    app.selectbox(key="rule").set_value("end_before_start").run()
    findings, *_ = [each.value for each in app.dataframe if "Builds failing" in each.value.columns]
    assert set(findings["Rule"]) == {"end_before_start"} and len(findings) == 9
    rules, *_ = [each.value for each in app.dataframe if "Outcome" in each.value.columns]
    assert set(rules[rules["Rows checked"].isna()]["Outcome"]) == {"skipped, not supplied"}


def test_no_id_stands_in_the_findings_of_the_page(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    rows = warehouse.frame(connection, "pages/findings_listed", {"rule": "supervision_of_unknown_person", "skipped": 0})
    connection.close()
    assert rows.height and set(rows["value"]) == {"in the fix list"}


def test_extracts_of_a_size_that_no_authority_sends_are_not_counted_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_module("workforce.quality.effects"), "MOST_LINES", 5)
    found, _ = kept(tmp_path, spoiled())
    assert found["as_accepted"].is_null().all() and found.filter(pl.col("counted") > 0).height
    assert card.opening(found).endswith("what they would change is not worked out")
