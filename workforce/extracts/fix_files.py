"""Fix files as they come back: each row a correction of one line of one source, or a wish to leave that line out."""

import csv
import difflib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workforce.errors import Rejected
from workforce.extracts.decode import decoded
from workforce.extracts.delimited import SEPARATORS
from workforce.extracts.header import folded
from workforce.extracts.limits import TEXT_BYTES, UNPACKED_BYTES, refuse_larger
from workforce.extracts.workbook import read_sheets
from workforce.fix_sheets import BACK, FRONT, HOW_TO, unmarked

WORKBOOKS = (".xlsx", ".xlsm")
# What this tool, Office and file managers put beside the files.
BESIDE = (HOW_TO.lower(), "thumbs.db", "desktop.ini")
AGAIN = "write the fix files again with workforce fixes"


@dataclass(frozen=True)
class Correction:
    """One row of a fix file: the line it is about, its cells by folded name, and where in the fix file it stands.

    `mark` tells the row that was corrected, `reason` why the line is to be left out; blank is to be kept.
    """

    file: str
    sheet: str
    line: int
    cells: Mapping[str, str | None]
    reason: str
    mark: str
    place: str


def read_fixes(folder: Path) -> list[Correction]:
    """Every row of the fix files of a folder; Rejected, with what to do, for a folder or file that is none."""
    folder = Path(folder)
    if not folder.is_dir():
        told = "is a file, not the folder of fix files" if folder.exists() else "the folder of fix files does not exist"
        raise Rejected(f"{folder}: {told}; give the folder that holds them.")
    paths = [
        path
        for path in sorted(folder.iterdir())
        if path.name.lower() not in BESIDE and not path.name.startswith(("~$", "."))
    ]
    read = [row for path in paths for row in _read_file(path)]
    if not paths:
        raise Rejected(f"{folder}: there is no fix file in this folder; {AGAIN}.")
    _refuse_repeated(read)
    return read


def _refuse_repeated(rows: Sequence[Correction]) -> None:
    """Raise Rejected for the first line that two rows are about."""
    seen: dict[tuple[str, str, int], str] = {}
    for row in rows:
        if (other := seen.setdefault((row.file, row.sheet, row.line), row.place)) != row.place:
            sheet = f" sheet {row.sheet}" if row.sheet else ""
            raise Rejected(
                f"{row.place}: line {row.line} of {row.file}{sheet} stands in {other} already; keep one of the two."
            )


def _read_file(path: Path) -> Iterator[Correction]:
    """Yield the rows of one fix file."""
    suffix = path.suffix.lower()
    if path.is_dir() or suffix not in (".csv", *WORKBOOKS):
        raise Rejected(f"{path.name}: not a fix file; give a folder of fix files only, apart from the extracts.")
    try:
        refuse_larger(path.stat().st_size, UNPACKED_BYTES if suffix in WORKBOOKS else TEXT_BYTES, path.name)
        data = path.read_bytes()
    except OSError as error:
        raise Rejected(f"{path.name}: the file cannot be opened ({error.strerror}); close it elsewhere.") from None
    cells = _of_workbook(data, path.name) if suffix in WORKBOOKS else _of_text(data, path.name)
    number, header = next(cells, (1, []))
    names = _names(header, path.name)
    for number, row in cells:
        if any(cell.strip() for cell in row):
            yield _correction(row, names, f"{path.name} line {number}")


def _of_workbook(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the number and the cells of each row of the one sheet that is filled."""
    sheets = read_sheets(data, file)
    if len(sheets) != 1:
        raise Rejected(f"{file}: {len(sheets)} sheets hold data where a fix file has one; keep the one sheet.")
    for number, row in enumerate(next(iter(sheets.values())).frame.iter_rows(), 1):
        yield number, [cell or "" for cell in row]


def _of_text(data: bytes, file: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first line and the cells of each row, split by the separator that the header's first column shows."""
    text = decoded(data, file)[0].decode()
    marks = (mark for mark in SEPARATORS if text.lstrip('"').startswith((FRONT[0] + mark, FRONT[0] + '"' + mark)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=next(marks, ","), strict=True)
    csv.field_size_limit(2**31 - 1)
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1
    except csv.Error:
        raise Rejected(
            f"{file} line {line}: a quotation mark is opened here and never properly closed; {AGAIN}."
        ) from None


def _names(header: Sequence[str], file: str) -> list[str]:
    """The source's own columns, folded, from a header that begins and ends as a fix file's does."""
    cells = [cell.strip() for cell in header]
    while cells and not cells[-1]:
        cells.pop()
    asked = (*zip(FRONT, cells, strict=False), *zip(reversed(BACK), reversed(cells), strict=False))
    for wanted, found in asked:
        if wanted != found:
            raise Rejected(
                f'{file}: the column "{wanted}" of a fix file is not in its place; keep every column as it was '
                f"written, or {AGAIN}."
            )
    if len(cells) <= len(FRONT) + len(BACK):
        raise Rejected(f"{file}: a fix file has more columns than this; {AGAIN}.")
    names = [folded(unmarked(cell)) for cell in cells[len(FRONT) : -len(BACK)]]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise Rejected(f'{file}: the column "{twice}" stands twice; remove one.')
    return names


def _correction(row: Sequence[str], names: Sequence[str], place: str) -> Correction:
    """One row as a correction."""
    width = len(FRONT) + len(names) + len(BACK)
    if len(row) < width or any(cell.strip() for cell in row[width:]):
        raise Rejected(
            f"{place}: the row has other columns than the header; put text that holds a comma in quotation marks, or "
            f"{AGAIN}."
        )
    cells = [unmarked(cell) for cell in row[:width]]
    line = (cells[2] or "").strip().removesuffix(".0")
    if not line.isascii() or not line.isdecimal() or len(line) > 12:
        raise Rejected(f'{place}: the line is "{line}", not a number; put back what "{FRONT[2]}" held.')
    own = dict(zip(names, cells[len(FRONT) : len(FRONT) + len(names)], strict=True))
    reason, _, mark = ((cell or "").strip() for cell in cells[-len(BACK) :])
    if not reason and not any(cell and cell.strip() for cell in own.values()):
        raise Rejected(
            f'{place}: every cell of the row is blank; to leave it out, write your reason under "{BACK[0]}".'
        )
    return Correction((cells[0] or "").strip(), (cells[1] or "").strip(), int(line), own, reason, mark, place)


def nearest(name: str, known: Sequence[str]) -> str:
    """The words that name the nearest of those known, blank where there is none."""
    near = difflib.get_close_matches(name, known, 1, 0.0)
    return f"; the nearest is {near[0]}" if near else ""
