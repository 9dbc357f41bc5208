"""How a measure's unit rows are laid out for the roll-up: the SQL of each step; names come from the catalogue only."""

from __future__ import annotations

from workforce.catalogue import Measure

UNIT_KEY = "-- key: month, unit\n"
ADDED = """sum(numerator)::double as numerator, sum(denominator)::double as denominator,
count(*) filter (numerator > 1e-9) as above, count(*) filter (numerator < -1e-9) as below,
count(*) filter (numerator <> 0) as apart, count(*) filter (denominator > 1e-9) as weighted"""
SUMMED = "numerator, denominator, above, below, apart, weighted"
KEPT = {
    join: f"{join} join repeated on repeated.month = unit_rows.month "
    "and repeated.unit is not distinct from unit_rows.unit"
    for join in ("anti", "semi")
}


def statements(measure: Measure, sql: str) -> list[str]:
    """Return what puts the unit rows where the roll-up reads them, in the order to run.

    temp.sums has the units with one row, temp.units the rest. A unit with one row in a month (most children, most
    people) is itself at every node, so its row is added up at once; only units with several rows have to be joined
    at each node before they are counted.
    """
    is_keyed = sql.startswith(UNIT_KEY)
    kind = "view" if is_keyed else "table"
    names = ["month", "team", "service", *(f"{name}::varchar as {name}" for name in measure.breakdowns)]
    single = f"select {', '.join(names)}, {ADDED} from unit_rows {KEPT['anti']} group by all"
    several = f"(select unit_rows.* from unit_rows {KEPT['semi']})"
    return [
        f"create or replace temp {kind} unit_rows as {sql}",
        f"create or replace temp table repeated as {repeated(measure, is_keyed)}",
        f"create or replace temp table added as {single}",
        f"create or replace temp table sums as {by_breakdown(measure, 'added', SUMMED)}",
        f"create or replace temp table units as {by_breakdown(measure, several, 'unit, numerator, denominator')}",
        f"drop {kind} unit_rows; drop table repeated; drop table added",
    ]


def repeated(measure: Measure, is_keyed: bool) -> str:
    """Return the select of the units that the roll-up has to join: a median needs every one of them."""
    several = "true" if measure.kind == "spread" else "false" if is_keyed else "count(*) > 1"
    return f"select month, unit from unit_rows group by all having {several}"


def by_breakdown(measure: Measure, source: str, measured: str) -> str:
    """Return the select that repeats the rows once a breakdown."""
    select = "select month, team, service, {}, {}, " + measured + " from " + source
    selects = [select.format("'' as breakdown", "'' as category")]
    for name in measure.breakdowns:
        selects.append(select.format(f"'{name}'", f"coalesce({name}::varchar, 'not recorded')"))
    return " union all ".join(selects)
