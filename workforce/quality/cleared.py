"""What became of findings: cleared, remaining or new, between two looks at the same extracts or two builds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from workforce import contracts, extracts
from workforce.fix_sheets import FixSheet
from workforce.quality.effects import MOST_LINES
from workforce.settings import Settings

CLEARED: dict[str, Any] = {
    "rule": pl.String, "before": pl.Int64, "cleared": pl.Int64, "remain": pl.Int64, "new": pl.Int64,
}  # fmt: skip
PLACE = ("file", "line", "table", "column")
ABOUT_FIXES = ("corrected_row", "left_out_by_fix", "fix_out_of_date")
TO_FIX = ("error", "warning")


@dataclass(frozen=True)
class Looked:
    """The judged extracts; the same without the fix files, None where there are none; what gives the rows that fail.

    `failing` takes the findings, as they are known after matching.
    """

    judged: contracts.Judged
    before: contracts.Judged | None
    failing: Callable[[pl.DataFrame], list[FixSheet]]


def judged(tables: Sequence[extracts.SourceTable], settings: Settings, fixes: Path | None) -> Looked:
    """Return what there is to know of the extracts by themselves, with the corrections of a folder of fix files."""
    found = contracts.judge(tables, settings)
    if fixes is None:
        return Looked(found, None, failing(tables, found.findings))
    changed = extracts.corrected(tables, fixes)
    after = contracts.judge(changed, settings)
    return Looked(after, found, failing(changed, after.findings))


def failing(tables: Sequence[extracts.SourceTable], findings: pl.DataFrame) -> Callable[[pl.DataFrame], list[FixSheet]]:
    """Return what gives the rows that fail by findings that are known later; of very large extracts those of now only.

    Their rows would else be held in memory through the whole build.
    """
    if sum(source.lines for source in tables) <= MOST_LINES:
        return partial(contracts.fix_sheets, tables)
    known = contracts.fix_sheets(tables, findings)
    return lambda _: known


def placed(findings: pl.DataFrame) -> pl.DataFrame:
    """Return rule, key and number of the errors and warnings of a file; the key is where they stand."""
    some = findings.filter(pl.col("severity").is_in(TO_FIX) & ~pl.col("rule").is_in(ABOUT_FIXES))
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in PLACE]
    return counted(some.select("rule", pl.concat_str(cells, separator="\x1f").alias("key")))


def counted(findings: pl.DataFrame) -> pl.DataFrame:
    """Return how many findings there are of each rule and key."""
    return findings.group_by("rule", "key").agg(pl.len().cast(pl.Int64).alias("findings"))


def compared(before: pl.DataFrame, after: pl.DataFrame) -> pl.DataFrame:
    """Return for each rule how many findings there were, are cleared, remain and are new; the keys tell which is which.

    Both have rule, key and findings. Rules without a finding in either are left out.
    """
    joined = before.join(after, on=["rule", "key"], how="full", coalesce=True, suffix="_after").fill_null(0)
    then, now = pl.col("findings"), pl.col("findings_after")
    return (
        joined.group_by("rule")
        .agg(
            then.sum().alias("before"), (then - now).clip(0).sum().alias("cleared"),
            pl.min_horizontal(then, now).sum().alias("remain"), (now - then).clip(0).sum().alias("new"),
        )
        .sort("rule")
        .select(pl.col(name).cast(kind) for name, kind in CLEARED.items())
    )  # fmt: skip
