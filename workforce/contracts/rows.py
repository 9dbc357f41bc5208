"""Row rules: which rows cannot be placed, and which of a repeated key stays."""

from collections.abc import MutableMapping

import polars as pl

from workforce.contracts.evaluation import breaking
from workforce.contracts.findings import of_rows
from workforce.contracts.ids import is_total
from workforce.contracts.rules import RULES
from workforce.contracts.specs import TableSpec


def settled(
    frame: pl.DataFrame, raw: pl.DataFrame, spec: TableSpec, errors: MutableMapping[str, str]
) -> tuple[pl.DataFrame, list[pl.DataFrame], pl.DataFrame]:
    """The rows that stay, a finding for each one that is quarantined, and those rows with the rule in `_rule`.

    Why a rule could not be evaluated is kept in `errors`; its rows stay.
    """
    text = (
        raw[spec.start].alias("_start_text")
        if spec.start
        else pl.Series("_start_text", [None] * frame.height, pl.String)
    )
    rows = frame.with_columns(text)
    findings: list[pl.DataFrame] = []
    left: list[pl.DataFrame] = []
    for rule, column, broken in _unplaced(spec):
        out = breaking(rows, rule, broken, errors)
        if out.height:
            value = pl.col("_start_text") if column == spec.start else pl.col(column)
            findings.append(of_rows(out, spec, rule, column, value))
            left.append(out.drop("_start_text").with_columns(pl.lit(rule).alias("_rule")))
            rows = rows.filter(~broken.fill_null(False))
    kept, repeated, others = _unrepeated(rows.drop("_start_text"), spec)
    ruled = frame.clear().with_columns(pl.lit(None, pl.String).alias("_rule"))
    return kept, findings + repeated, pl.concat([ruled, *left, *others])


def _unplaced(spec: TableSpec) -> list[tuple[str, str, pl.Expr]]:
    """Rule, column and test of every row that cannot be placed; a row breaks the first only."""
    ids = [name for name in spec.required_values if name != spec.start]
    tests = [("totals_row", name, is_total(name)) for name in ids if spec.schema[name] == pl.String]
    tests += [("repeated_header", name, _is_header(name, spec)) for name in ids if spec.schema[name] == pl.String]
    tests += [("missing_id", name, pl.col(name).is_null()) for name in ids]
    if spec.start and spec.start in spec.required_values:
        written = pl.col("_start_text").is_not_null() & ~pl.col("_start_text").str.contains(
            r"^(1900|4712|9999)|/(1900|4712|9999)"
        )
        tests.append(("unreadable_start_date", spec.start, pl.col(spec.start).is_null() & written))
        tests.append(("missing_start_date", spec.start, pl.col(spec.start).is_null()))
    if spec.start and spec.end:
        tests.append(("end_before_start", spec.end, (pl.col(spec.end) < pl.col(spec.start)).fill_null(False)))
    if spec.start and spec.end and spec.is_same_day_refused:
        same = (pl.col(spec.end) == pl.col(spec.start)).fill_null(False)
        tests.append(("same_day", spec.end, same))
    return tests


def _is_header(name: str, spec: TableSpec) -> pl.Expr:
    """Whether a value is the name of its own column."""
    names = {name.lower(), *(alias.lower() for alias, column in spec.aliases.items() if column == name)}
    return pl.col(name).str.to_lowercase().is_in(sorted(names)).fill_null(False)


def _unrepeated(rows: pl.DataFrame, spec: TableSpec) -> tuple[pl.DataFrame, list[pl.DataFrame], list[pl.DataFrame]]:
    """One row for each key: the latest start, then the latest end (blank last), then the greatest text."""
    many = rows.group_by(spec.key).agg(pl.len().alias("_rows")).filter(pl.col("_rows") > 1)
    if spec.keeps_alike or not many.height:
        return rows, [], []
    start = pl.col(spec.start) if spec.start else pl.lit(None, pl.Date)
    end = pl.col(spec.end) if spec.end else pl.lit(None, pl.Date)
    cells = [pl.col(name).cast(pl.String).fill_null("") for name in spec.columns]
    numbered = rows.with_columns(pl.int_range(pl.len()).alias("_row"))
    ranked = numbered.join(many, on=spec.key, how="semi", nulls_equal=True).with_columns(
        start.alias("_s"), end.alias("_e"), pl.concat_str(cells, separator="\x1f").alias("_t")
    )
    ranked = ranked.sort("_s", "_e", "_t", "_line", descending=[True, True, True, False], nulls_last=True)
    kept = ranked.unique(spec.key, keep="first", maintain_order=True)
    others = ranked.join(kept.select("_row"), on="_row", how="anti", maintain_order="left")
    fixed = [name for name in spec.columns if name not in (*spec.key, *spec.repeats)]
    best = kept.select(*spec.key, pl.col("_t").alias("_best"), *(pl.col(name).alias(f"_best_{name}") for name in fixed))
    others = others.join(best, on=spec.key, how="left", nulls_equal=True, maintain_order="left")
    is_copy = pl.col("_t") == pl.col("_best")
    same = [pl.col(name).is_null() | pl.col(name).eq_missing(pl.col(f"_best_{name}")) for name in fixed]
    is_joined = pl.all_horizontal(bool(spec.repeats), *same)
    findings, left = [], []
    for rule, test in (
        ("duplicate", is_copy),
        ("repeated_by_join", ~is_copy & is_joined),
        ("repeated_key", ~is_copy & ~is_joined),
    ):
        out = others.filter(test)
        if out.height:
            findings.append(of_rows(out, spec, RULES[rule].id, spec.key[0], pl.col(spec.key[0])))
            left.append(out.select(rows.columns).with_columns(pl.lit(rule).alias("_rule")))
    single = rows.filter(~pl.int_range(rows.height, eager=True).is_in(others["_row"].implode()))
    return single if single["_line"].is_sorted() else single.sort("_line"), findings, left
