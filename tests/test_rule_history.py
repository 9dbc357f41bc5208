"""Proves the four outcomes of a rule, the history of findings over snapshots, and falls of rows and moves of codes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_authority import Row, SmallAuthority
from test_rules import FRAMED, connected
from three_months import computed, involvement, post, tables, write

from workforce import cli, quality, snapshots, warehouse
from workforce.contracts import EVERY_RULE, TableSpec
from workforce.contracts import rows as contract_rows
from workforce.quality import ERRORED, FAILED, PASSED, SKIPPED, Run

NOW = datetime(2024, 10, 1, 9, 30)


def outcomes(**changes: Any) -> dict[str, tuple]:
    """Return (outcome, rows checked, findings) of each rule of a run that was sent HR posts with two columns only."""
    sent = {("hr_assignments", name) for name in ("person_ref", "start_date", "line_manager_ref")}
    plain: dict[str, Any] = {"supplied": sent, "rows": {"hr_assignments": 12}, "failed": {}, "errors": {}}
    found = quality.outcomes(Run(**plain | changes))
    return {rule: rest for rule, *rest in found.select("rule", "outcome", "checked", "failed").iter_rows()}


def test_a_rule_passes_fails_errs_or_is_skipped_and_each_is_told_from_the_others() -> None:
    assert outcomes()["own_manager"] == [PASSED, 12, 0]
    assert outcomes(failed={"own_manager": 2})["own_manager"] == [FAILED, 12, 2]
    assert outcomes(errors={"fct_findings_staffing": "a reason"})["own_manager"] == [ERRORED, None, None]
    assert outcomes(supplied=set())["own_manager"] == [SKIPPED, None, None]
    assert outcomes()["notice_after_end"] == [SKIPPED, None, None]
    assert set(outcomes()) == set(EVERY_RULE)


def test_a_rule_that_was_not_evaluated_says_why() -> None:
    found = quality.outcomes(Run({("hr_assignments", "end_date")}, {}, {}, {"fct_findings_plans": "out of range"}))
    reasons = dict(found.select("rule", "reason").iter_rows())
    assert reasons["notice_after_end"] == "not supplied: hr_assignments.notice_given_date"
    assert reasons["plans_overlap"] == "out of range"


def test_an_error_in_a_family_of_rules_is_errored_never_passed_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "queries"
    for layer in warehouse.QUERIES.iterdir():
        if layer.is_dir():
            (folder / layer.name).mkdir(parents=True)
            for path in layer.glob("*.sql"):
                (folder / layer.name / path.name).symlink_to(path)
    broken = folder / "marts" / "fct_findings_hiring.sql"
    broken.unlink()
    head = "-- grain: one row per finding\n-- key: finding_no\n"
    broken.write_text(head + "select cast(requisition_ref as date) as finding_no from raw.recruitment_requisitions")
    real = warehouse.build_layers
    monkeypatch.setattr(warehouse, "build_layers", lambda connection, given: real(connection, given, folder))
    extracts = write(tmp_path / "extracts", tables())
    assert cli.main(["build", "--extracts", str(extracts), "--store", str(tmp_path / "store")]) == 0
    connection = warehouse.open_snapshot(snapshots.current(tmp_path / "store"))
    found = warehouse.table(connection, "quality.outcomes")
    connection.close()
    hiring = {rule.id for rule in EVERY_RULE.values() if rule.family == "fct_findings_hiring"}
    assert set(found.filter(outcome=ERRORED)["rule"]) == hiring
    assert found.filter(outcome=ERRORED)["reason"].str.contains("Conversion Error").all()
    assert {"passed", "failed", "skipped"} <= set(found["outcome"])


def test_a_contract_rule_that_raises_is_errored_never_passed_and_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = contract_rows._unplaced

    def unplaced(spec: TableSpec) -> list[tuple[str, str, pl.Expr]]:
        """Return the tests of a table, with one that raises in the place of the end before the start."""
        return [(rule, column, pl.col("nowhere") > 0 if rule == "end_before_start" else test)
                for rule, column, test in real(spec)]  # fmt: skip

    monkeypatch.setattr(contract_rows, "_unplaced", unplaced)
    made = tables()
    made["hr_assignments"][1] |= {"end_date": "2019-01-01", "fte": "2"}
    _, history = built(tmp_path / "extracts", made, tmp_path / "store")
    told = dict(history.select("rule", "outcome").iter_rows())
    assert {rule for rule, outcome in told.items() if outcome == ERRORED} == {"end_before_start"}
    assert (told["missing_id"], told["fte_out_of_range"]) == (PASSED, FAILED)
    assert history.filter(rule="end_before_start")["checked"].to_list() == [None]
    said = capsys.readouterr().out
    assert "end_before_start could not be evaluated, so nobody knows which rows break it: " in said


def built(folder: Path, made: dict[str, list[Any]], store: Path) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the findings and the history of one more build of these tables."""
    assert cli.main(["build", "--extracts", str(write(folder, made)), "--store", str(store)]) == 0
    connection = warehouse.open_snapshot(snapshots.current(store))
    try:
        return warehouse.table(connection, "marts.fct_findings"), warehouse.table(connection, "quality.history")
    finally:
        connection.close()


def seen(findings: pl.DataFrame, rule: str) -> set[tuple]:
    """Return line, first seen and runs failing of the findings of a rule."""
    return set(findings.filter(rule=rule).select("line", "first_seen", "runs_failing").iter_rows())


