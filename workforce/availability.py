"""What the extracts cannot give: tables and columns not sent or empty, and months before anything was recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from workforce.catalogue import Measure


def withheld(connection: Any, measure: Measure) -> str | None:
    """Return why a measure has no number at all: 'not_supplied', 'x' (a column without a value) or None when it has.

    `connection` is the build's: it holds raw.supplied, the tables and columns that were sent.
    """
    sent = set(connection.execute("select table_name, column_name from raw.supplied").fetchall())
    if not set(measure.sources) <= {table for table, _ in sent}:
        return "not_supplied"
    needs = [[tuple(name.split(".")) for name in need.split("|")] for need in measure.needs]
    if not all(any(column in sent for column in need) for need in needs):
        return "not_supplied"
    filled = (any(column in sent and not is_blank(connection, *column) for column in need) for need in needs)
    return None if all(filled) else "x"


def is_blank(connection: Any, table: str, column: str) -> bool:
    """Return whether a table has rows and none has a value in the column; the names come from the catalogue."""
    ((blank,),) = connection.execute(f'select count(*) > 0 and count("{column}") = 0 from raw."{table}"').fetchall()
    return bool(blank)


def missing_months(connection: Any, measure: Measure) -> list[date]:
    """Return the months for which one of the measure's tables has nothing recorded yet."""
    found = connection.execute(
        "select distinct month from marts.dim_unrecorded_months where list_contains($sources, table_name) order by 1",
        {"sources": list(measure.sources)},
    ).fetchall()
    return [month for (month,) in found]
