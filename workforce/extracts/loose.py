"""Any file of rows as text, whatever it is called: the sheets it holds and the line of their column names."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NoReturn

import polars as pl

from workforce.errors import Rejected
from workforce.extracts.cells import CLEANED, Note, tidied
from workforce.extracts.decode import to_utf8
from workforce.extracts.delimited import SEPARATORS, read_noted
from workforce.extracts.limits import TEXT_BYTES, UNPACKED_BYTES, refuse_larger
from workforce.extracts.workbook import headed, read_parquet, read_sheets
from workforce.wording import numbered

READABLE = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".parquet")
WORKBOOKS = (".xlsx", ".xlsm")
OPENING = 40
FULL = 0.6


@dataclass(frozen=True)
class Opened:
    """One sheet or file as text under its own header, with `_line`, and where the header stands.

    `own` are the same rows before they were cleaned, `spelled` the header's own spelling of each name.
    """

    file: str
    sheet: str | None
    header: int
    frame: pl.DataFrame
    encoding: str
    separator: str
    hidden_rows: int = 0
    notes: Sequence[Note] = ()
    is_1904: bool = False
    own: pl.DataFrame = field(default_factory=pl.DataFrame, repr=False, compare=False)
    spelled: Mapping[str, str] = field(default_factory=dict)


def reopened(held: Opened, rows: pl.DataFrame) -> Opened:
    """Return what was opened with other rows, which are cleaned as those were."""
    frame, cleaned = tidied(rows, held.file)
    rules = [rule for rule, *_ in CLEANED]
    notes = [note for note in held.notes if note[0] not in rules]
    return replace(held, frame=frame, own=rows, notes=[*notes, *cleaned])


def content(path: Path) -> bytes:
    """Return the bytes of a file; raise Rejected for one that cannot be opened or is of no readable kind."""
    if path.suffix.lower() not in READABLE:
        kinds = ", ".join(READABLE)
        raise Rejected(f"{path.name}: not a file of rows that can be read; save it as one of {kinds}.")
    try:
        refuse_larger(path.stat().st_size, UNPACKED_BYTES if is_workbook(path.name) else TEXT_BYTES, path.name)
        return path.read_bytes()
    except OSError as error:
        raise Rejected(f"{path.name}: the file cannot be opened ({error.strerror}); check the path.") from None


def sheet_names(data: bytes, file: str) -> list[str | None]:
    """Return the sheets of a workbook that hold rows, or [None] for a file of another kind."""
    if not is_workbook(file):
        return [None]
    return list(read_sheets(data, file)) or _refuse_empty(file)


def _refuse_empty(file: str) -> NoReturn:
    raise Rejected(f"{file}: the file is empty; export it again with its header line.")


def opened(data: bytes, file: str, sheet: str | None = None, header: int | None = None) -> Opened:
    """Return one sheet or file under its header, which is looked for where no line is given.

    `sheet` may be left out where a workbook has one. Raises Rejected with what to do.
    """
    if is_workbook(file):
        return _of_sheet(data, file, sheet, header)
    if file.lower().endswith(".parquet"):
        own = read_parquet(data, file)
        return reopened(Opened(file, None, 1, own, "parquet", ""), own)
    line = header or header_line(_cells(data, file))
    own, encoding, separator, notes, spelled = read_noted(data, file, (), line)
    return reopened(Opened(file, None, line, own, encoding, separator, notes=notes, spelled=spelled), own)


def _of_sheet(data: bytes, file: str, wanted: str | None, header: int | None) -> Opened:
    sheets = read_sheets(data, file)
    name = _sheet(list(sheets), wanted, file)
    line = header or header_line(_first_rows(sheets[name].frame))
    sheet = headed(sheets[name], f"{file} sheet {name}", header=line)
    sheet.refuse_uncalculated(file, name)
    held = Opened(file, name, line, sheet.frame, "xlsx", "", sheet.facts.hidden_rows, sheet.notes, sheet.is_1904)
    return reopened(replace(held, spelled=sheet.spelled), sheet.frame)


def is_workbook(file: str) -> bool:
    """Return whether a file's name is a workbook's."""
    return file.lower().endswith(WORKBOOKS)


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
