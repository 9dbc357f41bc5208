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


CLEANED = (("invisible_characters", f"{SPACES}|{UNSEEN}", _seen), ("guarded_text", GUARDED, _bare))


def tidied(frame: pl.DataFrame, file: str) -> tuple[pl.DataFrame, list[Note]]:
    """The frame without characters that cannot be seen, and a note for every column that held some.

    Raises Rejected at a cell longer than any spreadsheet can hold.
    """
    notes: list[Note] = []
    for name in [name for name in frame.columns if name != "_line"]:
        text = frame[name]
        _refuse_long(frame, name, file)
        for rule, shape, clean in CLEANED:
            odd = text.str.contains(shape).fill_null(False)
            if odd.any():
                notes.append((rule, name, f"{odd.sum()}"))
                text = clean(text)
        frame = frame.with_columns(text.alias(name))
    return frame, notes


def _refuse_long(frame: pl.DataFrame, name: str, file: str) -> None:
    """Raise Rejected at the first cell of a column that holds more characters than a spreadsheet can."""
    if (frame[name].str.len_bytes().max() or 0) <= CELL_CHARACTERS:  # type: ignore[operator]
        return
    long = frame.filter(pl.col(name).str.len_chars() > CELL_CHARACTERS)
    if long.height:
        size = numbered(long[name].str.len_chars()[0], "character")
        raise Rejected(
            f"{file} line {long['_line'][0]}: the column {name} holds {size}, more than the "
            f"{CELL_CHARACTERS:,} of any spreadsheet; look for a quotation mark that is never closed."
        )
