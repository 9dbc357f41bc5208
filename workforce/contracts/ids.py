"""What a spreadsheet does to ids: numbers cut short, dates, errors, totals."""

from collections.abc import Iterator

import polars as pl

ERROR = r"^#(REF!|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|GETTING_DATA)$"
# 1.00E+05 has lost its digits; 1E5 may be an id.
SHORTENED = r"^[+-]?\d+(\.\d+[eE][+-]?|[eE]\+)\d+$"
LIKE_SHORT = r"^\d+[eE]\d+$"
DATED = r"^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}"
SPOILT = f"{SHORTENED}|{LIKE_SHORT}|{DATED}|\n"
TOTAL = r"^(?i)(grand |sub|sub |sub-|overall |report )?totals?:?$"


def without_errors(text: pl.Series) -> pl.Series:
    """The text with the errors of spreadsheets made null."""
    if not text.str.starts_with("#").any():
        return text
    error = text.str.contains(ERROR).fill_null(False)
    return text.to_frame("t").select(pl.when(~error).then("t")).to_series()


def is_suspect(text: pl.Series) -> bool:
    """Whether any id is one that `spoilt` or `like_short_numbers` may tell, asked at once as few files hold one."""
    return bool(text.str.contains(SPOILT).any())


def spoilt(text: pl.Series) -> Iterator[tuple[str, pl.Series]]:
    """Yield each rule with the ids that break it."""
    yield "shortened_id", text.str.contains(SHORTENED)
    yield "id_turned_into_date", text.str.contains(DATED)
    yield "id_of_several_lines", text.str.contains("\n")


def like_short_numbers(text: pl.Series) -> pl.Series:
    """The ids that a spreadsheet would take for a number in short form."""
    return text.str.contains(LIKE_SHORT).fill_null(False)


def is_total(column: str) -> pl.Expr:
    """Whether the row is a total."""
    return pl.col(column).str.contains(TOTAL).fill_null(False)
