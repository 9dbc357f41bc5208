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


# Their fix says how a value is to be written, so it has to be the file's own way where that is another than ours.
AS_WRITTEN = ("unreadable_start_date", "unreadable_date", "unreadable_number", "fte_out_of_range", "missing_fte")


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
    """The findings as the mapped file puts it: its own column beside the table's, its forms, its text."""
    kinds = found.select("rule", "column").unique().iter_rows()
    told = [(rule, column) for rule, column in kinds if column in source.spelled or column in source.forms]
    for rule_id, column in told:
        here = (pl.col("rule") == rule_id) & (pl.col("column") == column)
        parts = zip(("message", "fix"), _own_texts(rule_id, column, source), strict=True)
        found = found.with_columns(pl.when(here).then(pl.lit(text)).otherwise(part).alias(part) for part, text in parts)
    return _with_own_values(found, source)


def _own_texts(rule_id: str, column: str, source: SourceTable) -> tuple[str, str]:
    """Message and fix of a rule on a column; where the file writes it in a form of its own, by that form."""
    rule, form = RULES[rule_id], source.forms.get(column)
    name = f'"{source.own_name(column)}" ({column})' if column in source.spelled else column
    message, fix = rule.message, rule.fix
    if form and rule_id in AS_WRITTEN:
        fix = ("Fill in" if rule_id == "missing_fte" else "Write") + " {column} as " + form + "."
    if form and rule_id == "fte_out_of_range":
        message = "{column} is not above 0 and at most full time, so the full-time equivalent is unknown."
    return message.format(column=name), fix.format(column=name)


def _with_own_values(found: pl.DataFrame, source: SourceTable) -> pl.DataFrame:
    """The findings with the value as it stands in the file, where the column is read in another form."""
    for column in source.forms:
        name = source.read_name(column)
        if source.own is None or name not in source.own.frame.columns:
            continue
        own = source.own.frame.select(pl.col("_line").alias("line"), pl.col(name).alias("_own"))
        is_read = pl.col("line").is_not_null() & pl.col("value").is_not_null() & (pl.col("column") == column)
        text = pl.when(is_read).then(pl.coalesce("_own", "value")).otherwise("value").alias("value")
        found = found.join(own, on="line", how="left", maintain_order="left").with_columns(text).drop("_own")
    return found


def gathered(parts: list[pl.DataFrame]) -> pl.DataFrame:
    """All findings in one frame, in the order of file, line, column and rule."""
    found = pl.concat(parts) if parts else pl.DataFrame(schema=SCHEMA)
    return found.sort("file", "line", "column", "rule", nulls_last=True)
