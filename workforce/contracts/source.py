"""One table as it stood in its file, before anything is judged."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class SourceTable:
    """Text columns of one table with the physical line of each row in `_line`.

    `notes` are findings of the reader on the whole file: rule, column and value.
    """

    table: str
    file: str
    sheet: str | None
    frame: pl.DataFrame
    lines: int
    blank: int
    encoding: str
    separator: str
    extra_columns: list[str]
    hidden_rows: int = 0
    notes: Sequence[tuple[str, str, str]] = ()
