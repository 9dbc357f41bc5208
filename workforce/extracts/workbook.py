"""Excel workbooks and Parquet files as text columns."""

import io
import zipfile
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import Any

import fastexcel
import polars as pl
from polars import selectors as cs

from workforce.errors import Rejected
from workforce.extracts.archive import refuse_unsafe, unreadable
from workforce.extracts.cells import Note
from workforce.extracts.header import found_at, named
from workforce.extracts.limits import PARQUET_BYTES, refuse_larger
from workforce.extracts.worksheets import Facts, facts

BATCH = 1024


@dataclass(frozen=True)
class Sheet:
    """One sheet that is filled: its cells as text, what it hides, what to say of it, and its header's own spelling."""

    frame: pl.DataFrame
    facts: Facts
    notes: list[Note]
    is_1904: bool
    spelled: dict[str, str] = field(default_factory=dict)

    def refuse_uncalculated(self, file: str, name: str) -> None:
        """Raise Rejected at the first formula never calculated: it would be read as blank or as 0."""
        if self.facts.uncalculated:
            raise Rejected(
                f"{file} sheet {name} cell {self.facts.uncalculated}: a formula that was never calculated; open the "
                "workbook in Excel, save it, or paste the values."
            )


def read_workbook(data: bytes, file: str, known: Collection[str] = ()) -> dict[str, Sheet]:
    """Every filled sheet under its header, which is the first line with most of the known columns on it.

    The sheet row is in `_line`. Raises Rejected for what is no sound workbook, or too large once it is unpacked.
    """
    return {name: headed(sheet, f"{file} sheet {name}", known) for name, sheet in read_sheets(data, file).items()}


def read_sheets(data: bytes, file: str) -> dict[str, Sheet]:
    """Every filled sheet as cells without names, in the order of the workbook; raises Rejected as above."""
    refuse_unsafe(data, file)
    try:
        found, is_1904 = facts(data, file)
        book = fastexcel.read_excel(data)
        loaded = {
            name: _shown(book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string"), found.get(name, Facts()))
            for name in book.sheet_names
        }
    except (fastexcel.FastExcelError, zipfile.BadZipFile, KeyError, ValueError):
        raise Rejected(unreadable(file)) from None
    facts_of = {name: found.get(name, Facts()) for name in loaded}
    return {
        name: Sheet(cells, facts_of[name], list(facts_of[name].notes), is_1904)
        for name, cells in loaded.items()
        if _filled(cells).any()
    }


def _shown(sheet: Any, found: Facts) -> pl.DataFrame:
    """The sheet's values as text, with errors and shortened or padded numbers as the sheet shows them."""
    frame: pl.DataFrame = sheet.to_polars()
    places = {column.absolute_index: name for column, name in zip(sheet.selected_columns, frame.columns, strict=True)}
    by_column: dict[str, dict[int, str]] = {}
    for (row, column), text in found.shown.items():
        if column in places and row < frame.height:
            by_column.setdefault(places[column], {})[row] = text
    for name, cells in by_column.items():
        shown = pl.DataFrame(
            {"_row": list(cells), "_shown": list(cells.values())}, {"_row": pl.UInt32, "_shown": pl.String}
        )
        frame = (
            frame.with_row_index("_row")
            .join(shown, on="_row", how="left", maintain_order="left")
            .with_columns(pl.coalesce("_shown", name).alias(name))
            .drop("_row", "_shown")
        )
    return frame


def _filled(sheet: pl.DataFrame) -> pl.Series:
    if not sheet.width or not sheet.height:
        return pl.Series([], dtype=pl.Boolean)
    return sheet.select(pl.any_horizontal(pl.all().str.strip_chars().fill_null("") != "")).to_series()


def headed(sheet: Sheet, where: str, known: Collection[str] = (), header: int | None = None) -> Sheet:
    """The rows of a sheet below its header, found by the known columns or given, with the sheet row in `_line`."""
    cells = sheet.frame
    filled = _filled(cells)
    places = filled.arg_true()
    place = found_at([cells.row(int(row)) for row in places[:20]], known)
    first = int(places[place]) if header is None else min(header, cells.height) - 1
    last = int(places[-1])
    names = named(cells.row(first), where, first + 1)
    body = cells.slice(first + 1, last - first)
    body.columns = names
    above = int(filled[:first].sum())
    notes = [("lines_above_header", "", str(above))] if above else []
    lines = pl.int_range(first + 2, first + 2 + body.height, dtype=pl.Int64).alias("_line")
    spelled = {name: (cell or "").strip() for name, cell in zip(names, cells.row(first), strict=True)}
    return replace(sheet, frame=body.with_columns(lines), notes=[*sheet.notes, *notes], spelled=spelled)


def read_parquet(data: bytes, file: str) -> pl.DataFrame:
    """The rows as text, numbered from 1 in `_line`."""
    frame = _unpacked(data, file)
    frame.columns = named(frame.columns, file, 0)
    unreadable = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    frame = frame.drop(unreadable)
    whole = [name for name in frame.select(cs.float()).columns if ((frame[name] % 1) == 0).fill_null(True).all()]
    frame = frame.with_columns(pl.col(whole).cast(pl.Int64, strict=False)).select(pl.all().cast(pl.String))
    return frame.with_columns(pl.int_range(1, frame.height + 1, dtype=pl.Int64).alias("_line"))


def _unpacked(data: bytes, file: str) -> pl.DataFrame:
    """The rows of a Parquet file, unpacked in small batches first, so that its size is known before it is in memory."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(io.BytesIO(data))
        size = 0
        for batch in source.iter_batches(BATCH):
            size += batch.nbytes
            refuse_larger(size, PARQUET_BYTES, file, "the unpacked file")
        frame = pl.from_arrow(source.read())
    except (pa.ArrowException, pl.exceptions.PolarsError, OSError, ValueError, TypeError):
        raise Rejected(f"{file}: not a readable Parquet file; export it again.") from None
    assert isinstance(frame, pl.DataFrame)
    return frame
