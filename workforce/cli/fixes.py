"""fixes: the rows that fail, written for whoever owns them; and what became of the findings by the fix files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workforce import fix_sheets
from workforce.cli.printing import progress
from workforce.cli.report import place
from workforce.errors import WorkforceError
from workforce.fix_sheets import BACK, HOW_TO, FixSheet
from workforce.wording import numbered

if TYPE_CHECKING:
    import polars as pl

    from workforce.extracts import SourceTable

GUIDE = f"""How to correct rows with the fix files in this folder

1. Open a fix file in a spreadsheet or an editor. Each row is one line of the file named in its first column; what is
   wrong and how to fix it stand in front, the file's own columns after them, as the file spells them.
2. Correct the cells of the file's own columns. Leave every other column as it is, "{BACK[2]}" above all.
3. An apostrophe in front of a value only keeps the spreadsheet from changing it ('00123 is 00123). Leave it or drop
   it; put one in front of a value that you type and the spreadsheet would change.
4. To leave a row out of every figure, write why under "{BACK[0]}". A row that you delete here, or do not
   change, stays as the extracts have it.
5. Save as CSV (UTF-8) or as a workbook, in this folder. Then, with the folder of the exports for DIR:
   workforce check --extracts DIR --fixes THIS-FOLDER   says what cleared and what is left
   workforce build --extracts DIR --fixes THIS-FOLDER   publishes the figures with the corrections
6. Correct the rows in their own system too: the next export brings back whatever is wrong there.

The extracts themselves are never changed. The rows hold ids, so keep this folder inside the authority and delete it
when the rows are put right.
"""


def write_fixes(options: argparse.Namespace) -> int:
    """Write one fix file for each file or sheet with rows that fail, and how to use them; return 0."""
    from workforce import build, extracts, quality, unmapped
    from workforce.cli.extracts import settings_of

    refuse_used(options.out, options.extracts)
    tell = progress()
    settings = settings_of(options)
    tell(f"reading {options.extracts}")
    tables = extracts.read_sources(options.extracts, settings, False)
    tell("checking every row")
    looked = quality.judged(tables, settings, options.fixes)
    unmapped.refuse(looked.judged.accepted, settings)
    tell("matching the rows of different files")
    as_at = build.framing_date(looked.judged.accepted, settings, None)
    findings = build.findings_of(looked.judged, settings, as_at)
    sheets = looked.failing(findings)
    sheets = [fix_sheets.only_left_out(each) for each in sheets] if options.left_out_only else sheets
    held = [sheet for sheet in sheets if sheet.rows.height]
    told = [*written(options.out, held, options.extracts), *unwritable(tables, findings), *out_of_date(findings)]
    for line in told:
        print(line)
    return 0


def refuse_used(out: Path, extracts: Path) -> None:
    """Raise WorkforceError for a folder that already holds files: corrections in it would be lost."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        same = " (it holds the extracts)" if out.resolve() == extracts.resolve() else ""
        raise WorkforceError(f"--out {out}: not a new or empty folder{same}; give another, so that nothing is lost.")


def written(out: Path, sheets: Sequence[FixSheet], extracts: Path) -> Iterator[str]:
    """Write the fix files and the guide, and yield a line for each; without rows nothing is written."""
    if not sheets:
        yield "No row needs a correction; nothing was written."
        return
    out.mkdir(parents=True, exist_ok=True)
    for name, sheet in named(sheets):
        (out / name).write_bytes(fix_sheets.written(sheet))
        left_out, done = int(sheet.rows["is_left_out"].sum()), sheet.rows.filter(rule="").height
        where = sheet.file + (f" sheet {sheet.sheet}" if sheet.sheet else "")
        flagged = sheet.rows.height - left_out - done
        yield (
            f"{out / name}: {numbered(sheet.rows.height, 'row')} of {where}, {left_out:,} left out until corrected, "
            f"{flagged:,} used and flagged" + (f", {done:,} put right so far." if done else ".")
        )
    (out / HOW_TO).write_text(GUIDE + unread(sheets), encoding="utf-8")
    yield f"Correct them as {out / HOW_TO} says, then: workforce check --extracts {extracts} --fixes {out}"


def named(sheets: Iterable[FixSheet]) -> Iterator[tuple[str, FixSheet]]:
    """Yield each sheet with a name that no other has, in whatever case."""
    used: set[str] = set()
    for sheet in sheets:
        name, number = sheet.name, 1
        while name.lower() in used:
            number += 1
            name = f"{sheet.name.removesuffix('.csv')}-{number}.csv"
        used.add(name.lower())
        yield name, sheet


def unread(sheets: Iterable[FixSheet]) -> str:
    """Return which columns of each file stay out of its fix file, as they are not read."""
    told = [
        f"- {sheet.file}{f' sheet {sheet.sheet}' if sheet.sheet else ''}: {', '.join(sheet.unread)}"
        for sheet in sheets
        if sheet.unread
    ]
    words = "\nColumns that are not read, such as names, stay out of the fix files:\n"
    return words + "\n".join(told) + "\n" if told else ""


def unwritable(tables: Sequence[SourceTable], findings: pl.DataFrame) -> Iterator[str]:
    """Yield a line for each source with rows that fail and that cannot be corrected one by one, with the reason."""
    from workforce.contracts import to_fix

    wrong = to_fix(findings)
    for file in sorted({source.file for source in tables if source.own is None}):
        if rows := wrong.filter(file=file)["line"].n_unique():
            yield (
                f"{file}: {numbered(rows, 'row')} not written, as an XML return holds no lines to correct; correct "
                "them in the HR system and return it again."
            )


def tell_cleared(findings: pl.DataFrame, cleared: pl.DataFrame | None) -> None:
    """Print what the fix files changed and what became of the findings, by rule; nothing without fix files."""
    if cleared is None:
        return
    for line in cleared_lines(findings, cleared):
        print(line)


def cleared_lines(findings: pl.DataFrame, cleared: pl.DataFrame) -> Iterator[str]:
    """Yield the lines on the fix files: rows, findings cleared, then each rule, then each row that no longer fits."""
    rows = {rule: findings.filter(rule=rule) for rule in ("corrected_row", "left_out_by_fix", "fix_out_of_date")}
    corrected, left_out, stale = (numbered(found.height, "row") for found in rows.values())
    yield f"Fix files: {corrected} corrected, {left_out} left out, {stale} no longer fitting the extracts."
    before, gone, remain, new = (int(cleared[name].sum()) for name in ("before", "cleared", "remain", "new"))
    yield f"{gone:,} of {numbered(before, 'finding')} cleared; {remain:,} remain" + (f"; {new:,} new." if new else ".")
    for rule in cleared.filter((cleared["cleared"] > 0) | (cleared["new"] > 0)).iter_rows(named=True):
        some, of, still, came = (f"{rule[name]:,}" for name in ("cleared", "before", "remain", "new"))
        old = [f"{some} of {of} cleared, {still} remain"] if rule["before"] else []
        yield f"        {rule['rule']}: {', '.join([*old, *([f'{came} new'] if rule['new'] else [])])}"
    yield from (f"        {line}" for line in out_of_date(findings))


def out_of_date(findings: pl.DataFrame) -> Iterator[str]:
    """Yield a line for each row of the fix files that no longer fits its source."""
    for row in findings.filter(rule="fix_out_of_date").iter_rows(named=True):
        yield f"{place(row)}: {row['message']} {row['fix']}"
