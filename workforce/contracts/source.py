"""One table as it stood in its file, before anything is judged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class SourceTable:
    """Text columns of one table with the physical line of each row in `_line`.

    `notes` are findings of the reader on the whole file: rule, column and value. Where the file was mapped,
    `spelled` gives its own name of each column, and `left_out` the rule, column and value of each line that the
    mapping leaves out; `is_divided` says that its hours are divided by standard hours already. `is_1904` says that a
    workbook counts its days from 1904.
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
    spelled: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[tuple[int, str, str, str]] = ()
    is_divided: bool = False
    is_1904: bool = False
