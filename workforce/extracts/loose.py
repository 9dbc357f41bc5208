"""Any file of rows as text, whatever it is called: the sheets it holds and the line of their column names."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import polars as pl

from workforce.errors import Rejected
from workforce.extracts.decode import to_utf8
from workforce.extracts.delimited import SEPARATORS, read_delimited
from workforce.extracts.workbook import read_parquet, read_sheets, under_header
from workforce.extracts.worksheets import hidden_rows, refuse_uncalculated
from workforce.wording import numbered

READABLE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet")
WORKBOOKS = (".xlsx", ".xlsm")
OPENING = 40
FULL = 0.6


@dataclass(frozen=True)
class Opened:
    """One sheet or file as text under its own header, with `_line`, and where the header stands."""

    file: str
    sheet: str | None
    header: int
    frame: pl.DataFrame
    encoding: str
    separator: str
    hidden_rows: int = 0


def content(path: Path) -> bytes:
    """Return the bytes of a file; raise Rejected for one that cannot be opened or is of no readable kind."""
    if path.suffix.lower() not in READABLE:
        kinds = ", ".join(READABLE)
        raise Rejected(f"{path.name}: not a file of rows that can be read; save it as one of {kinds}.")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Rejected(f"{path.name}: the file cannot be opened ({error.strerror}); check the path.") from None


def sheet_names(data: bytes, file: str) -> list[str | None]:
    """Return the sheets of a workbook that hold rows, or [None] for a file of another kind."""
    if not file.lower().endswith(WORKBOOKS):
        return [None]
    return list(read_sheets(data, file)) or _refuse_empty(file)


def _refuse_empty(file: str) -> NoReturn:
    raise Rejected(f"{file}: the file is empty; export it again with its header line.")


def opened(data: bytes, file: str, sheet: str | None = None, header: int | None = None) -> Opened:
    """Return one sheet or file under its header, which is looked for where no line is given.

    `sheet` may be left out where a workbook has one. Raises Rejected with what to do.
    """
    if file.lower().endswith(WORKBOOKS):
        sheets = read_sheets(data, file)
        name = _sheet(list(sheets), sheet, file)
        line = header or header_line(_first_rows(sheets[name]))
        refuse_uncalculated(data, file, [name])
        frame = under_header(sheets[name], f"{file} sheet {name}", line)
        return Opened(file, name, line, frame, "xlsx", "", hidden_rows(data).get(name, 0))
    if file.lower().endswith(".parquet"):
        return Opened(file, None, 1, read_parquet(data, file), "parquet", "")
    line = header or header_line(_cells(data, file))
    frame, encoding, separator = read_delimited(data, file, (), line)
    return Opened(file, None, line, frame, encoding, separator)


def header_line(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the first row that could name the columns: filled, without numbers, no name twice."""
    width = max((_filled(row) for row in rows), default=0)
    for number, row in enumerate(rows, 1):
        names = [cell.strip() for cell in row if cell.strip()]
        if len(names) < max(2, FULL * width):
            continue
        if not any(name.replace(".", "").replace("/", "").isdigit() for name in names):
            return number
    return next((number for number, row in enumerate(rows, 1) if _filled(row)), 1)


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def _sheet(known: list[str], wanted: str | None, file: str) -> str:
    found = [name for name in known if wanted is None or name.strip().lower() == wanted.strip().lower()]
    if not known:
        _refuse_empty(file)
    if len(found) != 1:
        held = ", ".join(known)
        told = f'holds no sheet "{wanted}"' if wanted else f"holds {numbered(len(known), 'sheet')}"
        raise Rejected(f"{file}: {told}; name one of {held} with sheet.")
    return found[0]


def _cells(data: bytes, file: str) -> list[list[str]]:
    """The first rows of delimited text, split by the separator that gives the widest of them."""
    lines = to_utf8(data, file)[0].decode().split("\n")[:OPENING]
    if not any(line.strip() for line in lines):
        _refuse_empty(file)
    split = [[next(csv.reader([line], delimiter=mark), []) for line in lines] for mark in SEPARATORS]
    return max(split, key=lambda rows: max(map(len, rows)))


def _first_rows(sheet: pl.DataFrame) -> list[list[str]]:
    return [[cell or "" for cell in row] for row in sheet.head(OPENING).iter_rows()]
