"""What became of each rule in one refresh: passed, failed, could not be evaluated, or had nothing to check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl

from workforce.contracts import EVERY_RULE, Rule, ways

PASSED, FAILED, ERRORED, SKIPPED = "passed", "failed", "errored", "skipped"
OUTCOMES: dict[str, Any] = {
    "rule": pl.String, "outcome": pl.String, "checked": pl.Int64, "failed": pl.Int64, "reason": pl.String,
}  # fmt: skip
HISTORY: dict[str, Any] = {
    "run": pl.Int64, "extract_date": pl.Date, "built_at": pl.Datetime("us"), "rule": pl.String, "outcome": pl.String,
    "checked": pl.Int64, "failed": pl.Int64,
}  # fmt: skip
RUNS_KEPT = 24


@dataclass(frozen=True)
class Run:
    """What a refresh knows of its checks.

    `supplied` are the tables and columns that were sent, `rows` the filled lines of each table, `failed` the findings
    of each rule, `errors` why a rule, or a family of rules, could not be evaluated.
    """

    supplied: set[tuple[str, str]]
    rows: Mapping[str, int]
    failed: Mapping[str, int]
    errors: Mapping[str, str]


def checkable(supplied: set[tuple[str, str]]) -> pl.DataFrame:
    """Return each rule with the tables whose rows it can be checked on, by what was sent."""
    found = {
        (rule.id, way[0].partition(".")[0])
        for rule in EVERY_RULE.values()
        for way in ways(rule)
        if all(is_sent(each, supplied) for each in way)
    }
    return pl.DataFrame(sorted(found), schema={"rule": pl.String, "table": pl.String}, orient="row")


def outcomes(run: Run) -> pl.DataFrame:
    """Return one row a rule: its outcome, the rows checked, the findings, and why it was not evaluated."""
    return pl.DataFrame([of_rule(rule, run) for rule in EVERY_RULE.values()], schema=OUTCOMES, orient="row")


def of_rule(rule: Rule, run: Run) -> tuple[str, str, int | None, int | None, str | None]:
    """Return a rule with what became of it; one that was not evaluated has checked nothing, and is never passed."""
    if reason := run.errors.get(rule.id) or run.errors.get(rule.family):
        return rule.id, ERRORED, None, None, reason
    found = run.failed.get(rule.id, 0)
    open_ways = [way for way in ways(rule) if all(is_sent(each, run.supplied) for each in way)]
    if not open_ways and not found:
        return rule.id, SKIPPED, None, None, f"not supplied: {lacking(rule, run)}"
    tables = {way[0].partition(".")[0] for way in open_ways}
    checked = sum(run.rows.get(table, 0) for table in tables)
    return rule.id, FAILED if found else PASSED, checked, found, None


def is_sent(column: str, supplied: set[tuple[str, str]]) -> bool:
    """Return whether a "table.column" was sent."""
    table, _, name = column.partition(".")
    return (table, name) in supplied


def lacking(rule: Rule, run: Run) -> str:
    """Return what would have to be sent for a rule to be checked, as the nearest way to it lists it."""
    nearest = min(
        ([each for each in way if not is_sent(each, run.supplied)] for way in ways(rule)), key=len, default=[]
    )
    return ", ".join(nearest)


def history(before: pl.DataFrame, now: pl.DataFrame, extract_date: date, built_at: datetime) -> pl.DataFrame:
    """Return the outcomes of the kept runs with this one's, numbered on from the last."""
    last = before["run"].max() if before.height else 0
    number = int(str(last)) + 1
    added = now.select(
        pl.lit(number, pl.Int64).alias("run"), pl.lit(extract_date).alias("extract_date"),
        pl.lit(built_at, pl.Datetime("us")).alias("built_at"), "rule", "outcome", "checked", "failed",
    )  # fmt: skip
    kept = before.filter(pl.col("run") > number - RUNS_KEPT)
    return pl.concat([kept.select(list(HISTORY)), added])
