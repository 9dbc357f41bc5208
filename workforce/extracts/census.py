"""Which files hold the workforce census, told by what is in them, and the returns of several years together."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import polars as pl

from workforce.contracts import census
from workforce.contracts.source import SourceTable
from workforce.errors import Rejected

START = 4096
TEXTS = (".csv", ".txt", ".tsv")
MARKS = {census.WORKERS: {"agencyworker", "sweno"}, census.AUTHORITY: {"numberofvacancies"}}


def is_xml(path: Path) -> bool:
    """Whether the file is XML by its ending, or by its first character where it may be any text."""
    suffix = path.suffix.lower()
    return suffix == ".xml" or (suffix in TEXTS and _start(path).startswith("<"))


def flat_table(path: Path) -> str | None:
    """The census table that a text file of any name holds by its header, None for any other file."""
    if path.suffix.lower() not in TEXTS:
        return None
    header = {cell.strip(' "').lower() for cell in re.split(r"[,;\t|]", _start(path).partition("\n")[0])}
    return next((table for table, marks in MARKS.items() if marks <= header), None)


def _start(path: Path) -> str:
    """The beginning of a file as text; nothing when it cannot be opened."""
    try:
        with path.open("rb") as file:
            data = file.read(START)
    except OSError:
        return ""
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    text = data.decode("utf-16" if wide else "utf-8", errors="replace")
    return text.lstrip("\ufeff \t\r\n")


def refuse_mixed(sources: Iterable[SourceTable]) -> None:
    """Raise Rejected when two files hold the same year of a census table, or the returns are not of one authority."""
    returns = [source for source in sources if source.table in census.TABLES]
    for table in census.TABLES:
        held = sorted(
            (year, source.file) for source in returns if source.table == table for year in _values(source, "Year")
        )
        for (year, file), (next_year, next_file) in pairwise(held):
            if year == next_year:
                raise Rejected(f"{next_file}: the census of {year} is also in {file}; keep one of the two.")
    codes = sorted({code for source in returns for code in _values(source, "LEA", "la") if code.isdecimal()})
    if len(codes) > 1:
        file = next(source.file for source in returns if codes[-1] in _values(source, "LEA", "la"))
        raise Rejected(
            f"{file}: the census returns are of several authorities ({', '.join(codes)}); keep those of your own."
        )


def _values(source: SourceTable, *columns: str) -> list[str]:
    """The different values of the first of these columns that the file has, in any case."""
    names = {name.lower(): name for name in source.frame.columns}
    found = [names[column.lower()] for column in columns if column.lower() in names]
    if not found:
        return []
    return source.frame.select(pl.col(found[0]).str.strip_chars()).to_series().drop_nulls().unique().sort().to_list()
