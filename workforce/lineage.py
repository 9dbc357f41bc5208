"""From a number's unit rows to the lines of the files that made them, and from a line to the numbers it touches."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import polars as pl

from workforce import warehouse
from workforce.catalogue import MEASURES, Measure

TOUCHED = {
    "measure": pl.String, "unit": pl.String, "first_month": pl.Date, "last_month": pl.Date, "months": pl.Int64,
}  # fmt: skip
# What stands around whom a row is about: net flow says which way a person went, starters and leavers on which day.
AROUND = r"^(leave\||start\||position:)|\|[0-9]{4}-[0-9]{2}-[0-9]{2}$"
STAFF = ("hr_assignments", "agency_assignments")
BESIDE = {
    "hr_assignments": ("agency_assignments",),
    "ssd_involvements": ("ssd_professionals", *STAFF),
    "sw_episodes": ("episodes", "ssd_cla_episodes", "ssd_legal_status"),
}
STATUSES = ("ssd_cin_assessments", "ssd_cin_plans", "ssd_cp_plans", "ssd_cla_episodes")
HOLDERS = ("average_caseload", "average_daily_caseload", "median_cases_per_fte", "over_limit_share",
           "newly_qualified_over_limit", "newly_qualified_caseload", "weighted_caseload",
           "changes_per_leaver")  # fmt: skip
APPLICATIONS = ("offer_acceptance", "offers_pending", "acceptance_to_start", "application_funnel",
                "candidate_wait_days", "hires_started")  # fmt: skip
# A post may be bridged for 7 days after its end; a change is traced to what happened up to a month before it.
BRIDGED_DAYS = 8
EARLIER_DAYS = {"starter_retention_12m": 374, "changes_per_leaver": 63, "changes_by_cause": 63}
WHOLE_PAST = ("agency_tenure_days",)
KNOWN = "and list_contains($entities, spells.entity)"
WINDOW = """
case when $is_whole then date '0001-01-01' else (case $window when '12 months' then months.window_start
when 'month' then months.month else months.as_at end - $days)::date end
"""


@dataclass(frozen=True)
class Trail:
    """How a measure's rows are followed: what its units are, and the tables that they are counted from."""

    measure: str
    kinds: tuple[str, ...]
    tables: tuple[str, ...]
    window: str
    days: int
    is_whole: bool

    @property
    def entity(self) -> str:
        """The SQL of whom a unit is about."""
        return f"regexp_replace(unit, '{AROUND}', '', 'g')" if "person" in self.kinds else "unit"

    @property
    def asked(self) -> dict[str, Any]:
        """The parameters of the queries."""
        return {
            "kinds": list(self.kinds), "tables": list(self.tables), "window": self.window, "days": self.days,
            "is_whole": self.is_whole,
        }  # fmt: skip


def trail(measure: Measure) -> Trail:
    """Return how the rows behind a measure are followed to their sources."""
    kinds = kinds_of(measure)
    tables = {*measure.sources, *(more for name in measure.sources for more in BESIDE.get(name, ()))}
    if "case_status" in measure.breakdowns:
        tables |= {*STATUSES}
    is_whole = measure.id in WHOLE_PAST or bool({"requisition", "application"} & {*kinds})
    days = EARLIER_DAYS.get(measure.id, BRIDGED_DAYS)
    return Trail(measure.id, kinds, tuple(sorted(tables)), measure.window, days, is_whole)


def kinds_of(measure: Measure) -> tuple[str, ...]:
    """Return what the unit rows of a measure are about."""
    if measure.id == "agency_rule_failures":
        return ("assignment",)
    if "recruitment_requisitions" in measure.sources:
        return ("application",) if measure.id in APPLICATIONS else ("requisition",)
    if measure.id in HOLDERS:
        return ("person", "held")
    if measure.id == "span_of_control":
        return ("person", "managed")
    if "hr_positions" in measure.sources:
        return ("person", "position")
    return ("person",) if measure.theme in ("mix", "recruitment", "retention") else ("child",)


def sources_of(connection: Any, measure: Measure, month: date, unit: str) -> pl.DataFrame:
    """Return table, file, line and id of every accepted row that one unit of a measure's month is counted from."""
    followed = trail(measure)
    entity = re.sub(AROUND, "", unit) if "person" in followed.kinds else unit
    return selected(
        connection,
        f"""
        with windows as ({since("(select $entity as entity)", "months.month = $month", "and spells.entity = $entity")})
        select distinct table_name, file, line, row_id
        from ({warehouse.lineage_sql("belongings")}) as belongings cross join windows
        where belongings.entity = $entity and {told()}
        order by table_name, file, line""",
        {"entity": entity, "month": month, **followed.asked},
    )


def sources_behind(connection: Any, measure: Measure, month: date) -> pl.DataFrame:
    """Return unit, table, file, line and id of the accepted rows behind every unit of a measure's month."""
    followed = trail(measure)
    units = f"""(select distinct unit, {followed.entity} as entity
        from ({warehouse.measure_sql(measure.id)}) where month = $month)"""
    return selected(
        connection,
        f"""
        with windows as ({since(units, "months.month = $month")})
        select distinct windows.unit, table_name, file, line, row_id
        from ({warehouse.lineage_sql("belongings")}) as belongings
        join windows on windows.entity = belongings.entity and {told()}
        order by unit, table_name, file, line""",
        {"month": month, **followed.asked},
    )


