"""Workbooks and Parquet files that are damaged, forged or far larger than they look."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from datetime import date
from decimal import Decimal

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from bad_inputs.case import DEPARTMENTS, TEAMS, Case, refused
from bad_inputs.text import BOTH, TWO
from bad_inputs.workbooks import ROWS, edited, workbook

XLSX, PARQUET = f"{DEPARTMENTS}.xlsx", f"{DEPARTMENTS}.parquet"
SHEET, RELATIONS = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
UNREADABLE = "xlsx: not a readable Excel workbook; save it again"
LARGE = "xlsx: the unpacked workbook holds more than 256 MB"
DTD = "xlsx: the workbook holds a document type or entities"
ODD = "xlsx: the workbook has more than 5,000 parts, two parts of one name or a password"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)


def packed(parts: list[tuple[str, bytes]]) -> bytes:
    """Return a workbook with parts added to a sound one."""
    made = io.BytesIO(workbook(ROWS))
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts:
            book.writestr(name, content)
    return made.getvalue()


def entry(name: str, content: bytes, size: int, offset: int = 0) -> tuple[bytes, bytes]:
    """Return the bytes of a part with its line in the list of parts, which says that it holds `size` bytes."""
    fields = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, 0, len(content), size, len(name), 0)
    head = b"PK\x03\x04" + fields + name.encode() + content
    return head, b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHLL", 0, 0, 0, 0, offset) + (
        name.encode()
    )


def archive(head: bytes, listed: bytes, parts: int) -> bytes:
    """Return an archive of one part, listed once or more often."""
    count = min(parts, 65_535)
    return head + listed + b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, count, count, len(listed), len(head), 0)


def bomb(megabytes: int = 608, size: int | None = None) -> bytes:
    """Return a workbook part that unpacks to so many megabytes: one flushed block, over and over."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = pack.compress(b"<c/>" * 262_144) + pack.flush(zlib.Z_FULL_FLUSH)
    content = block * megabytes + zlib.compressobj(9, zlib.DEFLATED, -15).flush()
    head, listed = entry(SHEET, content, size or megabytes * 1_048_576)
    return archive(head, listed, 1)


def crowd(number: int = 100_000) -> bytes:
    """Return an archive that lists one small part so many times."""
    head, listed = entry("xl/a.xml", b"\x03\x00", 0)
    return archive(head, listed * number, number)


def forged() -> bytes:
    """Return a sound workbook whose list says that the sheet is smaller than it is."""
    data = workbook(ROWS)
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        size = book.getinfo(SHEET).file_size
    place = data.rfind(SHEET.encode()) - 46
    return data[: place + 24] + struct.pack("<L", size - 100) + data[place + 28 :]


def locked() -> bytes:
    """Return a workbook whose list says that the sheet is behind a password."""
    data = bytearray(workbook(ROWS))
    data[data.rfind(SHEET.encode()) - 46 + 8] |= 1
    return bytes(data)


def typed(part: str, mark: str, codec: str = "utf-8") -> bytes:
    """Return a sound workbook with this text before one part's content, in an encoding."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book, zipfile.ZipFile(made, "w") as copy:
        for name in book.namelist():
            content = book.read(name).decode()
            copy.writestr(name, (mark + content).encode(codec) if name == part else content)
    return made.getvalue()


def twins() -> bytes:
    """Return a workbook with two parts of one name but for its capitals."""
    return packed([("XL/Worksheets/Sheet1.xml", b"<worksheet/>")])


def without(part: str) -> bytes:
    """Return a sound workbook without one part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook(ROWS))) as book, zipfile.ZipFile(made, "w") as copy:
        for name in book.namelist():
            if name != part:
                copy.writestr(name, book.read(name))
    return made.getvalue()


def nested() -> bytes:
    """Return a workbook that holds an archive, which holds an archive."""
    inner = packed([("again.zip", bomb(2))])
    return packed([("xl/media/inner.zip", inner)])


def read(kind: str, name: str, content: object) -> Case:
    """Return a workbook that is read as if nothing were wrong."""
    return Case(kind, name, XLSX, content, TEAMS, BOTH)  # type: ignore[arg-type]


