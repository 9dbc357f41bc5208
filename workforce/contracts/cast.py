"""Text to dates, numbers and booleans, column by column, over distinct values."""

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
SERIAL = r"^\d{4,5}(\.\d+)?$"
TIME = r"[T ]\d{1,2}:\d{2}.*$"


def cleaned(text: pl.Series) -> pl.Series:
    """The text trimmed, with null tokens made null."""
    trimmed = text.cast(pl.String).str.strip_chars()
    short = trimmed.str.len_bytes() <= LONGEST_NULL
    if not trimmed.filter(short).str.to_lowercase().is_in(NULLS).any():
        return trimmed
    return trimmed.to_frame("t").select(pl.when(~pl.col("t").str.to_lowercase().is_in(NULLS)).then("t")).to_series()


def dates(text: pl.Series, file: str, column: str, serials: bool) -> tuple[pl.Series, dict[str, int]]:
    """The dates, and how many were placeholders, ISO and day-first; both orders reject the file."""
    seen = text.drop_nulls().value_counts(name="count")
    seen.columns = ["t", "count"]
    bare = pl.col("t").str.replace(TIME, "")
    seen = seen.with_columns(bare.alias("bare")).with_columns(
        pl.col("bare").str.extract(SLASHED, 1).cast(pl.Int32).alias("first"),
        pl.col("bare").str.extract(SLASHED, 2).cast(pl.Int32).alias("second"),
    )
    _refuse_month_first(seen, file, column)
    padded = pl.concat_str(
        pl.col("bare").str.extract(SLASHED, 3), pl.col("second").cast(pl.String).str.zfill(2),
        pl.col("first").cast(pl.String).str.zfill(2), separator="-",
    )  # fmt: skip
    iso = pl.when(pl.col("bare").str.contains(ISO)).then("bare")
    day = pl.coalesce(pl.coalesce(iso, padded).str.to_date("%Y-%m-%d", strict=False), _with_month_named("bare"))
    if serials:
        number = pl.when(pl.col("bare").str.contains(SERIAL)).then("bare").cast(pl.Float64).floor().cast(pl.Int64)
        day = pl.coalesce(day, pl.date(1899, 12, 30) + pl.duration(days=number))
    seen = seen.with_columns(day.cast(pl.Date).alias("day"))
    far = ~pl.col("day").dt.year().is_between(1950, 2100)
    counts = {
        "placeholder": int(seen.filter(far)["count"].sum()),
        "iso": seen.filter(pl.col("bare").str.contains(ISO) & ~far).height,
        "day_first": seen.filter(pl.col("first").is_not_null()).height,
    }
    known = seen.select("t", pl.when(~far).then("day").alias("day"), far.fill_null(False).alias("far"))
    joined = text.to_frame("t").join(known, on="t", how="left", maintain_order="left")
    bad = joined["t"].is_not_null() & joined["day"].is_null() & ~joined["far"].fill_null(False)
    return joined["day"].alias("day"), counts | {"bad": int(bad.sum())}


def _with_month_named(column: str) -> pl.Expr:
    """The dates of a column whose month is a word; other text is null."""
    first, second = (pl.col(column).str.extract_groups(shape) for shape in (MONTH_FIRST, MONTH_SECOND))
    year = pl.coalesce(first.struct.field("3"), second.struct.field("3"))
    month = pl.coalesce(first.struct.field("1"), second.struct.field("2"))
    day = pl.coalesce(first.struct.field("2"), second.struct.field("1"))
    return pl.concat_str(year, month, day.str.zfill(2), separator="-").str.to_date("%Y-%b-%d", strict=False)


def _refuse_month_first(seen: pl.DataFrame, file: str, column: str) -> None:
    """Refuses a column whose values prove month-first beside any that could be day-first."""
    month_first = seen.filter((pl.col("second") > 12) & (pl.col("first") <= 12))
    other = seen.filter((pl.col("second") <= 12) & pl.col("first").is_not_null())
    if month_first.height and other.height:
        shown, beside = month_first["t"].sort()[0], other.sort("first", "t", descending=True)["t"][0]
        raise Rejected(
            f'{file}: the column {column} holds month-first dates ("{shown}") beside others ("{beside}"), '
            "so its days cannot be told from its months; export it as YYYY-MM-DD."
        )


def is_placeholder(text: pl.Series, serials: bool) -> pl.Series:
    """True where a date is a placeholder such as 1900-01-01 or 9999-12-31."""
    bare = text.str.replace(TIME, "")
    year = pl.coalesce(
        pl.col("b").str.extract(r"^(\d{4})-\d{2}-\d{2}$"),
        pl.col("b").str.extract(r"^\d{1,2}/\d{1,2}/(\d{4})$"),
        pl.col("b").str.extract(r"^[A-Za-z]{3} +\d{1,2} (\d{4})$"),
        pl.col("b").str.extract(r"^\d{1,2}[- ][A-Za-z]{3}[- ](\d{4})$"),
    )
    far = ~year.cast(pl.Int32).is_between(1950, 2100)
    if serials:
        far = far | (
            pl.col("b").str.contains(SERIAL) & ~pl.col("b").cast(pl.Float64, strict=False).is_between(18264, 73415)
        )
    return bare.to_frame("b").select(far.fill_null(False)).to_series()


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
