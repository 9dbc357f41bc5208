"""Findings: what was wrong with which line, and how to put it right."""

from collections.abc import Sequence

import polars as pl

from workforce.contracts.rules import RULES
from workforce.contracts.source import SourceTable
from workforce.contracts.specs import TableSpec

SCHEMA = {
    "file": pl.String, "line": pl.Int64, "table": pl.String, "column": pl.String, "value": pl.String,
    "rule": pl.String, "severity": pl.String, "message": pl.String, "fix": pl.String,
    "quarantined": pl.Boolean, "child_id": pl.String, "start_date": pl.Date, "record": pl.String,
}  # fmt: skip
OF_HOURS = ("fte_out_of_range", "missing_fte", "unreadable_number")
HOURS = 'Give the hours a week in "{column}"; they are divided by the hours of a full-time post.'


def of_rows(rows: pl.DataFrame, spec: TableSpec, rule_id: str, column: str, value: pl.Expr) -> pl.DataFrame:
    """One finding for each row of a typed frame with `_file` and `_line`."""
    is_involvement = spec.name == "ssd_involvements" and "invo_person_id" in rows.columns
    child = pl.col("invo_person_id") if is_involvement else pl.lit(None, pl.String)
    start = pl.col(spec.start) if is_involvement and spec.start else pl.lit(None, pl.Date)
    return rows.select(
        pl.col("_file").alias("file"), pl.col("_line").alias("line"), *_fixed(spec, rule_id, column, value),
        child.alias("child_id"), start.alias("start_date"), _record(spec, rows.columns),
    ).select(list(SCHEMA))  # fmt: skip


def _record(spec: TableSpec, held: list[str]) -> pl.Expr:
    """What tells the row from others in the next extract too: its key, else all it holds; never a private value."""
    told = [name for name in (spec.unique or spec.columns) if name in held and name not in spec.private]
    if not told:
        return pl.lit(None, pl.String).alias("record")
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in told]
    return pl.concat_str(cells, separator=" ").alias("record")


def of_column(file: str, spec: TableSpec, rule_id: str, column: str, value: str) -> pl.DataFrame:
    """One finding for a whole column, without a line."""
    frame = pl.DataFrame({"file": [file]}).with_columns(*_fixed(spec, rule_id, column, pl.lit(value)))
    blank = [pl.lit(None, SCHEMA[name]).alias(name) for name in ("line", "child_id", "start_date", "record")]
    return frame.with_columns(blank).select(list(SCHEMA))


def _fixed(spec: TableSpec, rule_id: str, column: str, value: pl.Expr) -> list[pl.Expr]:
    rule = RULES[rule_id]
    texts = {
        "table": spec.name, "column": column, "rule": rule.id, "severity": rule.severity,
        "message": rule.message.format(column=column), "fix": rule.fix.format(column=column),
    }  # fmt: skip
    fixed = [pl.lit(text, pl.String).alias(name) for name, text in texts.items()]
    return [*fixed, value.cast(pl.String).alias("value"), pl.lit(rule.quarantines).alias("quarantined")]


def of_lines(told: Sequence[tuple[int, str, str, str]], source: SourceTable, spec: TableSpec) -> list[pl.DataFrame]:
    """One finding for each line that is told of by its number only: line, rule, column and value."""
    shape = {"_line": pl.Int64, "rule": pl.String, "column": pl.String, "value": pl.String}
    lines = pl.DataFrame(list(told), schema=shape, orient="row").with_columns(pl.lit(source.file).alias("_file"))
    return [
        of_rows(rows, spec, str(rule), str(column), pl.col("value"))
        for (rule, column), rows in lines.group_by("rule", "column", maintain_order=True)
    ]


def in_own_words(found: pl.DataFrame, source: SourceTable) -> pl.DataFrame:
    """The findings with the file's own name of a column beside the table's, where a mapping tells them apart."""
    kinds = found.select("rule", "column").unique().iter_rows()
    told = {(rule, column): source.spelled[column] for rule, column in kinds if column in source.spelled}
    for (rule_id, column), spelled in told.items():
        rule, name = RULES[rule_id], f'{column} ("{spelled}" in the file)'
        here = (pl.col("rule") == rule_id) & (pl.col("column") == column)
        found = found.with_columns(
            pl.when(here).then(pl.lit(text.format(column=name))).otherwise(part).alias(part)
            for part, text in (("message", rule.message), ("fix", rule.fix))
        )
    if source.is_divided:
        in_hours = pl.lit(HOURS.format(column=source.spelled.get("fte", "fte")))
        is_hours = (pl.col("column") == "fte") & pl.col("rule").is_in(OF_HOURS)
        found = found.with_columns(pl.when(is_hours).then(in_hours).otherwise("fix").alias("fix"))
    return found


def gathered(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """All findings in one frame, in the order of file, line, column and rule."""
    found = pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)
    return found.sort("file", "line", "column", "rule", nulls_last=True)