BILLION = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
ARCHIVES: list[Case] = [
    refused("archives", "text called a workbook", TWO, UNREADABLE, XLSX),
    refused("archives", "a page of the internet called a workbook", "<html><td>T1</html>", UNREADABLE, XLSX),
    refused("archives", "no byte", "", UNREADABLE, XLSX),
    refused("archives", "cut in half", lambda: workbook(ROWS)[:3000], UNREADABLE, XLSX),
    refused("archives", "a byte changed within", lambda: workbook(ROWS).replace(b"\x00\x00\x00", b"\x00\x01\x00", 9),
            UNREADABLE + "|" + ODD, XLSX),
    refused("archives", "behind a password, or from before 2007", OLE, "protected by a password or in", XLSX),
    refused("archives", "a part behind a password", locked, ODD, XLSX),
    refused("archives", "an archive without a workbook", lambda: without("xl/workbook.xml"), UNREADABLE, XLSX),
    refused("archives", "an archive without relations", lambda: without(RELATIONS), UNREADABLE, XLSX),
    refused("archives", "608 MB in less than one", bomb, LARGE, XLSX),
    refused("archives", "608 MB that claim to be one", lambda: bomb(size=1_048_576), LARGE, XLSX),
    refused("archives", "a size forged to be less", forged, UNREADABLE, XLSX),
    refused("archives", "100,000 parts", crowd, ODD, XLSX),
    refused("archives", "6,000 parts", lambda: crowd(6_000), ODD, XLSX),
    refused("archives", "two parts of one name", twins, ODD, XLSX),
    read("archives", "an archive in an archive", nested),
    read("archives", "a part named outside the folder", lambda: packed([("../../escaped.xml", b"<a/>")])),
    read("archives", "a part with an absolute name", lambda: packed([("/etc/escaped.xml", b"<a/>")])),
    read("archives", "without styles", lambda: edited(without("xl/styles.xml"))),
]  # fmt: skip
ENTITIES: list[Case] = [
    refused("document types", f"{what} in {part}", lambda mark=mark, part=part, codec=codec: typed(part, mark, codec),
            DTD, XLSX)
    for part, what, mark, codec in (
        (SHEET, "a billion laughs", BILLION, "utf-8"),
        (SHEET, "a file of the machine", OUTSIDE, "utf-8"),
        ("xl/workbook.xml", "a billion laughs", BILLION, "utf-8"),
        ("xl/sharedStrings.xml", "a billion laughs in UTF-16", BILLION, "utf-16"),
        ("xl/styles.xml", "a document type alone", "<!DOCTYPE a>", "utf-8"),
        (RELATIONS, "a file of the machine", OUTSIDE, "utf-8"),
    )
]  # fmt: skip


def parquet(frame: pl.DataFrame) -> bytes:
    """Return a frame as Parquet."""
    made = io.BytesIO()
    frame.write_parquet(made)
    return made.getvalue()


def columns(name: str, ids: pl.Series, kept: list[tuple], *found: tuple) -> Case:
    """Return a Parquet file of teams whose ids are of some type."""
    frame = pl.DataFrame({TEAMS[0]: ids, TEAMS[1]: ["North", "South"]})
    return Case("Parquet files", name, PARQUET, lambda: parquet(frame), TEAMS, kept, found)


def repeated() -> bytes:
    """Return 40,000 rows of one long name, in a few kilobytes."""
    names = pa.DictionaryArray.from_arrays(pa.repeat(pa.scalar(0, pa.int32()), 40_000), ["x" * 32_000])
    made = io.BytesIO()
    pq.write_table(pa.table({TEAMS[0]: names, TEAMS[1]: names}), made, store_schema=False)
    return made.getvalue()


def named(first: str, second: str) -> bytes:
    return parquet(pl.DataFrame({first: ["T1"], second: ["North"]}))


FLAT: list[Case] = [
    columns("text", pl.Series(["007", "1E5"]), [("007", "North"), ("1E5", "South")],
            ("id_like_short_number", 2, TEAMS[0], "1E5")),
    columns("whole numbers", pl.Series([7, 8]), [("7", "North"), ("8", "South")]),
    columns("whole numbers as decimals", pl.Series([7.0, 8.0]), [("7", "North"), ("8", "South")]),
    columns("exact decimals", pl.Series([Decimal("7.50"), Decimal("8.25")]), [("7.50", "North"), ("8.25", "South")]),
    columns("dates for ids", pl.Series([date(2024, 1, 2), date(2024, 1, 3)]),
            [("2024-01-02", "North"), ("2024-01-03", "South")]),
    columns("nothing for an id", pl.Series(["T1", None]), BOTH[:1], ("missing_id", 2, TEAMS[0], None)),
    refused("Parquet files", "lists for ids", lambda: parquet(pl.DataFrame({TEAMS[0]: [["T1"]], TEAMS[1]: ["North"]})),
            "the required column dept_team_id is missing", PARQUET),
    refused("Parquet files", "bytes for ids", lambda: parquet(pl.DataFrame({TEAMS[0]: [b"T1"], TEAMS[1]: ["North"]})),
            "the required column dept_team_id is missing", PARQUET),
    refused("Parquet files", "a name twice in other letters", lambda: named(TEAMS[0], TEAMS[0].upper()),
            "stands twice in the header", PARQUET),
    refused("Parquet files", "text called Parquet", TWO, "not a readable Parquet file", PARQUET),
    refused("Parquet files", "no byte", "", "not a readable Parquet file", PARQUET),
    refused("Parquet files", "cut in half", lambda: named(*TEAMS)[:200], "not a readable Parquet file", PARQUET),
    refused("Parquet files", "2.6 GB in a few kilobytes", repeated, "the unpacked file holds more than", PARQUET),
    refused("Parquet files", "no row", lambda: parquet(pl.DataFrame(schema=dict.fromkeys(TEAMS, pl.String))),
            "the table ssd_department is required and holds no rows", PARQUET),
]  # fmt: skip
CASES = [*ARCHIVES, *ENTITIES, *FLAT]
