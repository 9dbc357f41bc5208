"""Text to dates, numbers and booleans, column by column, over distinct values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from workforce.errors import Rejected

NULLS = ["", "null", "(null)", "<null>", "#n/a", "n/a", "nan"]
LONGEST_NULL = max(len(token) for token in NULLS)
BOOLEANS = {"true": True, "yes": True, "y": True, "1": True, "false": False, "no": False, "n": False, "0": False}
ISO = r"^\d{4}-\d{2}-\d{2}$"
SLASHED = r"^(\d{1,2})/(\d{1,2})/(\d{4})$"
# As a database writes a date that was cast to text: Jan 10 2024, and 10-JAN-2024.
MONTH_FIRST = r"^([A-Za-z]{3}) +(\d{1,2}) (\d{4})$"
MONTH_SECOND = r"^(\d{1,2})[- ]([A-Za-z]{3})[- ](\d{4})$"
SERIAL = r"^\d{5}(\.\d+)?$"
EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
# What systems write for "none" and "never"; a spreadsheet counts its first and last day so too.
PLACEHOLDER_YEARS = [1, 1753, 1899, 1900, 1901, 2300, 2999, 4712, 9999]
PLACEHOLDER_SERIALS = ["0", "1", "2", "2958465"]
YEARS = (1950, 2100)
TIME = r"[T ]\d{1,2}:\d{2}.*$"


def cleaned(text: pl.Series) -> pl.Series:
    """The text trimmed, with null tokens made null."""
    return cleaned_columns(text.to_frame()).to_series()


def cleaned_columns(frame: pl.DataFrame) -> pl.DataFrame:
    """The columns trimmed, with null tokens made null; worked out side by side."""
    trimmed = frame.select(pl.all().cast(pl.String).str.strip_chars())
    short = pl.all().filter(pl.all().str.len_bytes() <= LONGEST_NULL)
    held = trimmed.select(short.str.to_lowercase().is_in(NULLS).any()).row(0) if frame.width else ()
    names = [name for name, has_tokens in zip(frame.columns, held, strict=True) if has_tokens]
    return trimmed.with_columns(
        pl.when(~pl.col(name).str.to_lowercase().is_in(NULLS)).then(name).alias(name) for name in names
    )


@dataclass(frozen=True)
class Dates:
    """The dates of a column, null where there is none; the cells that are no date, and those of a year that cannot be.

    The counts are of cells for placeholders, and of different values for each way of writing.
    """

    day: pl.Series
    bad: pl.Series
    far: pl.Series
    placeholders: int
    iso: int
    slashed: int
    day_first: int
    month_first: int


def dates(text: pl.Series, file: str, column: str, epoch: date | None) -> Dates:
    """The dates of a column, by its own shapes; days counted from `epoch` where it is given.

    Raises Rejected for a column that holds month-first dates beside others.
    """
    seen = text.drop_nulls().value_counts(name="count")
    seen.columns = ["t", "count"]
    bare = pl.col("t").str.replace(TIME, "")
    seen = seen.with_columns(bare.alias("bare")).with_columns(
        pl.col("bare").str.extract(SLASHED, 1).cast(pl.Int32).alias("first"),
        pl.col("bare").str.extract(SLASHED, 2).cast(pl.Int32).alias("second"),
    )
    _refuse_month_first(seen, file, column)
    seen = seen.with_columns(_day(epoch).alias("day")).with_columns(pl.col("day").dt.year().alias("year"))
    blank = pl.col("year").is_in(PLACEHOLDER_YEARS).fill_null(False)
    if epoch:
        blank = blank | pl.col("bare").is_in(PLACEHOLDER_SERIALS)
    far = (~pl.col("year").is_between(*YEARS)).fill_null(False) & ~blank
    seen = seen.with_columns(blank.alias("blank"), far.alias("far"))
    known = seen.select("t", pl.when(~pl.col("blank") & ~pl.col("far")).then("day").alias("day"), "blank", "far")
    joined = text.to_frame("t").join(known, on="t", how="left", maintain_order="left")
    bad = joined.select(pl.col("t").is_not_null() & pl.col("day").is_null() & ~pl.col("blank") & ~pl.col("far"))
    return Dates(
        joined["day"],
        bad.to_series().fill_null(False),
        joined["far"].fill_null(False),
        int(seen.filter("blank")["count"].sum()),
        seen.filter(pl.col("bare").str.contains(ISO) & ~pl.col("blank")).height,
        seen.filter(pl.col("first").is_not_null()).height,
        seen.filter(pl.col("first") > 12).height,
        seen.filter(_is_month_first()).height,
    )


def _day(epoch: date | None) -> pl.Expr:
    """The date that each value of `bare` is, null for none."""
    padded = pl.concat_str(
        pl.col("bare").str.extract(SLASHED, 3), pl.col("second").cast(pl.String).str.zfill(2),
        pl.col("first").cast(pl.String).str.zfill(2), separator="-",
    )  # fmt: skip
    iso = pl.when(pl.col("bare").str.contains(ISO)).then("bare")
    day = pl.coalesce(pl.coalesce(iso, padded).str.to_date("%Y-%m-%d", strict=False), _with_month_named("bare"))
    if epoch is None:
        return day
    number = pl.when(pl.col("bare").str.contains(SERIAL)).then("bare").cast(pl.Float64).floor().cast(pl.Int64)
    return pl.coalesce(day, pl.lit(epoch) + pl.duration(days=number)).cast(pl.Date)


def _is_month_first() -> pl.Expr:
    """Whether a value can only be month-first."""
    return pl.col("second").is_between(13, 31) & (pl.col("first") <= 12)


def _with_month_named(column: str) -> pl.Expr:
    """The dates of a column whose month is a word; other text is null."""
    first, second = (pl.col(column).str.extract_groups(shape) for shape in (MONTH_FIRST, MONTH_SECOND))
    year = pl.coalesce(first.struct.field("3"), second.struct.field("3"))
    month = pl.coalesce(first.struct.field("1"), second.struct.field("2"))
    day = pl.coalesce(first.struct.field("2"), second.struct.field("1"))
    return pl.concat_str(year, month, day.str.zfill(2), separator="-").str.to_date("%Y-%b-%d", strict=False)


def _refuse_month_first(seen: pl.DataFrame, file: str, column: str) -> None:
    """Refuses a column whose values prove month-first beside any that could be day-first."""
    month_first = seen.filter(_is_month_first())
    other = seen.filter((pl.col("second") <= 12) & pl.col("first").is_not_null())
    if month_first.height and other.height:
        shown, beside = month_first["t"].sort()[0], other.sort("first", "t", descending=True)["t"][0]
        raise Rejected(
            f'{file}: the column {column} holds month-first dates ("{shown}") beside others ("{beside}"), '
            "so its days cannot be told from its months; export it as YYYY-MM-DD."
        )


def refuse_month_first_beside(columns: Mapping[str, Dates], file: str) -> None:
    """Refuses a file with a month-first column beside one whose days cannot be told from its months."""
    proven = [name for name, found in columns.items() if found.month_first]
    if not proven or any(found.day_first for found in columns.values()):
        return
    unsure = [name for name, found in columns.items() if found.slashed and not found.month_first]
    if unsure:
        raise Rejected(
            f"{file}: the column {proven[0]} holds month-first dates, so the days of {unsure[0]} cannot be told from "
            "its months; export both as YYYY-MM-DD."
        )


def emptied(raw: pl.Series, text: pl.Series) -> int:
    """How many cells that hold more than spaces hold nothing once they are cleaned."""
    if text.null_count() == raw.null_count():
        return 0
    return int((raw.filter(text.is_null()).str.strip_chars() != "").sum())


def numbers(text: pl.Series) -> pl.Series:
    """The finite numbers; other text is null."""
    value = text.cast(pl.Float64, strict=False)
    return value.to_frame("v").select(pl.when(pl.col("v").is_finite()).then("v")).to_series()


def booleans(text: pl.Series) -> pl.Series:
    """True or false for yes, no, y, n, 1, 0, true and false; other text is null."""
    return text.str.to_lowercase().replace_strict(BOOLEANS, default=None, return_dtype=pl.Boolean)


def folded(text: pl.Series, codes: list[Any]) -> pl.Series:
    """The code as listed where the text equals it but for case, spaces, hyphens and leading zeros."""
    listed = {str(code).lower(): str(code) for code in codes}
    plain = text.str.to_lowercase().str.replace_all(r"[\s_-]+", "_").str.replace(r"^0+(\d+)$", "$1")
    code = plain.str.replace(r"^(\d+)\.0+$", "$1").replace_strict(listed, default=None, return_dtype=pl.String)
    return code.fill_null(text) if code.null_count() else code
