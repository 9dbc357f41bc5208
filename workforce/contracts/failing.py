"""The rows that fail, as they stand in their sources, gathered for the fix files."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from workforce.contracts.source import Own, SourceTable
from workforce.contracts.specs import SPECS
from workforce.fix_sheets import ROWS, FixSheet, mark_of, told

TO_FIX = ("error", "warning")
# What these tell of many rows stands on the line of the first one, and is put right for all of them in the settings.
NOT_OF_A_ROW = ("fix_out_of_date", "unmatched_team", "blank_team", "unknown_role")
NAMELESS = "a column without a name"
CORRECTED = "Corrected by this file; keep the row in it."
AS_ASKED = "Left out by this file, as you asked; keep the row in it."


def fix_sheets(tables: Sequence[SourceTable], findings: pl.DataFrame) -> list[FixSheet]:
    """The failing rows of each file or sheet, one a line; a source that has no lines of its own has none."""
    places: dict[tuple[str, str], list[SourceTable]] = {}
    for source in tables:
        if source.own is not None:
            places.setdefault((source.file, source.sheet or ""), []).append(source)
    wrong = to_fix(findings)
    sheets = (_of_place(sources, wrong) for sources in places.values())
    return [sheet for sheet in sheets if sheet.rows.height]


def to_fix(findings: pl.DataFrame) -> pl.DataFrame:
    """The findings on a line that somebody can put right in the row itself."""
    return findings.filter(
        pl.col("severity").is_in(TO_FIX)
        & pl.col("line").is_not_null()
        & ~pl.col("fix").str.starts_with("Nothing to do")
        & ~pl.col("rule").is_in(NOT_OF_A_ROW)
    )


def read_columns(sources: Sequence[SourceTable]) -> list[str]:
    """The folded names of the columns that are read of one file or sheet, in its own order."""
    owns = [source.own for source in sources if source.own]
    read = {name for own in owns for name in own.read}
    return [name for name in owns[0].frame.columns if name in read]


def _of_place(sources: list[SourceTable], wrong: pl.DataFrame) -> FixSheet:
    """The failing rows of all tables that are read from one file or sheet."""
    own = sources[0].own
    assert own is not None
    columns = read_columns(sources)
    of_lines: dict[int, list[dict[str, Any]]] = {}
    for source in sources:
        here = wrong.filter((pl.col("file") == source.file) & (pl.col("table") == source.table))
        for found in here.iter_rows(named=True):
            of_lines.setdefault(found["line"], []).append(_spelled(found, source))
    rows = list(_rows(sources[0], own, columns, of_lines))
    spelled = {name: own.spelled.get(name, name) for name in own.frame.columns if name != "_line"}
    unread = tuple(text or NAMELESS for name, text in spelled.items() if name not in columns)
    frame = pl.DataFrame(rows, schema=ROWS, orient="row")
    return FixSheet(sources[0].file, sources[0].sheet or "", tuple(spelled[name] for name in columns), unread, frame)


def _rows(
    source: SourceTable, own: Own, columns: list[str], of_lines: Mapping[int, list[dict[str, Any]]]
) -> Iterator[tuple[Any, ...]]:
    """One row of the fix file for each line that fails, or that one corrected or left out, in the file's order."""
    lines = [*of_lines, *own.marks, *own.reasons]
    for *cells, line in own.frame.filter(pl.col("_line").is_in(lines)).select(*columns, "_line").iter_rows():
        findings = of_lines.get(line, [])
        reason = own.reasons.get(line, "")
        words = told(findings) if findings else dict.fromkeys(("column", "value", "fix", "rule"), "")
        if not findings:
            words["wrong"] = AS_ASKED if reason else CORRECTED
        yield (
            source.file, source.sheet or "", line, words["wrong"], words["column"], words["value"], words["fix"],
            cells, reason, words["rule"], own.marks.get(line) or mark_of(cells),
            any(found["quarantined"] for found in findings), bool(reason) or line in own.marks,
        )  # fmt: skip


def _spelled(found: dict[str, Any], source: SourceTable) -> dict[str, Any]:
    """The finding with the column as the file's own header spells it."""
    column = source.spelled.get(found["column"], found["column"])
    aliases = {new: old for old, new in SPECS[source.table].aliases.items()}
    spelled = source.own.spelled if source.own else {}
    tried = (column, column.lower(), aliases.get(column, ""))
    name = next((spelled[each] for each in tried if each in spelled), column)
    return found | {"column": name} | {part: _in_its_columns(found[part], source) for part in ("message", "fix")}


def _in_its_columns(text: str, source: SourceTable) -> str:
    """The text with the table's columns named as the file names them, as nothing else stands in its fix file.

    A rule on several tables names columns by their own names; one such as `team` is left, as it is a word too.
    """
    for column in source.spelled:
        own = f'"{source.own_name(column)}"'
        text = text.replace(f"{own} ({column})", own)
        if "_" in column:
            text = own.join(re.split(rf"(?<![\w.]){column}(?![\w.])", text))
    return f"Column {text}" if text.startswith('"') else text
