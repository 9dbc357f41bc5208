"""What a workbook's sheets hide from a reader of values: formulas never calculated, and hidden rows."""

import io
import re
import zipfile
from collections.abc import Collection, Iterator
from html import unescape
from posixpath import join, normpath

from workforce.errors import Rejected

SHEET = re.compile(rb'<sheet [^>]*?name="([^"]*)"[^>]*?r:id="([^"]*)"')
RELATION = re.compile(rb"<Relationship [^>]*>")
CELL = re.compile(
    rb'<c r="([A-Z]+\d+)"[^>]*(?<!/)>(?:(?!</c>).)*?<f[ />](?:(?!</c>).)*?</c>',
    re.DOTALL,
)
VALUE = re.compile(rb"<v>([^<]*)</v>|<v ?/>")
HIDDEN_ROW = re.compile(rb'<row [^>]*hidden="(?:1|true)"')


def refuse_uncalculated(data: bytes, file: str, sheets: Collection[str]) -> None:
    """Raise Rejected at the first formula of these sheets never calculated: it would be read as blank or as 0."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        asks_to_calculate = b'fullCalcOnLoad="1"' in book.read("xl/workbook.xml")
        for name, content in _sheets(book):
            if name not in sheets or b"<f" not in content:
                continue
            for cell in CELL.finditer(content):
                value = VALUE.search(cell[0])
                if value is None or (asks_to_calculate and value[1] == b"0"):
                    raise Rejected(
                        f"{file} sheet {name} cell {cell[1].decode()}: a formula that was never calculated; open the "
                        "workbook in Excel, save it, or paste the values."
                    )


def hidden_rows(data: bytes) -> dict[str, int]:
    """Return the number of hidden rows of each sheet that has any."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        counts = {name: len(HIDDEN_ROW.findall(content)) for name, content in _sheets(book)}
    return {name: count for name, count in counts.items() if count}


def _sheets(book: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the XML of every worksheet."""
    targets = {
        _attribute(relation, b"Id"): _attribute(relation, b"Target")
        for relation in RELATION.findall(book.read("xl/_rels/workbook.xml.rels"))
    }
    parts = set(book.namelist())
    for name, relation in SHEET.findall(book.read("xl/workbook.xml")):
        target = targets.get(relation.decode(), "")
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in parts:
            yield unescape(name.decode()), book.read(part)


def _attribute(element: bytes, name: bytes) -> str:
    found = re.search(rb"\b" + name + rb'="([^"]*)"', element)
    return found[1].decode() if found else ""
