"""What a snapshot keeps of the checks: the registry of rules, and what became of each in this refresh."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

import polars as pl

from workforce import warehouse
from workforce.contracts import BY_TABLE, EVERY_RULE, SPECS, Judged, owner_of
from workforce.quality.cleared import compared
from workforce.quality.outcomes import Run, history, outcomes
from workforce.quality.previous import Previous

NO_ERRORS: Mapping[str, str] = {}
RULE = ("rule", "severity", "message", "fix", "why", "owner", "family")


def registry(errors: Mapping[str, str] = NO_ERRORS) -> dict[str, pl.DataFrame]:
    """Return every rule, who owns the tables of a rule without an owner, and why rules could not be evaluated so far.

    A reason stands under the rule's id, or under the family of rules that one SQL file finds.
    """
    told = [(rule.id, *(getattr(rule, name) for name in RULE[1:])) for rule in EVERY_RULE.values()]
    owned = [(table, owner_of(BY_TABLE, table)) for table in (*SPECS, "control_totals")]
    return {
        "rules": texts(RULE, told), "table_owners": texts(("table", "owner"), owned),
        "rule_errors": texts(("family", "reason"), [*errors.items()]),
    }  # fmt: skip


def texts(names: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> pl.DataFrame:
    """Return rows of text."""
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def keep_outcomes(
    connection: warehouse.Connection, judged: Judged, sent: set[tuple[str, str]], as_at: date, previous: Previous
) -> None:
    """Write what became of each rule, and its history, into the snapshot that is being built.

    `sent` are the tables and columns that were supplied, and the control totals given.
    """
    counted = warehouse.frame(connection, "quality/findings_by_rule", {})
    errors = warehouse.frame(connection, "quality/rule_errors", {})
    filled = judged.balance.group_by("table").agg((pl.col("lines") - pl.col("blank")).sum().alias("rows"))
    before = {("last_snapshot", "rows")} if previous.rows.height else set()
    rows = dict(filled.select("table", "rows").iter_rows())
    found = outcomes(Run(sent | before, rows, dict(counted.iter_rows()), dict(errors.iter_rows())))
    warehouse.keep(connection, "quality.outcomes", found)
    now = datetime.now(UTC).replace(tzinfo=None)
    keep_cleared(connection, is_first=not previous.history.height)
    warehouse.keep(connection, "quality.history", history(previous.history, found, as_at, now))


def keep_cleared(connection: warehouse.Connection, is_first: bool) -> None:
    """Write what became of the last snapshot's findings by rule; without one before it, a table without rows."""
    both = warehouse.frame(connection, "quality/findings_by_key", {})
    last, now = (both.filter(build=name).select("rule", "key", "findings") for name in ("last", "now"))
    found = compared(last, now)
    warehouse.keep(connection, "quality.since_last", found.clear() if is_first else found)