def since(units: str, when: str, spells: str = "") -> str:
    """Return the select of the days that the rows of each unit's entity tell of in the months asked."""
    return f"""
        select units.*, months.month, months.as_at,
            least({WINDOW}, coalesce(spells.since, date '9999-12-31')) as since
        from {units} as units join marts.dim_months as months on {when}
        left join ({warehouse.lineage_sql("child_windows")}) as spells
            on spells.entity = units.entity and spells.month = months.month
            and list_contains($kinds, 'child') {spells}"""


def told() -> str:
    """Return the condition that a row tells of an entity in its days, and is of a table that counts."""
    return """list_contains($kinds, belongings.kind) and list_contains($tables, belongings.table_name)
        and belongings.starts <= windows.as_at and belongings.ends >= windows.since"""


def touched(connection: Any, file: str, line: int) -> pl.DataFrame:
    """Return each measure and unit that a line of a file is counted in, with the first and the last month of it."""
    rows = selected(
        connection,
        f"select distinct kind, entity, table_name, starts, ends from ({warehouse.lineage_sql('belongings')}) "
        "where file = $file and line = $line",
        {"file": file, "line": line},
    )
    reached: dict[str, pl.DataFrame] = {}
    found = [pl.DataFrame(schema=TOUCHED)]
    for measure in MEASURES.values():
        followed = trail(measure)
        telling = rows.filter(pl.col("kind").is_in(followed.kinds) & pl.col("table_name").is_in(followed.tables))
        if telling.is_empty():
            continue
        asked = {**followed.asked, "tables": []}
        if (shape := f"{asked} {telling['table_name'].unique().sort().to_list()}") not in reached:
            reached[shape] = reach(connection, followed, telling)
        found.append(counted_in(connection, measure, reached[shape]))
    return pl.concat(found)


def reach(connection: Any, followed: Trail, rows: pl.DataFrame) -> pl.DataFrame:
    """Return each entity and month that the rows tell of."""
    return selected(
        connection,
        f"""
        with belongings as (select unnest($kind) as kind, unnest($entity) as entity,
            unnest($table_name) as table_name, unnest($starts) as starts, unnest($ends) as ends),
        windows as ({since("(select distinct entity from belongings)", "true", KNOWN)})
        select distinct windows.entity, windows.month
        from belongings join windows on windows.entity = belongings.entity and {told()}""",
        {**followed.asked, **columns(rows), "entities": rows["entity"].unique().to_list()},
    )


def counted_in(connection: Any, measure: Measure, reached: pl.DataFrame) -> pl.DataFrame:
    """Return the units of one measure that are about these entities in these months."""
    entity = trail(measure).entity
    entities = reached["entity"].unique().to_list()
    # one is compared with, as that lets the parts of a table that cannot hold it be left unread
    within = f"{entity} = $only" if len(entities) == 1 else f"{entity} in (select entity from reached)"
    if not entities:
        return pl.DataFrame(schema=TOUCHED)
    return selected(
        connection,
        f"""
        with reached as (select unnest($entity) as entity, unnest($month) as month),
        units as (select unit, month, {entity} as entity from ({warehouse.measure_sql(measure.id)})
            where {within} and month between $first and $last)
        select $measure as measure, unit, min(units.month) as first_month, max(units.month) as last_month,
            count(distinct units.month) as months
        from units semi join reached on reached.entity = units.entity and reached.month = units.month
        group by all order by unit""",
        {
            "measure": measure.id,
            "only": entities[0],
            "first": reached["month"].min(),
            "last": reached["month"].max(),
            **columns(reached),
        },
    )


def columns(rows: pl.DataFrame) -> dict[str, list[Any]]:
    """Return the columns of a frame as parameters."""
    return {name: rows[name].to_list() for name in rows.columns}


def standing(connection: Any, file: str, line: int) -> tuple[str, list[dict[str, Any]]]:
    """Return what became of a line and the findings on it: accepted, quarantined, or unknown where no row stands."""
    found = selected(
        connection,
        "select distinct rule, message, fix, quarantined from raw.findings where file = $file and line = $line",
        {"file": file, "line": line},
    ).to_dicts()
    if any(each["quarantined"] for each in found):
        return "quarantined", found
    return ("accepted" if is_accepted(connection, file, line) else "unknown"), found


def is_accepted(connection: Any, file: str, line: int) -> bool:
    """Return whether an accepted row stands at the line of the file; its tables are named by the build's balance."""
    tables = warehouse.table(connection, "raw.balance").filter(pl.col("file") == file)["table"].unique()
    asked = 'select count(*) as rows from raw."{}" where _file = $file and _line = $line'
    place = {"file": file, "line": line}
    return any(selected(connection, asked.format(table), place)["rows"][0] for table in tables)


def selected(connection: Any, sql: str, parameters: dict[str, Any]) -> pl.DataFrame:
    """Return the rows of a select, run on a cursor of its own with the parameters that it names."""
    cursor = connection.cursor()
    try:
        (statement,) = cursor.extract_statements(sql)
        return cursor.sql(sql, params={name: parameters[name] for name in statement.named_parameters}).pl()
    finally:
        cursor.close()
