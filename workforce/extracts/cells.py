"""What text cells of any format hold that nobody sees: taken out, and told by column."""

import polars as pl

from workforce.errors import Rejected
from workforce.extracts.limits import CELL_CHARACTERS
from workforce.wording import numbered

Note = tuple[str, str, str]
SPACES = r"[\x{a0}\x{2000}-\x{200a}\x{202f}\x{205f}\x{3000}]"
# Control characters but tab and line breaks, soft hyphens, zero-width characters, marks of direction and of byte order.
UNSEEN = (
    r"[\x{01}-\x{08}\x{0b}\x{0c}\x{0e}-\x{1f}\x{7f}-\x{9f}\x{ad}\x{180e}\x{200b}-\x{200f}\x{2028}-\x{202e}"
    r"\x{2060}-\x{2064}\x{feff}]"
)
# How systems keep a spreadsheet from turning an id into a number.
GUARDED = r'^="([^"]*)"$'


def _seen(text: pl.Series) -> pl.Series:
    return text.str.replace_all(SPACES, " ").str.replace_all(UNSEEN, "")


def _bare(text: pl.Series) -> pl.Series:
    return text.str.replace(GUARDED, "$1")


ODD = pl.all().str.contains(f"{SPACES}|{UNSEEN}")
CLEANED = (("invisible_characters", ODD, _seen), ("guarded_text", pl.all().str.contains(GUARDED), _bare))


def tidied(frame: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Note]]:
    """The frame without characters that cannot be seen, and a note for every column that held some.

    Raises Rejected at a cell longer than any spreadsheet can hold.
    """
    text = frame.drop("_line")
    _refuse_long(frame, text, file)
    notes: list[Note] = []
    for rule, shape, clean in CLEANED:
        counts = text.select(shape.sum()).row(0, named=True) if text.width else {}
        odd = {name: count for name, count in counts.items() if count}
        notes += [(rule, name, f"{count}") for name, count in odd.items()]
        text = text.with_columns(clean(text[name]) for name in odd)
    names = list(text.columns)
    notes.sort(key=lambda note: names.index(note[1]))
    return frame.with_columns(text.get_columns()), notes


def _refuse_long(frame: pl.DataFrame, text: pl.DataFrame, file: str) -> None:
    """Raise Rejected at the first cell of a column that holds more characters than a spreadsheet can."""
    longest = text.select(pl.all().str.len_bytes().max()).row(0, named=True) if text.width else {}
    for name in [name for name, size in longest.items() if (size or 0) > CELL_CHARACTERS]:
        long = frame.filter(pl.col(name).str.len_chars() > CELL_CHARACTERS)
        if long.height:
            size = numbered(long[name].str.len_chars()[0], "character")
            raise Rejected(
                f"{file} line {long['_line'][0]}: the column {name} holds {size}, more than the "
                f"{CELL_CHARACTERS:,} of any spreadsheet; look for a quotation mark that is never closed."
            )
