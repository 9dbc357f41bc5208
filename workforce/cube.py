"""The cube: every measure counted once over the permitted lattice of months, areas and breakdowns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from workforce import availability, unit_rows, warehouse
from workforce.catalogue import Measure

# So many summed rows wait for the roll-up: a small authority's measures are all rolled up at once, as one select costs
# as much as thirty measures of few rows.
WAITING_ROWS = 1_000_000
COVER = ("agency_cover_rate", "vacancies_covered")
CELLS = """
select ''::varchar as measure, null::date as month, ''::varchar as level, ''::varchar as area,
''::varchar as breakdown, ''::varchar as category, null::double as numerator, null::double as denominator,
null::double as value, null::bigint as n, ''::varchar as status, null::varchar as outside_status,
''::varchar as kind, null::bigint as part, null::bigint as rest where false
"""
PLACE = "''::varchar as measure, null::date as month, ''::varchar as team, ''::varchar as service, "
PLACE += "''::varchar as breakdown, ''::varchar as category, null::double as numerator, null::double as denominator"
WAITING = {
    "units": f"select {PLACE}, ''::varchar as unit where false",
    "sums": f"select {PLACE}, 0::bigint as above, 0::bigint as below, 0::bigint as apart, 0::bigint as weighted "
    "where false",
    "measures": "select ''::varchar as measure, ''::varchar as kind, ''::varchar as counts, 0::double as scale, "
    "false as is_cover, false as is_part_of_whole, []::date[] as unrecorded where false",
}


def build_cells(
    connection: warehouse.Connection,
    measures: Iterable[Measure],
    authority: str,
    report: Callable[[Measure], None] = lambda measure: None,
) -> None:
    """Roll the measures' unit rows up into cube.cells, one row a measure, month, area, breakdown and category.

    A measure whose tables or columns were not sent has cells without a number, with the reason as their status.
    """
    connection.execute("create table if not exists cube.cells as " + CELLS)
    clear(connection)
    for measure in measures:
        report(measure)
        if status := availability.withheld(connection, measure):
            withhold(connection, measure, authority, status, None)
            continue
        add(connection, measure, authority)
        if waiting(connection) > WAITING_ROWS:
            roll_up(connection, authority)
    roll_up(connection, authority)
    for name in (*WAITING, *unit_rows.PASSING):
        connection.execute(f"drop table if exists temp.{name}")


def clear(connection: warehouse.Connection) -> None:
    """Make the tables that the roll-up reads, without rows."""
    for name, columns in WAITING.items():
        connection.execute(f"create or replace temp table {name} as {columns}")


def add(connection: warehouse.Connection, measure: Measure, authority: str) -> None:
    """Lay out a measure's unit rows for the roll-up; months before anything was recorded have no number."""
    missing = availability.missing_months(connection, measure)
    if missing:
        withhold(connection, measure, authority, "x", missing)
    for statement in unit_rows.statements(measure, warehouse.measure_sql(measure.id)):
        connection.execute(statement)
    connection.execute(
        "insert into temp.measures values ($id, $kind, $counts, $scale, $is_cover, $is_part, $missing)",
        {
            "id": measure.id, "kind": measure.kind, "counts": measure.counts, "scale": float(measure.scale),
            "is_cover": measure.id in COVER, "is_part": measure.part_of_whole, "missing": missing,
        },
    )  # fmt: skip


def waiting(connection: warehouse.Connection) -> int:
    """Return how many rows wait for the roll-up."""
    counted = "select (select count(*) from temp.units) + (select count(*) from temp.sums)"
    ((rows,),) = connection.execute(counted).fetchall()
    return int(rows)


def roll_up(connection: warehouse.Connection, authority: str) -> None:
    """Add the cells of the measures that wait to cube.cells."""
    sql = warehouse.cube_sql("roll_up")
    connection.execute("insert into cube.cells " + sql, {"authority": authority})
    clear(connection)


def withhold(
    connection: warehouse.Connection, measure: Measure, authority: str, status: str, months: list[date] | None
) -> None:
    """Add cells without a number, with the reason as their status, for some months or for all."""
    parameters = {
        "measure": measure.id, "authority": authority, "status": status, "months": months, "kind": measure.kind,
    }  # fmt: skip
    connection.execute("insert into cube.cells " + warehouse.cube_sql("withheld"), parameters)
