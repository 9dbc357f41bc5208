"""A measure's unit rows: laid out for the roll-up, and those behind one figure; names come from the catalogue only."""

from __future__ import annotations

from datetime import date
from typing import Any

import polars as pl

from workforce.catalogue import Measure

UNIT_KEY = "-- key: month, unit\n"
PLACE_KEY = "-- one place: month, child_no\n"
# Stands for the id of a unit where rows are many: numbers are compared faster. Nobody is shown it.
NUMBER = "child_no"
ADDED = """sum(numerator)::double as numerator, sum(denominator)::double as denominator,
count(*) filter (numerator > 1e-9) as above, count(*) filter (numerator < -1e-9) as below,
count(*) filter (numerator <> 0) as apart, count(*) filter (denominator > 1e-9) as weighted"""
# Tables that the statements leave behind, each measure's in the place of the last one's.
PASSING = ("unit_rows", "repeated")
SUMMED = "numerator, denominator, above, below, apart, weighted"
KEPT = {
    join: f"{join} join repeated on repeated.month = unit_rows.month "
    "and repeated.unit is not distinct from unit_rows.unit"
    for join in ("anti", "semi")
}


def statements(measure: Measure, sql: str) -> list[str]:
    """Return what adds a measure's unit rows to the tables that the roll-up reads, in the order to run.

    temp.sums has the units that are themselves at every node, added up at once: those with one row in a month (most
    children, most people) or, where the measure's file says so, those with all their rows in one place. temp.units
    has the rest, which have to be joined at each node before they are counted.
    """
    if measure.kind != "spread" and sql.startswith(UNIT_KEY):
        return [_summed(measure, f"({sql})")]
    if measure.kind != "spread" and sql.startswith(PLACE_KEY):
        return [f"create or replace temp table unit_rows as {numbered(sql)}", _of_one_place(measure)]
    several = f"(select unit_rows.* from unit_rows {KEPT['semi']})"
    joined = by_breakdown(measure, several, "unit, numerator, denominator")
    return [
        f"create or replace temp table unit_rows as {sql}",
        f"create or replace temp table repeated as {repeated(measure)}",
        _summed(measure, f"(select unit_rows.* from unit_rows {KEPT['anti']})"),
        f"insert into temp.units by name {joined}",
    ]


def _summed(measure: Measure, units: str) -> str:
    """Return what adds up units with one row in a month, each as often as there are breakdowns."""
    added = f"select {', '.join(_names(measure))}, {ADDED} from {units} group by all"
    return f"insert into temp.sums by name with added as materialized ({added}) " + by_breakdown(
        measure, "added", SUMMED
    )


def numbered(sql: str) -> str:
    """Return the select of unit rows that are told apart by their number, without the id."""
    return f"select * replace (null::varchar as unit) from ({sql})"


def _of_one_place(measure: Measure) -> str:
    """Return what adds up units whose rows of a month are all in one team: each once in every category it is in."""
    unit = _of(measure) + f"{NUMBER}, sum(numerator) as numerator, sum(denominator) as denominator "
    unit += "from unit_rows group by all"
    added = f"select measure, month, team, service, breakdown, category, {ADDED} from ({unit}) group by all"
    return "insert into temp.sums by name " + _each_breakdown(measure, added)


def _names(measure: Measure) -> list[str]:
    """Return the columns that a measure's sums are kept by."""
    return ["month", "team", "service", *(f"{name}::varchar as {name}" for name in measure.breakdowns)]


def repeated(measure: Measure) -> str:
    """Return the select of the units that the roll-up has to join: a median needs every one of them."""
    several = "true" if measure.kind == "spread" else "count(*) > 1"
    return f"select month, unit from unit_rows group by all having {several}"


def by_breakdown(measure: Measure, source: str, measured: str) -> str:
    """Return the select that repeats the rows once a breakdown."""
    return _each_breakdown(measure, _of(measure) + f"{measured} from {source}")


def _of(measure: Measure) -> str:
    """Return how the select of a measure's rows begins; the names of breakdown and category are put in later."""
    return f"select '{measure.id}' as measure, month, team, service, {{}} as breakdown, {{}} as category, "


def _each_breakdown(measure: Measure, select: str) -> str:
    """Return a select repeated for the whole and for each breakdown, with the names of both columns put in."""
    selects = [select.format("''", "''")]
    for name in measure.breakdowns:
        selects.append(select.format(f"'{name}'", f"coalesce({name}::varchar, 'not recorded')"))
    return " union all ".join(selects)


def behind(
    connection: Any, sql: str, month: date, level: str, area: str, part: tuple[str, str] | None, most: int
) -> tuple[pl.DataFrame, int]:
    """Return the unit rows behind one figure with their pseudonyms, those that add most first, and how many there are.

    `sql` is a measure's select and `part` a breakdown of it with a category; `code` is that of Worker changes and is
    what a page shows, `unit` is the id, by which a row is followed to its files.
    """
    within = f"and {part[0]}::varchar = $category" if part else "and $category = ''"
    held = f"""
        select upper(left(sha256(salts.salt || unit_rows.unit), 8)) as code, unit_rows.* exclude (month)
        from ({sql}) as unit_rows cross join raw.pseudonyms as salts
        where month = $month {within} and (
            $level = 'authority' or ($level = 'service' and service = $area) or ($level = 'team' and team = $area))"""
    asked = {"month": month, "level": level, "area": area, "category": part[1] if part else ""}
    cursor = connection.cursor()
    try:
        ((total,),) = cursor.sql(f"select count(*) from ({held})", params=asked).fetchall()
        ordered = f"{held} order by abs(numerator) desc nulls last, code, team limit {most:d}"
        return cursor.sql(ordered, params=asked).pl().drop(NUMBER, strict=False), total
    finally:
        cursor.close()
