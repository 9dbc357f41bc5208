"""What a workbook's sheets hide from a reader of values: formulas, errors, displayed forms, hidden and merged parts."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from html import unescape
from posixpath import join, normpath

from workforce.errors import Rejected
from workforce.extracts.cells import Note
from workforce.extracts.limits import SHEET_CELLS

# A producer may give every element a prefix, and write attributes in any order and with either quotation mark.
TAG = rb"<(?:\w+:)?%s\b[^>]*>"
SHEET, RELATION, STYLE, FORMAT = (re.compile(TAG % name) for name in (b"sheet", b"Relationship", b"xf", b"numFmt"))
ROW, CELL, COLUMN, MERGED = (re.compile(TAG % name) for name in (b"row", b"c", b"col", b"mergeCell"))
FORMULA, FILTER, SETTING = (re.compile(TAG % name) for name in (b"f", b"autoFilter", b"(?:workbookPr|calcPr)"))
STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)<|<(?:\w+:)?v ?/>")
ROW_NUMBER = re.compile(rb"\sr=[\"'](\d{1,9})[\"']")
REFERENCE = re.compile(rb"^([A-Z]{1,3})(\d{1,7})$")
LAST_CELL = re.compile(rb".*<(?:\w+:)?c\b[^>]*?\br=[\"']([A-Z]{1,3})\d", re.DOTALL)
SCIENTIFIC_FORMATS = {11, 48}
# A number of more digits than a spreadsheet keeps, plain or in short form.
ROUNDED = re.compile(rb"[1-9]\d{15,}|-?\d(?:\.\d+)?[eE]\+?(?:1[5-9]|[2-9]\d|\d{3})")
MAY_BE_ROUNDED = re.compile(rb"v>(?:\d{16}|-?[\d.]+[eE]\+?\d)")


@dataclass
class Facts:
    """What stands in the XML of one sheet: cells as they are shown, by row and column from 0, and what is hidden."""

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    uncalculated: str = ""
    hidden_rows: int = 0
    hidden_columns: int = 0
    is_hidden: bool = False
    is_filtered: bool = False
    merged: int = 0

    @property
    def notes(self) -> list[Note]:
        """The findings on the whole sheet, but for its hidden rows."""
        told = [
            ("hidden_sheet", self.is_hidden, ""),
            ("hidden_columns", self.hidden_columns, str(self.hidden_columns)),
            ("filtered_rows", self.is_filtered and self.hidden_rows, str(self.hidden_rows)),
            ("merged_cells", self.merged, str(self.merged)),
        ]
        return [(rule, "", value) for rule, is_so, value in told if is_so]


@dataclass(frozen=True)
class Book:
    """The parts of a workbook that say how its sheets are to be read."""

    calculates_on_load: bool
    is_1904: bool
    padded: dict[bytes, int]
    scientific: frozenset[bytes]


def facts(data: bytes, file: str) -> tuple[dict[str, Facts], bool]:
    """What each sheet hides, and whether the workbook counts its days from 1904; Rejected for a sheet too large."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name.lower(): name for name in archive.namelist()}
        main = archive.read(parts["xl/workbook.xml"])
        styles = archive.read(parts["xl/styles.xml"]) if "xl/styles.xml" in parts else b""
        book = _book(main, styles)
        found = {}
        for name, part, is_hidden in _sheets(archive, main, parts):
            found[name] = _facts(archive.read(part), book, f"{file} sheet {name}")
            found[name].is_hidden = is_hidden
        return found, book.is_1904


def _book(main: bytes, styles: bytes) -> Book:
    settings = b" ".join(SETTING.findall(main))
    codes = {_attribute(each, b"numFmtId"): _attribute(each, b"formatCode") for each in FORMAT.findall(styles)}
    found = STYLES.search(styles)
    padded, scientific = {}, set()
    for number, style in enumerate(STYLE.findall(found[0]) if found else []):
        kind = _attribute(style, b"numFmtId")
        code = codes.get(kind, "")
        if re.fullmatch("0{2,}", code):
            padded[str(number).encode()] = len(code)
        if (kind.isdecimal() and int(kind) in SCIENTIFIC_FORMATS) or re.search(r"[0#]E[+-]", code):
            scientific.add(str(number).encode())
    return Book(
        _attribute(settings, b"fullCalcOnLoad") in ("1", "true"),
        _attribute(settings, b"date1904") in ("1", "true"),
        padded,
        frozenset(scientific),
    )


