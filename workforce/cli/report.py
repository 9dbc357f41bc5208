"""What the extracts held, as a reader wants it: the balance of every file, then what to put right, by kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import polars as pl

from workforce.wording import numbered, shape_sentence

if TYPE_CHECKING:
    from workforce.contracts import Judged

EXAMPLES = 3
SEVERITIES = ("blocker", "error", "warning", "info")
KIND = ["severity", "rule", "file", "column", "message", "fix"]
FIX_LIST = ["file", "line", "table", "column", "value", "rule", "severity", "message", "fix", "quarantined"]
COUNTS = ("lines", "accepted", "quarantined", "blank")


def lines(judged: Judged, heading: str, ignored: Sequence[str], every: bool) -> Iterator[str]:
    """Yield the lines of the report; `every` gives each finding a line of its own."""
    yield heading
    if judged.shape.name:
        yield shape_sentence(judged.shape.name, [words for _, words in judged.shape.traits])
    yield ""
    yield from balance(judged.balance)
    if ignored:
        yield f"Ignored, not the name of a table: {', '.join(map(quoted, ignored))}"
    yield ""
    yield from each(judged.findings) if every else grouped(judged.findings)
    for rule, reason in judged.errors.items():
        yield f"{rule} could not be evaluated, so nobody knows which rows break it: {reason}"
    yield summary(judged)


def balance(files: pl.DataFrame) -> Iterator[str]:
    """Yield the balance table: lines = accepted + quarantined + blank, a file a line."""
    width = max([len("all files"), *(len(file) for file in files["file"])])
    yield f"{'file':<{width}}  {'lines':>11} = {'accepted':>11} + {'quarantined':>11} + {'blank':>7}  encoding"
    for file in files.sort("file").iter_rows(named=True):
        yield balanced(file["file"], width, file) + f"  {file['encoding']}"
    yield balanced("all files", width, {name: files[name].sum() for name in COUNTS})


def balanced(name: str, width: int, file: dict[str, Any]) -> str:
    """Return one line of the balance table."""
    read, accepted, quarantined, blank = (f"{file[count]:,}" for count in COUNTS)
    return f"{name:<{width}}  {read:>11} = {accepted:>11} + {quarantined:>11} + {blank:>7}"


def grouped(findings: pl.DataFrame) -> Iterator[str]:
    """Yield every kind of finding with its count, its fix and a few examples, the worst first."""
    about = (pl.len().alias("rows"), pl.col("quarantined").first(), pl.col("line").is_null().all().alias("is_whole"))
    counted = findings.group_by(KIND).agg(about)
    order = pl.col("severity").replace_strict(list(SEVERITIES), list(range(len(SEVERITIES))), default=len(SEVERITIES))
    for kind in counted.sort(order, "rule", "file", "column").iter_rows(named=True):
        outcome = "the whole column" if kind["is_whole"] else f"{numbered(kind['rows'], 'row')} {done(kind)}"
        yield f"{kind['severity']:<8}{kind['rule']}, {kind['file']}: {outcome}"
        yield f"        {kind['message']}"
        yield f"        Fix: {kind['fix']}"
        same = pl.all_horizontal(pl.col(name).eq_missing(pl.lit(kind[name])) for name in ("rule", "file", "column"))
        for finding in findings.filter(same).head(EXAMPLES).iter_rows(named=True):
            yield f"        {place(finding)}"
        if kind["rows"] > EXAMPLES:
            yield f"        and {kind['rows'] - EXAMPLES:,} more; --all prints every one, --out FILE writes them as CSV"
    if findings.height:
        yield ""


def each(findings: pl.DataFrame) -> Iterator[str]:
    """Yield every finding as a line, in the order of file and line."""
    for finding in findings.iter_rows(named=True):
        yield f"{finding['severity']} ({done(finding)}): {place(finding)}: {finding['message']} {finding['fix']}"
    if findings.height:
        yield ""


def done(finding: dict[str, Any]) -> str:
    """Return what became of the row."""
    return "quarantined" if finding["quarantined"] else "kept"


def place(finding: dict[str, Any]) -> str:
    """Return the file, line, column and value of a finding."""
    line = "" if finding["line"] is None else f" line {finding['line']}"
    value = "" if finding["value"] in (None, "") else f" = {quoted(finding['value'])}"
    column = f", {finding['column']}" if finding["column"] else ""
    return f"{finding['file']}{line}{column}{value}"


def quoted(text: str) -> str:
    """Return text in quotation marks, without characters that a terminal would obey."""
    return json.dumps("".join(mark if mark.isprintable() else "\ufffd" for mark in text), ensure_ascii=False)


def summary(judged: Judged) -> str:
    """Return the last line: what was quarantined and what was kept with a remark."""
    quarantined = int(judged.balance["quarantined"].sum())
    remarks = numbered(judged.findings.height - int(judged.findings["quarantined"].sum()), "remark")
    if not quarantined:
        return f"No row is quarantined; {remarks} on rows that are kept."
    rows = numbered(quarantined, "row is", "rows are")
    return f"{rows} quarantined and out of every measure; {remarks} on rows that are kept."
