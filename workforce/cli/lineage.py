"""rows --sources and touched: from a number to the lines of the files, and from a line to the numbers."""

from __future__ import annotations

import argparse
import difflib
import sys
from datetime import date
from typing import Any

from workforce.cli.measures import opened
from workforce.cli.printing import write
from workforce.errors import WorkforceError

PLACE = ["unit", "file", "line", "table"]


def print_sources(connection: Any, measure: str, month: date, form: str) -> None:
    """Print unit, file, line and table of every row that the units of a month are counted from."""
    from workforce import lineage
    from workforce.catalogue import MEASURES

    rows = lineage.sources_behind(connection, MEASURES[measure], month)
    write(rows.rename({"table_name": "table"}).select(PLACE).unique(maintain_order=True), form)


def print_touched(options: argparse.Namespace) -> None:
    """Print the measures and units that a line is counted in, or say on standard error that there are none."""
    from workforce import lineage

    connection = opened(options.store)
    refuse_unread(connection, options.file)
    became, found = lineage.standing(connection, options.file, options.line)
    if became == "unknown":
        raise WorkforceError(
            f"{options.file} line {options.line}: no row of this snapshot stands there; it is blank, the header, "
            "inside another row or beyond the end of the file."
        )
    where = f"{options.file} line {options.line}"
    for finding in found:
        if became != "quarantined" or finding["quarantined"]:
            done = "quarantined and touches nothing" if finding["quarantined"] else "kept with a remark"
            print(f"{where} is {done} ({finding['rule']}): {finding['message']} {finding['fix']}", file=sys.stderr)
    touched = lineage.touched(connection, options.file, options.line)
    if became == "accepted" and touched.is_empty():
        print(f"{where} is accepted, and no number of this snapshot is counted from it.", file=sys.stderr)
    write(touched, options.format)


def refuse_unread(connection: Any, file: str) -> None:
    """Raise WorkforceError for a file that this snapshot was not built from, with the nearest that it was."""
    from workforce import warehouse

    known = warehouse.table(connection, "raw.balance")["file"].unique().sort().to_list()
    if file not in known:
        near = difflib.get_close_matches(file, known, 1, 0.0)[0]
        raise WorkforceError(f"{file}: this snapshot was not built from such a file; the nearest is {near}.")