def _sheets(archive: zipfile.ZipFile, main: bytes, parts: dict[str, str]) -> Iterator[tuple[str, str, bool]]:
    """Yield the name and the part of every worksheet, and whether it is hidden."""
    relations = archive.read(parts["xl/_rels/workbook.xml.rels"])
    targets = {_attribute(each, b"Id"): _attribute(each, b"Target") for each in RELATION.findall(relations)}
    for sheet in SHEET.findall(main):
        target = targets.get(_attribute(sheet, rb"\w+:id"), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part.lower() in parts:
            is_hidden = _attribute(sheet, b"state").lower() in ("hidden", "veryhidden")
            yield _attribute(sheet, b"name"), parts[part.lower()], is_hidden


def _facts(content: bytes, book: Book, where: str) -> Facts:
    """What one sheet's XML says beside its values."""
    # Columns stand before the rows, filters and merged cells after them.
    first, end = content.find(b"sheetData"), content.rfind(b"sheetData")
    found = Facts(
        hidden_columns=sum(_width(each) for each in COLUMN.findall(content, 0, max(first, 0)) if _is_hidden(each)),
        is_filtered=bool(FILTER.search(content, max(end, 0))),
        merged=len(MERGED.findall(content, max(end, 0))),
    )
    has_formulas = (b"<f" in content or b":f" in content) and bool(FORMULA.search(content))
    is_walked = (
        has_formulas or re.search(rb"t=[\"']e[\"']", content) or MAY_BE_ROUNDED.search(content)
        or _has_styles(content, {*book.padded, *book.scientific})
    )  # fmt: skip
    number, last, widest = -1, -1, 0
    for tag, row in _rows(content):
        given = ROW_NUMBER.search(tag)
        number = int(given[1]) - 1 if given else number + 1
        found.hidden_rows += _is_hidden(tag)
        if b"v>" in row or b"<is" in row or b":is" in row:
            last, widest = max(last, number), max(widest, _widest(row))
        if is_walked:
            _walk(row, number, book, found)
    if (last + 1) * widest > SHEET_CELLS:
        raise Rejected(
            f"{where}: its values reach row {last + 1:,} and column {widest:,}, more than {SHEET_CELLS:,} cells; "
            "delete what stands far from the table, or export as CSV."
        )
    return found


def _has_styles(content: bytes, styles: set[bytes]) -> bool:
    return any(b's="' + style + b'"' in content or b"s='" + style + b"'" in content for style in styles)


def _rows(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the tag of every row with all that stands up to the next."""
    before = None
    for tag in ROW.finditer(content):
        if before:
            yield before[0], content[before.end() : tag.start()]
        before = tag
    if before:
        end = content.find(b"sheetData>", before.end())
        yield before[0], content[before.end() : end if end >= 0 else len(content)]


def _walk(row: bytes, number: int, book: Book, found: Facts) -> None:
    """Keep what the cells of a row show where that is not what a reader of values gets, and a missing calculation."""
    tags = list(CELL.finditer(row))
    column = -1
    for tag, after in zip(tags, [*tags[1:], None], strict=True):
        reference = REFERENCE.match(_attribute(tag[0], b"r").encode())
        column = _letters(reference[1]) - 1 if reference else column + 1
        body = row[tag.end() : after.start() if after else len(row)]
        value = VALUE.search(body)
        text = (value[1] or b"") if value else None
        if not found.uncalculated and FORMULA.search(body) and (
            text is None or (book.calculates_on_load and text == b"0")
        ):  # fmt: skip
            found.uncalculated = reference[0].decode() if reference else f"{column + 1} of row {number + 1}"
        if text and (shown := _shown(tag[0], text, book)) is not None:
            found.shown[number, column] = shown


def _shown(cell: bytes, text: bytes, book: Book) -> str | None:
    """The text that stands for a cell whose value says less: an error, a padded or a shortened number."""
    kind, style = _attribute(cell, b"t"), _attribute(cell, b"s").encode()
    if kind == "e":
        return unescape(text.decode(errors="replace"))
    if kind not in ("", "n"):
        return None
    try:
        number = Decimal(text.decode())
    except (ArithmeticError, UnicodeDecodeError):
        return None
    if style in book.padded and 0 <= number < 10**15 and number == int(number):
        return str(int(number)).zfill(book.padded[style])
    return f"{number.normalize():E}" if style in book.scientific or ROUNDED.fullmatch(text) else None


def _widest(row: bytes) -> int:
    """The number of the last column that the row has a cell in."""
    last = LAST_CELL.match(row[-400:]) or LAST_CELL.match(row)
    return _letters(last[1]) if last else len(CELL.findall(row))


def _letters(name: bytes) -> int:
    """The number of a column: 1 for A, 27 for AA."""
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _is_hidden(element: bytes) -> bool:
    return b"hidden" in element and _attribute(element, b"hidden") in ("1", "true")


def _width(column: bytes) -> int:
    """How many columns one element stands for; all those to the sheet's right edge count as none."""
    first, last = _attribute(column, b"min"), _attribute(column, b"max")
    is_edge = not (first.isdecimal() and last.isdecimal()) or int(last) >= 16_384
    return 0 if is_edge else int(last) - int(first) + 1


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"[\s\"']" + name + rb"\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", element)
    return unescape((found[1] or found[2] or b"").decode(errors="replace")) if found else ""
