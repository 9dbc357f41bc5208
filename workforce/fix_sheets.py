"""A fix file: the failing rows of one source as they stand there, each with what is wrong and how to put it right."""

from __future__ import annotations

import csv
import io
import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import polars as pl

FRONT = ("Source file", "Sheet", "Line", "What is wrong", "Column", "Value", "How to fix")
BACK = ("Leave out, with your reason", "Rule", "Row mark")
ROWS: dict[str, Any] = {
    "file": pl.String, "sheet": pl.String, "line": pl.Int64, "wrong": pl.String, "column": pl.String,
    "value": pl.String, "fix": pl.String, "cells": pl.List(pl.String), "reason": pl.String, "rule": pl.String,
    "mark": pl.String, "is_left_out": pl.Boolean, "is_fixed": pl.Boolean,
}  # fmt: skip
SHEETS: dict[str, Any] = {
    "file": pl.String, "sheet": pl.String, "columns": pl.List(pl.String), "unread": pl.List(pl.String),
    "rows": pl.Int64, "left_out": pl.Int64,
}  # fmt: skip
HOW_TO = "HOW TO FIX.txt"
APOSTROPHE = "'"
LONGEST_NAME = 200
# What a spreadsheet saves as it is written: a number without padding that it shows in full, so of ten signs at most
# (longer ones are rounded, or become 1.23E+11), and words.
NUMBER = re.compile(r"(?=.{1,10}\Z)-?(0|[1-9]\d*)(\.\d*[1-9])?", re.ASCII)
WORDS = re.compile(r"[^\W\d_][^\t\r\n\0]*")
# Words that a spreadsheet takes for a date or for a truth.
TAKEN = re.compile(
    r"(true|false)|(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\s.,/-]*\d.*", re.IGNORECASE | re.DOTALL
)


@dataclass(frozen=True)
class FixSheet:
    """The failing rows of a file, or of one sheet of a workbook, with the columns that are read under their own names.

    `unread` are the columns that stay out; `rows` has the columns of ROWS, a line of the source each.
    """

    file: str
    sheet: str
    columns: tuple[str, ...]
    unread: tuple[str, ...]
    rows: pl.DataFrame

    @property
    def name(self) -> str:
        """Return what the fix file is called."""
        return name_of(self.file, self.sheet)


def name_of(file: str, sheet: str) -> str:
    """Return what the fix file of a file, or of a sheet of it, is called: a name that any disk takes."""
    parts = [file.removesuffix(".csv"), *([sheet] if sheet else [])]
    name = "fix-" + "-".join(re.sub(r"[^\w.-]+", "_", part) for part in parts)
    return name.encode()[:LONGEST_NAME].decode(errors="ignore") + ".csv"


def marked(text: str | None) -> str:
    """Return the text with an apostrophe in front where a spreadsheet would run it, change it or take it for a mark."""
    if not text:
        return ""
    is_number = NUMBER.fullmatch(text) and text != "-0"
    is_word = WORDS.fullmatch(text) and not TAKEN.fullmatch(text)
    return text if is_number or is_word else APOSTROPHE + text


def unmarked(text: str) -> str | None:
    """Return the text that `marked` was given, None for a blank one."""
    return text.removeprefix(APOSTROPHE) or None


def mark_of(cells: Iterable[str | None]) -> str:
    """Return what tells the cells of a row from any others; it begins with a letter, so no spreadsheet changes it."""
    held = "".join(f"{len(cell or '')}:{cell or ''}" for cell in cells)
    return "row-" + sha256(held.encode()).hexdigest()[:16]


def written(sheet: FixSheet) -> bytes:
    """Return the fix file as CSV in UTF-8 that a spreadsheet opens without changing or running any cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([*FRONT, *map(marked, sheet.columns), *BACK])
    for row in sheet.rows.iter_rows(named=True):
        front = (row["file"], row["sheet"], str(row["line"]), row["wrong"], row["column"], row["value"], row["fix"])
        back = (row["reason"], row["rule"], row["mark"])
        writer.writerow([marked(cell) for cell in (*front, *row["cells"], *back)])
    return BOM_UTF8 + text.getvalue().encode()


def told(findings: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return what is wrong with a row in its four reason columns; several findings are numbered alike in each."""
    names = {"wrong": "message", "column": "column", "value": "value", "fix": "fix", "rule": "rule"}
    return {name: numbered([found[key] or "" for found in findings]) for name, key in names.items()}


def numbered(texts: Sequence[str]) -> str:
    """Return one text as it is, several as "1) this 2) that"."""
    return texts[0] if len(texts) == 1 else " ".join(f"{n}) {text}" for n, text in enumerate(texts, 1))


def only_left_out(sheet: FixSheet) -> FixSheet:
    """Return the sheet with the rows that are in no figure and those fixed so far, without others that are used."""
    rows = sheet.rows.filter(pl.col("is_left_out") | pl.col("is_fixed"))
    return FixSheet(sheet.file, sheet.sheet, sheet.columns, sheet.unread, rows)


def tables(sheets: Iterable[FixSheet]) -> dict[str, pl.DataFrame]:
    """Return the sheets as the two tables that a snapshot keeps of them."""
    held = list(sheets)
    listed = [
        (each.file, each.sheet, list(each.columns), list(each.unread), each.rows.height,
         int(each.rows["is_left_out"].sum()))
        for each in held
    ]  # fmt: skip
    return {
        "fix_sheets": pl.DataFrame(listed, schema=SHEETS, orient="row"),
        "fix_rows": pl.concat([pl.DataFrame(schema=ROWS), *(each.rows for each in held)]),
    }


def of_tables(listed: pl.DataFrame, rows: pl.DataFrame, file: str, sheet: str) -> FixSheet:
    """Return the sheet that a snapshot keeps of one file, in the order of its lines."""
    here = (pl.col("file") == file) & (pl.col("sheet") == sheet)
    held = listed.filter(here).row(0, named=True)
    return FixSheet(file, sheet, tuple(held["columns"]), tuple(held["unread"]), rows.filter(here).sort("line"))