def test_a_finding_keeps_its_first_day_whatever_line_it_moves_to(tmp_path: Path) -> None:
    made = tables()
    made["hr_assignments"][1] |= {"fte": "0"}
    config = (tmp_path / "one", tmp_path / "store")
    first, _ = built(config[0], made, config[1])
    assert seen(first, "fte_out_of_range") == {(3, date(2024, 9, 30), 1)}
    made["hr_assignments"].insert(0, post("W9", 5, fte="0"))
    later = tmp_path / "two"
    write(later, made)
    text = (later / "authority.toml").read_text(encoding="utf-8").replace("2024-09-30", "2024-10-31")
    (later / "authority.toml").write_text(text, encoding="utf-8")
    assert cli.main(["build", "--extracts", str(later), "--store", str(config[1])]) == 0
    connection = warehouse.open_snapshot(snapshots.current(config[1]))
    findings, history = (warehouse.table(connection, name) for name in ("marts.fct_findings", "quality.history"))
    connection.close()
    assert seen(findings, "fte_out_of_range") == {(4, date(2024, 9, 30), 2), (2, date(2024, 10, 31), 1)}
    runs = history.filter(rule="fte_out_of_range").select("run", "extract_date", "failed").rows()
    assert runs == [(1, date(2024, 9, 30), 1), (2, date(2024, 10, 31), 2)]
    made["hr_assignments"][0] |= {"fte": "1"}
    findings, _ = built(tmp_path / "three", made, config[1])
    assert {day for _, day, _ in seen(findings, "fte_out_of_range")} == {date(2024, 9, 30)}


def test_a_snapshot_that_cannot_be_read_starts_the_history_anew_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "broken.duckdb").write_bytes(b"not a database" * 1000)
    (tmp_path / "current").write_text("broken.duckdb\n", encoding="utf-8")
    told: list[str] = []
    assert quality.last(tmp_path, told.append).history.is_empty()
    assert told == ["the last snapshot cannot be read, so the history of findings starts anew"]
    told.clear()
    assert quality.last(tmp_path / "none", told.append).history.is_empty()
    assert told == []


def test_only_the_last_runs_are_kept() -> None:
    past = pl.DataFrame(schema=quality.Previous().history.schema)
    now = quality.outcomes(Run(set(), {}, {}, {}))
    for _ in range(26):
        past = quality.history(past, now, date(2024, 9, 30), NOW)
    assert (past["run"].min(), past["run"].max()) == (3, 26)


def beside_last(folder: Path, posts: list[Row], rows: int, mix: dict[str, float]) -> set[tuple]:
    """Return what is found of posts after a snapshot with this many rows and these shares of contract types."""
    then = pl.DataFrame({"table": ["hr_assignments"], "rows": [rows]})
    told = [("hr_assignments", "contract_type", code, int(share * 100), share) for code, share in mix.items()]
    shares = pl.DataFrame(told, schema=quality.Previous().code_mix.schema, orient="row")
    connection = connected(
        folder, SmallAuthority({"hr_assignments": posts}, FRAMED), quality.Previous(rows=then, code_mix=shares)
    )
    found = connection.sql('select rule, "column", value from marts.fct_findings_drift').fetchall()
    connection.close()
    return set(found)


def posts(permanent: int, fixed: int) -> list[Row]:
    """Return so many permanent and fixed-term posts."""
    kinds = ["permanent"] * permanent + ["fixed_term"] * fixed
    return [{"person_ref": f"P{n}", "contract_type": kind} for n, kind in enumerate(kinds)]


def test_a_fall_of_30_percent_is_a_finding_with_both_figures(tmp_path: Path) -> None:
    same = {"permanent": 1.0}
    found = beside_last(tmp_path / "fell", posts(21, 0), 30, same)
    assert found == {("rows_fell", "", "21 rows, 30 in the last snapshot")}
    assert beside_last(tmp_path / "kept", posts(22, 0), 30, same) == set()


def test_a_code_that_moves_by_20_points_or_is_gone_is_a_finding_with_both_figures(tmp_path: Path) -> None:
    found = beside_last(tmp_path / "moved", posts(16, 4), 20, {"permanent": 1.0})
    assert found == {
        ("codes_moved", "contract_type", "permanent: 80 %, 100 % in the last snapshot"),
        ("codes_moved", "contract_type", "fixed_term: 20 %, 0 % in the last snapshot"),
    }
    assert beside_last(tmp_path / "kept", posts(17, 3), 20, {"permanent": 1.0}) == set()
    gone = beside_last(tmp_path / "gone", posts(20, 0), 20, {"permanent": 0.9, "fixed_term": 0.1})
    assert gone == {("codes_moved", "contract_type", "fixed_term: 0 %, 10 % in the last snapshot")}


def test_codes_of_private_columns_are_not_counted() -> None:
    frame = pl.DataFrame({"Sex": ["F"], "OrgRole": ["5"]})
    assert set(quality.code_mix({"census_workers": frame})["column"]) == {"OrgRole"}


def test_a_day_on_which_far_more_involvements_begin_is_a_finding(tmp_path: Path) -> None:
    made = tables()
    made["ssd_involvements"] += [involvement(n, "PR-W1", f"C{n}", "2024-08-01", None) for n in range(10, 30)]
    wanted = "select value from marts.fct_findings where rule = $rule"
    told = {"rule": "mass_reallocation"}
    found = computed(tmp_path / "many", made).execute(wanted, told).fetchall()
    assert found == [("2024-08-01 (rows: 20)",)]
    made["ssd_involvements"].pop()
    assert computed(tmp_path / "few", made).execute(wanted, told).fetchall() == []


def test_what_is_not_supplied_is_no_finding() -> None:
    found = quality.checkable({("hr_assignments", "line_manager_ref")})
    assert ("own_manager", "hr_assignments") in found.rows()
    assert "notice_after_end" not in set(found["rule"])
    assert quality.registry()["rules"].height == len(EVERY_RULE)
