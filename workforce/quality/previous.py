"""What the last snapshot found: the start of the next one's history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from workforce import snapshots, warehouse
from workforce.errors import WorkforceError
from workforce.quality import codes
from workforce.quality.outcomes import HISTORY

FINDINGS: dict[str, Any] = {
    "finding_key": pl.String, "first_seen": pl.Date, "runs_failing": pl.Int64, "rule": pl.String, "findings": pl.Int64,
}  # fmt: skip
ROWS: dict[str, Any] = {"table": pl.String, "rows": pl.Int64}


@dataclass(frozen=True)
class Previous:
    """The findings, rows, codes and history of the last snapshot; empty where there is none."""

    findings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=FINDINGS))
    rows: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=ROWS))
    code_mix: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=codes.SCHEMA))
    history: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=HISTORY))

    def tables(self) -> dict[str, pl.DataFrame]:
        """Return what the SQL compares with, as tables of the raw schema."""
        return {
            "previous_findings": self.findings, "previous_rows": self.rows, "previous_code_mix": self.code_mix,
        }  # fmt: skip


def last(store: Path, report: Callable[[str], None]) -> Previous:
    """Return what the published snapshot found; nothing where none is published or it cannot be read, which is told."""
    try:
        path = snapshots.current(store)
    except WorkforceError:
        return Previous()
    try:
        connection = warehouse.open_snapshot(path)
    except warehouse.FAILURES:
        report("the last snapshot cannot be read, so the history of findings starts anew")
        return Previous()
    try:
        return of_snapshot(connection)
    finally:
        connection.close()


def of_snapshot(connection: warehouse.Connection) -> Previous:
    """Return what an open snapshot found; nothing where it was built before findings had a history."""
    if not warehouse.holds(connection, "quality.history"):
        return Previous()
    findings = warehouse.frame(connection, "quality/previous_findings", {})
    balance = warehouse.table(connection, "raw.balance").group_by("table").agg(
        (pl.col("lines") - pl.col("blank")).sum().alias("rows")
    )  # fmt: skip
    mix = warehouse.table(connection, "raw.code_mix")
    return Previous(findings, balance, mix, warehouse.table(connection, "quality.history"))
