"""Excel workbooks and Parquet files as text columns."""

import io

import fastexcel
import polars as pl
from polars import selectors as cs

from workforce.errors import Rejected
from workforce.extracts.header import named


def read_workbook(data: bytes, file: str) -> dict[str, pl.DataFrame]:
    """Every sheet that holds a header, as text with the sheet row in `_line`."""
    return {name: under_header(sheet, f"{file} sheet {name}") for name, sheet in read_sheets(data, file).items()}


def read_sheets(data: bytes, file: str) -> dict[str, pl.DataFrame]:
    """Every sheet that is filled, as text without names, in the order of the workbook."""
    try:
        book = fastexcel.read_excel(data)
        sheets = {
            name: book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string").to_polars()
            for name in book.sheet_names
        }
    except fastexcel.FastExcelError:
        raise Rejected(f"{file}: not a readable Excel workbook; save it again as .xlsx or .csv.") from None
    return {name: sheet for name, sheet in sheets.items() if _filled(sheet).any()}


def _filled(sheet: pl.DataFrame) -> pl.Series:
    if not sheet.width or not sheet.height:
        return pl.Series([], dtype=pl.Boolean)
    return sheet.select(pl.any_horizontal(pl.all().str.strip_chars().fill_null("") != "")).to_series()


def under_header(sheet: pl.DataFrame, where: str, header: int | None = None) -> pl.DataFrame:
    """The rows of a sheet under its first filled row, or the row given, with the sheet row in `_line`."""
    filled = _filled(sheet)
    first = int(filled.arg_max() or 0) if header is None else min(header, sheet.height) - 1
    last = int(filled.arg_true()[-1])
    names = named(sheet.row(first), where, first + 1)
    body = sheet.slice(first + 1, last - first)
    body.columns = names
    return body.with_columns(pl.int_range(first + 2, first + 2 + body.height, dtype=pl.Int64).alias("_line"))


def read_parquet(data: bytes, file: str) -> pl.DataFrame:
    """The rows as text, numbered from 1 in `_line`."""
    try:
        frame = pl.read_parquet(io.BytesIO(data))
    except (pl.exceptions.PolarsError, OSError):
        raise Rejected(f"{file}: not a readable Parquet file; export it again.") from None
    frame.columns = named(frame.columns, file, 0)
    unreadable = [name for name, kind in frame.schema.items() if kind.is_nested() or kind == pl.Binary]
    frame = frame.drop(unreadable)
    whole = [name for name in frame.select(cs.float()).columns if ((frame[name] % 1) == 0).fill_null(True).all()]
    frame = frame.with_columns(pl.col(whole).cast(pl.Int64, strict=False)).select(pl.all().cast(pl.String))
    return frame.with_columns(pl.int_range(1, frame.height + 1, dtype=pl.Int64).alias("_line"))
