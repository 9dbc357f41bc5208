"""Typing of one table's columns; Pandera judges ranges and codes, bad values become null."""

from dataclasses import dataclass, field

import pandera.errors
import polars as pl

from workforce.contracts import cast, ids
from workforce.contracts.findings import of_column, of_rows
from workforce.contracts.source import SourceTable
from workforce.contracts.specs import TableSpec
from workforce.settings import Settings, fold

UNREADABLE = {pl.Date: "unreadable_date", pl.Float64: "unreadable_number", pl.Boolean: "unreadable_boolean"}


@dataclass
class Draft:
    """A table while it is typed: the frame, the bad cells of each rule and column, the findings.

    `errors` are the reasons why rules could not be evaluated.
    """

    spec: TableSpec
    file: str
    raw: pl.DataFrame
    frame: pl.DataFrame
    bad: dict[tuple[str, str], pl.Series] = field(default_factory=dict)
    findings: list[pl.DataFrame] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)

    def mark(self, rule: str, column: str, mask: pl.Series) -> None:
        """Makes the cells null and remembers them under the rule."""
        mask = mask.fill_null(False)
        if not mask.any():
            return
        self.bad[rule, column] = mask | self.bad.get((rule, column), pl.repeat(False, len(mask), eager=True))
        self.frame = self.frame.with_columns(pl.when(~mask).then(pl.col(column)).alias(column))

    def note(self, rule: str, column: str, count: int) -> None:
        """Remembers how many cells of a column a rule was about, without their lines."""
        if count:
            self.findings.append(of_column(self.file, self.spec, rule, column, str(count)))

    def keep(self, rule: str, column: str, mask: pl.Series) -> None:
        """Remembers cells that are kept as they are."""
        if mask.any():
            self.findings.append(of_rows(self.frame.filter(mask), self.spec, rule, column, pl.col(column)))

    def flagged(self) -> pl.DataFrame:
        """The typed frame with `_flags`: the ids of the rules each row broke."""
        flags = [pl.Series(f"_bad{n}", mask).to_frame() for n, mask in enumerate(self.bad.values())]
        wide = pl.concat([self.frame, *flags], how="horizontal") if flags else self.frame
        rules = sorted({rule for rule, _ in self.bad})
        hit = {r: [pl.col(f"_bad{n}") for n, (rule, _) in enumerate(self.bad) if rule == r] for r in rules}
        words = [pl.when(pl.any_horizontal(masks)).then(pl.lit(rule)) for rule, masks in hit.items()]
        text = pl.concat_str(words, separator=";", ignore_nulls=True) if words else pl.lit("")
        return wide.with_columns(text.fill_null("").alias("_flags")).select(*self.frame.columns, "_flags")

    def report(self) -> list[pl.DataFrame]:
        """The findings so far with one for every bad cell."""
        for (rule, column), mask in self.bad.items():
            raw = (
                self.raw[column]
                if column in self.raw.columns
                else pl.repeat(None, len(mask), dtype=pl.String, eager=True)
            )
            rows = self.frame.with_columns(raw.alias("_raw")).filter(mask)
            value = pl.lit(None, pl.String) if column in self.spec.private else pl.col("_raw")
            self.findings.append(of_rows(rows, self.spec, rule, column, value))
        return self.findings


def typed(source: SourceTable, raw: pl.DataFrame, spec: TableSpec, settings: Settings) -> Draft:
    """The table with every contract column in its type and bad values made null."""
    place = raw.select(pl.lit(source.file).alias("_file"), pl.col("_line"))
    text = cast.cleaned_columns(raw.select(name for name in spec.columns if name in raw.columns)).with_columns(
        pl.lit(None, pl.String).alias(n) for n in spec.columns if n not in raw.columns
    )
    blank = [pl.lit(None, kind).alias(name) for name, kind in spec.schema.items()]
    draft = Draft(spec, source.file, text, place.with_columns(blank).select(*spec.columns, "_file", "_line"))
    shapes: dict[str, cast.Dates] = {}
    for name, kind in spec.schema.items():
        if name not in raw.columns:
            continue
        draft.note("null_words", name, cast.emptied(raw[name], text[name]))
        sound = ids.without_errors(text[name])
        if kind == pl.Date:
            shapes[name] = _dates(draft, name, sound, source)
        else:
            _column(draft, name, kind, sound, settings, source.is_divided)
        draft.mark("error_value", name, text[name].is_not_null() & sound.is_null())
    cast.refuse_month_first_beside(shapes, source.file)
    for earlier, later in spec.ordered:
        draft.mark("date_out_of_order", later, draft.frame[later] < draft.frame[earlier])
    _judge_values(draft)
    _judge_blanks(draft, set(raw.columns))
    return draft


