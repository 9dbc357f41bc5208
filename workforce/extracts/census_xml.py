"""The workforce census (CSWW) as XML, read as a stream: no tree in memory, no DTD, no entity, no network."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.parsers import expat

import polars as pl

from workforce.contracts import SPECS, TableSpec, census
from workforce.contracts.source import SourceTable
from workforce.errors import Rejected
from workforce.extracts.cells import Note, tidied
from workforce.extracts.limits import XML_BYTES, refuse_larger

BLOCK = 1 << 16
DEEPEST = 8
LONGEST = 4000
YEARS = range(2017, 2101)
HEADER = {"collectiondetails/collection": "Collection", "collectiondetails/year": "Year",
          "collectiondetails/referencedate": "ReferenceDate", "source/lea": "LEA"}  # fmt: skip
FIELDS = {
    "cswwworker": census.spellings(census.CensusWorkers),
    "lalevelvacancies": census.spellings(census.CensusAuthority),
    "lalevel": census.spellings(census.CensusAuthority),
}
NOT_READ = {name.lower() for name in census.PAY}
DAMAGED = "make the return again and check that it was copied whole and in the encoding that its first line names"


class _OtherContent(Exception):
    """The XML is something else than a workforce census return."""


@dataclass
class _Return:
    """One return while it is read: its header, the authority's items, the workers with their lines."""

    file: str
    parser: Any
    encoding: str = "utf-8"
    path: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    header: dict[str, str] = field(default_factory=dict)
    authority: dict[str, str] = field(default_factory=dict)
    workers: list[dict[str, str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    authority_line: int = 1
    unknown: dict[str, int] = field(default_factory=dict)
    repeated: dict[str, int] = field(default_factory=dict)
    length: int = 0

    def declared(self, _version: str, encoding: str | None, _standalone: int) -> None:
        """Keep the encoding that the first line names."""
        self.encoding = (encoding or self.encoding).lower()

    def refuse_doctype(self, *_: Any) -> None:
        """Refuse a document type, before anything that it defines can be read."""
        raise Rejected(
            f"{self.file} line {self.parser.CurrentLineNumber}: the XML holds a document type or entities, which no "
            "census return needs; export the return again without it."
        )

    def opened(self, name: str, _attributes: Mapping[str, str]) -> None:
        """Note where an element begins."""
        self.path.append(name.rpartition(" ")[2])
        if len(self.path) > DEEPEST:
            raise Rejected(
                f"{self.file} line {self.parser.CurrentLineNumber}: elements lie more than {DEEPEST} deep, which no "
                "census return does; make the return again."
            )
        self.text, self.length = [], 0
        folded = self.path[-1].lower()
        if len(self.path) == 1 and folded != "message":
            raise _OtherContent
        if len(self.path) == 2 and folded == "cswwworker":
            self.workers.append({})
            self.lines.append(self.parser.CurrentLineNumber)
        if len(self.path) == 2 and folded.startswith("lalevel"):
            self.authority_line = self.parser.CurrentLineNumber

    def characters(self, text: str) -> None:
        """Gather the text of an element."""
        self.length += len(text)
        if self.length > LONGEST:
            raise Rejected(
                f"{self.file} line {self.parser.CurrentLineNumber}: the element {self.path[-1]} holds more than "
                f"{LONGEST:,} characters; make the return again."
            )
        self.text.append(text)

    def closed(self, _name: str) -> None:
        """Keep the value of an element that the census has, and count the others."""
        parents, name = [each.lower() for each in self.path[1:-1]], self.path.pop()
        value, self.text, self.length = "".join(self.text).strip(), [], 0
        if parents[:1] == ["header"]:
            self._head("/".join([*parents[1:], name.lower()]), value)
        elif not parents and name.lower() not in (*FIELDS, "header") and self.path:
            self._count(self.unknown, name)
        elif len(parents) == 1 and parents[0] in FIELDS:
            self._item(parents[0], name, value)
        elif len(parents) > 1:
            self._count(self.unknown, name)

    def _head(self, place: str, value: str) -> None:
        if place in HEADER:
            self.header[HEADER[place]] = value
        if place in HEADER and HEADER[place] == "Collection" and value.upper() != "CSWW":
            raise _OtherContent

    def _item(self, block: str, name: str, value: str) -> None:
        known = FIELDS[block].get(name.lower())
        row = self.workers[-1] if block == "cswwworker" else self.authority
        if known is None or known == "Year":
            if name.lower() not in NOT_READ:
                self._count(self.unknown, name)
        elif row.get(known):
            self._count(self.repeated, known)
        else:
            row[known] = value

    @staticmethod
    def _count(counts: dict[str, int], name: str) -> None:
        counts[name] = counts.get(name, 0) + 1


def read_census(path: Path) -> list[SourceTable]:
    """The workers and the authority's items of one return; nothing when the XML is something else.

    Raises Rejected for XML that is damaged, holds a document type, or does not say its year.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    read = _Return(path.name, parser)
    parser.buffer_text = True
    parser.XmlDeclHandler = read.declared
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = read.refuse_doctype
    parser.StartElementHandler, parser.EndElementHandler = read.opened, read.closed
    parser.CharacterDataHandler = read.characters
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                refuse_larger(file.tell(), XML_BYTES, path.name)
                parser.Parse(block, False)
        parser.Parse(b"", True)
    except _OtherContent:
        return []
    except OSError as error:
        raise Rejected(
            f"{path.name}: the file cannot be opened ({error.strerror}); close it elsewhere or allow reading."
        ) from None
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise Rejected(
            f"{path.name} line {parser.CurrentLineNumber}: not well-formed XML ({_reason(error)}); {DAMAGED}."
        ) from None
    return _tables(read)


def _reason(error: Exception) -> str:
    return str(error).partition(":")[0]


def _tables(read: _Return) -> list[SourceTable]:
    year = _year(read)
    about = {"Year": year, "LEA": read.header.get("LEA", "")}
    own = {**read.authority, **about, "ReferenceDate": read.header.get("ReferenceDate", "")}
    shared = len(set(read.lines)) < len(read.lines)
    lines = list(range(1, len(read.lines) + 1)) if shared else read.lines
    notes = [("census_unknown_element", name, str(times)) for name, times in read.unknown.items()]
    notes += [("census_repeated_element", name, str(times)) for name, times in read.repeated.items()]
    notes += [("census_shared_line", "", "")] if shared else []
    filled = [(row, line) for row, line in zip(read.workers, lines, strict=True) if any(row.values())]
    workers = _source(SPECS[census.WORKERS], read, [(row | about, line) for row, line in filled], len(lines), notes)
    return [workers, _source(SPECS[census.AUTHORITY], read, [(own, read.authority_line)], 1, [])]


def _year(read: _Return) -> str:
    """The year of the return, from its header."""
    reference = re.match(r"\d{4}", read.header.get("ReferenceDate", ""))
    year = read.header.get("Year", "") or (reference.group() if reference else "")
    if not re.fullmatch(r"[0-9]{4}", year) or int(year) not in YEARS:
        told = f'the year "{year[:20]}"' if year else "no year"
        raise Rejected(
            f"{read.file}: the header gives {told}; write the census year under CollectionDetails, such as 2024."
        )
    return year


def _source(
    spec: TableSpec,
    read: _Return,
    rows: list[tuple[dict[str, str], int]],
    lines: int,
    notes: list[Note],
) -> SourceTable:
    columns = {name: pl.Series(name, [row.get(name) or None for row, _ in rows], pl.String) for name in spec.columns}
    frame = pl.DataFrame([*columns.values(), pl.Series("_line", [line for _, line in rows], pl.Int64)])
    seen, cleaned = tidied(frame, read.file)
    return SourceTable(
        spec.name, read.file, None, seen, lines, lines - len(rows), read.encoding, "", [], notes=(*notes, *cleaned)
    )
