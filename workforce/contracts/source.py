"""One table as it stood in its file, before anything is judged."""

from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True)
class SourceTable:
    """Text columns of one table with the physical line of each row in `_line`."""

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