def _column(
    draft: Draft, name: str, kind: type[pl.DataType], text: pl.Series, settings: Settings, is_divided: bool
) -> None:
    """Types one column other than dates in place."""
    if kind == pl.String:
        value = _text(draft, name, text, settings)
    else:
        value = cast.numbers(text) if kind == pl.Float64 else cast.booleans(text)
        if name == "fte" and settings.reading.standard_hours and not is_divided:
            hours = settings.reading.standard_hours
            value = (
                value.to_frame("v")
                .select(pl.when(pl.col("v") > 1).then(pl.col("v") / hours).otherwise("v"))
                .to_series()
            )
    draft.frame = draft.frame.with_columns(value.alias(name))
    if kind == pl.String and draft.spec.is_id(name) and ids.is_suspect(text):
        for rule, mask in ids.spoilt(text):
            draft.mark(rule, name, mask)
        draft.keep("id_like_short_number", name, ids.like_short_numbers(text))
    if kind != pl.String:
        draft.mark(UNREADABLE[kind], name, text.is_not_null() & value.is_null())


def _dates(draft: Draft, name: str, text: pl.Series, source: SourceTable) -> cast.Dates:
    """Types one column of dates in place; returns how they were written."""
    epoch = (cast.EPOCH_1904 if source.is_1904 else cast.EPOCH) if source.encoding == "xlsx" else None
    found = cast.dates(text, source.file, name, epoch)
    draft.frame = draft.frame.with_columns(found.day.alias(name))
    if found.iso and found.slashed:
        draft.findings.append(of_column(source.file, draft.spec, "mixed_date_shapes", name, ""))
    draft.note("placeholder_date", name, found.placeholders)
    if not (name == draft.spec.start and name in draft.spec.required_values):
        draft.mark("unreadable_date", name, found.bad)
        draft.mark("impossible_year", name, found.far)
    return found


def _text(draft: Draft, name: str, text: pl.Series, settings: Settings) -> pl.Series:
    """Text with placeholder ids nulled, codes as listed and contract types mapped."""
    if draft.spec.is_id(name):
        placeholder = (text == "-1").fill_null(False)
        draft.note("placeholder_id", name, int(placeholder.sum()))
        text = text.to_frame("t").select(pl.when(pl.col("t") != "-1").then("t")).to_series()
    codes = [code for check in draft.spec.fields[name].checks for code in check.statistics.get("allowed_values", [])]
    if name == "contract_type" and settings.contract_types:
        mapped = {fold(key): value for key, value in settings.contract_types.items()}
        key = text.str.replace_all(r"\s+", " ").str.to_lowercase()
        found = key.replace_strict(mapped, default=None, return_dtype=pl.String)
        text = found.fill_null(text)
    return cast.folded(text, codes) if codes else text


def _judge_values(draft: Draft) -> None:
    """Marks every cell that the Pandera model refuses."""
    if not draft.frame.height:
        return
    try:
        draft.spec.model.validate(draft.frame.select(draft.spec.columns), lazy=True)
    except pandera.errors.SchemaErrors as error:
        cases = error.failure_cases.filter(pl.col("index").is_not_null() & (pl.col("check") != "not_nullable"))
        for (column,), group in cases.group_by("column", maintain_order=True):
            mask = pl.int_range(draft.frame.height, eager=True, dtype=pl.Int64).is_in(
                group["index"].cast(pl.Int64).implode()
            )
            draft.mark(_value_rule(str(column), draft), str(column), mask)


def _value_rule(column: str, draft: Draft) -> str:
    special = {"fte": "fte_out_of_range", "contract_type": "unknown_contract_type"}
    coded = any("allowed_values" in check.statistics for check in draft.spec.fields[column].checks)
    rule = special.get(column, "unknown_code" if coded else "out_of_range")
    return draft.spec.rules.get(column, draft.spec.rules.get(rule, rule))


def _judge_blanks(draft: Draft, supplied: set[str]) -> None:
    """Flags a blank contract type or full-time equivalent."""
    blanks = {"contract_type": "unknown_contract_type", "fte": "missing_fte"}
    for column, rule in blanks.items():
        if column in draft.spec.required_columns and column in supplied:
            draft.mark(rule, column, draft.raw[column].is_null())
