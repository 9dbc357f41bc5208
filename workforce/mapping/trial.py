"""A mapping tried out on its file: the first rows as they would be read, and what a check would say."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workforce.contracts import judge_alone
from workforce.errors import WorkforceError
from workforce.extracts import Opened, as_table
from workforce.settings import Settings
from workforce.settings_sources import Source

ROWS = 8


@dataclass(frozen=True)
class Trial:
    """The first rows mapped, the findings of a check with their number, the balance, or why the file is refused."""

    rows: pl.DataFrame
    findings: pl.DataFrame
    balance: dict[str, int]
    refused: str = ""


def tried(held: Opened, source: Source, settings: Settings) -> Trial:
    """Return what a mapping makes of a file that was opened; a refusal is told in words, never raised."""
    try:
        table = as_table(held, source, settings)
        rows = _first(table.frame)
    except WorkforceError as error:
        return Trial(pl.DataFrame(), pl.DataFrame(), {}, str(error))
    try:
        judged = judge_alone(table, settings)
    except WorkforceError as error:
        return Trial(rows, pl.DataFrame(), {}, str(error))
    kinds = ["severity", "rule", "column", "message", "fix", "quarantined"]
    told = judged.findings.filter(pl.col("rule") != "extra_column")
    counted = told.group_by(kinds, maintain_order=True).agg(
        pl.len().alias("rows"), pl.col("line").is_null().all().alias("is_whole")
    )
    filled = [name for name in table.frame.columns if name != "_line"]
    rows = _first(judged.accepted[source.table].select(*filled, "_line"))
    line = judged.balance.row(0, named=True)
    balance = {name: line[name] for name in ("lines", "accepted", "quarantined", "blank")}
    return Trial(rows, counted.sort("rows", "rule", descending=[True, False]), balance)


def _first(rows: pl.DataFrame) -> pl.DataFrame:
    """The first rows as text, each with its line in the file; what is unknown is blank."""
    return rows.head(ROWS).select(pl.col("_line").alias("line"), pl.exclude("_line").cast(pl.String).fill_null(""))
