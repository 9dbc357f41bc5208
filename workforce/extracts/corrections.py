"""Corrections put in the place of the lines they are about, before anything is judged; files are never touched."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from workforce.contracts.failing import read_columns
from workforce.contracts.source import Own, SourceTable
from workforce.contracts.specs import SPECS
from workforce.errors import Rejected
from workforce.extracts.fix_files import AGAIN, Correction, nearest, read_fixes
from workforce.fix_sheets import mark_of

Remark = tuple[int, str, str, str]


def corrected(tables: Sequence[SourceTable], folder: Path) -> list[SourceTable]:
    """The tables with the fix files of a folder applied: each line that was corrected, left out or no longer fits told.

    Raises Rejected for a fix file that cannot be used, with what to do.
    """
    places: dict[tuple[str, str], list[Correction]] = {}
    for row in read_fixes(folder):
        places.setdefault((row.file, row.sheet), []).append(row)
    for place, rows in places.items():
        _refuse_unknown(place, rows[0], tables)
    done: list[SourceTable] = []
    for source in tables:
        place = _place(source)
        beside = [each for each in tables if _place(each) == place]
        rows = places.get(place, [])
        done.append(_corrected(source, rows, beside) if rows else source)
    return done


def _place(source: SourceTable) -> tuple[str, str]:
    """File and sheet as a fix file names them, whose cells lose the spaces around them."""
    return source.file.strip(), (source.sheet or "").strip()


def _refuse_unknown(place: tuple[str, str], row: Correction, tables: Sequence[SourceTable]) -> None:
    """Raise Rejected for a fix of a file or sheet that is not among the extracts, or has no lines of its own."""
    file, sheet = place
    held = [source for source in tables if _place(source)[0] == file]
    if not held:
        known = sorted({source.file for source in tables})
        raise Rejected(
            f'{row.place}: there is no "{file}" among the extracts{nearest(file, known)}; put back what "Source file" '
            "held, or take the row out."
        )
    if not any(_place(source)[1] == sheet for source in held):
        known = sorted({source.sheet or "" for source in held})
        raise Rejected(f'{row.place}: {file} has no sheet "{sheet}" that is read{nearest(sheet, known)}.')
    if any(source.own is None for source in held if _place(source)[1] == sheet):
        raise Rejected(f"{row.place}: the rows of {file} cannot be corrected one by one; correct them at the source.")


def _corrected(source: SourceTable, rows: Sequence[Correction], beside: Sequence[SourceTable]) -> SourceTable:
    """One table with the corrections of its file or sheet; the first table of it tells of them."""
    own = source.own
    assert own is not None
    names = read_columns(beside)
    for row in rows:
        _refuse_other_columns(row, names, source, own)
    before = _cells(own, names, [row.line for row in rows])
    fitting = [row for row in rows if row.line in before and mark_of(before[row.line].values()) == row.mark]
    changed = {row.line: _changed(row, before[row.line]) for row in fitting if not row.reason}
    changed = {line: cells for line, cells in changed.items() if cells}
    reasons = {row.line: row.reason for row in fitting if row.reason}
    frame = _patched(own.frame, changed)
    made = own.again(frame.filter(~pl.col("_line").is_in(list(reasons))))
    _refuse_emptied(source, made, rows)
    # A row that the mapping keeps out of this table anyway is left out by the other table that is made of the file.
    unmapped = {line: why for line, *why in source.left_out if why[0] == "left_out_by_mapping"}
    gone = [(line, *unmapped.get(line, ("left_out_by_fix", "", why))) for line, why in sorted(reasons.items())]
    told = _remarks(rows, fitting, changed, own) if source is beside[0] else []
    marks = {row.line: row.mark for row in fitting if row.line in changed}
    assert made.own is not None
    return replace(
        made, lines=made.lines + len(reasons), remarks=[*made.remarks, *told],
        left_out=[*made.left_out, *gone],
        own=replace(made.own, frame=frame, marks=marks, reasons=reasons),
    )  # fmt: skip


def _refuse_emptied(source: SourceTable, made: SourceTable, rows: Sequence[Correction]) -> None:
    """Raise Rejected where the fix files leave out the last row of a table that a build needs."""
    if SPECS[source.table].required and source.frame.height and not made.frame.height:
        raise Rejected(
            f"{rows[0].place}: the fix files leave out every row of {source.file}, which a build needs; keep one."
        )


def _refuse_other_columns(row: Correction, names: Sequence[str], source: SourceTable, own: Own) -> None:
    """Raise Rejected where the fix file has not the columns that are read of the source."""
    missing = [name for name in names if name not in row.cells]
    beyond = [name for name in row.cells if name not in names]
    if missing or beyond:
        spelled = own.spelled.get((missing or beyond)[0], (missing or beyond)[0])
        told = f'the column "{spelled}" is missing' if missing else f'the column "{spelled}" is not one that is read'
        raise Rejected(f"{row.place}: {told} for {source.file}; put the header back as it was, or {AGAIN}.")


def _cells(own: Own, names: Sequence[str], lines: Sequence[int]) -> dict[int, dict[str, str | None]]:
    """The cells of these lines as they stand in the source."""
    rows = own.frame.filter(pl.col("_line").is_in(lines)).select("_line", *names)
    return {line: dict(zip(names, cells, strict=True)) for line, *cells in rows.iter_rows()}


def _changed(row: Correction, before: Mapping[str, str | None]) -> dict[str, str | None]:
    """The cells of a correction that differ from the source's, with line breaks as a source has them."""
    cells = {name: _broken(row.cells[name] or "") for name in before}
    return {name: cells[name] or None for name, cell in before.items() if cells[name] not in _as_saved(cell or "")}


def _broken(text: str) -> str:
    """The text with single line feeds."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _as_saved(cell: str) -> tuple[str, str]:
    """The cell as a spreadsheet saves it without a change: as it is, or with "?" for letters Windows-1252 has not."""
    text = _broken(cell)
    return text, text.encode("cp1252", "replace").decode("cp1252")


def _patched(frame: pl.DataFrame, changed: Mapping[int, Mapping[str, str | None]]) -> pl.DataFrame:
    """The rows with the changed cells in their place."""
    places = dict(frame.with_row_index("_row").filter(pl.col("_line").is_in(list(changed))).select("_line", "_row")
                  .iter_rows())  # fmt: skip
    for name in dict.fromkeys(name for cells in changed.values() for name in cells):
        lines = [line for line, cells in changed.items() if name in cells]
        rows = [places[line] for line in lines]
        cells = pl.Series([changed[line][name] for line in lines], dtype=pl.String)
        frame = frame.with_columns(frame[name].scatter(rows, cells))
    return frame


def _remarks(
    rows: Sequence[Correction], fitting: Sequence[Correction], changed: Mapping[int, Mapping[str, str | None]], own: Own
) -> list[Remark]:
    """What there is to say of each line: corrected, with the names of its columns, or not as the fix file knew it."""
    told: list[Remark] = []
    for row in rows:
        if row.line in changed:
            names = ", ".join(own.spelled.get(name, name) for name in changed[row.line])
            told.append((row.line, "corrected_row", "", names))
        elif row not in fitting:
            told.append((row.line, "fix_out_of_date", "", row.place))
    return told
