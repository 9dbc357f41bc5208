"""One table as it stood in its file, before anything is judged."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl


@dataclass(frozen=True)
class Own:
    """The rows as they stand in the source: text under folded names with `_line`, before anything is cleaned.

    `spelled` is the header's own spelling of each name, `read` the names that are read, in the source's order, and
    `again` makes the table anew of changed rows. Where a fix file was applied, `marks` holds the mark that each
    corrected line had before, and `reasons` why a line is left out.
    """

    frame: pl.DataFrame
    spelled: Mapping[str, str]
    read: Sequence[str]
    again: Callable[[pl.DataFrame], "SourceTable"]
    marks: Mapping[int, str] = field(default_factory=dict)
    reasons: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SourceTable:
    """Text columns of one table with the physical line of each row in `_line`.

    `notes` are findings of the reader on the whole file: rule, column and value. Where the file was mapped,
    `spelled` gives its own name of each column, `forms` how it writes a column that is not read as it stands (a
    date's form, or how many hours are full time; blank where its values are given another meaning), and `left_out`
    the rule, column and value of each line that the mapping leaves out; `remarks` are the same of lines that stay.
    `is_divided` says that its hours are divided by standard hours already, `is_1904` that a workbook counts its days
    from 1904. `own` is None where a source has no rows that could be corrected one by one.
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
    forms: Mapping[str, str] = field(default_factory=dict)
    left_out: Sequence[tuple[int, str, str, str]] = ()
    is_divided: bool = False
    is_1904: bool = False
    remarks: Sequence[tuple[int, str, str, str]] = ()
    own: Own | None = field(default=None, repr=False, compare=False)

    def read_name(self, column: str) -> str:
        """The column as the rows of the source name it."""
        return " ".join(self.spelled.get(column, column).lower().split())

    def own_name(self, column: str) -> str:
        """The column as the file's own header spells it; several that are joined, as the mapping names them."""
        own = self.own.spelled if self.own else {}
        return own.get(self.read_name(column), self.spelled.get(column, column))
