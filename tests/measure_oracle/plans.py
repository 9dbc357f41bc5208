"""How long the plan or time in care that a child is on has run."""

from __future__ import annotations

from datetime import date

from measure_oracle.caseload import Caseload
from measure_oracle.rows import DAY, FOREVER, Node, Row, day

TABLES = {
    "ssd_cla_episodes": ("clae_person_id", "clae_cla_episode_start_date", "clae_cla_episode_ceased_date"),
    "ssd_cp_plans": ("cppl_person_id", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"),
    "ssd_cin_plans": ("cinp_person_id", "cinp_cin_plan_start_date", "cinp_cin_plan_end_date"),
}


def plan_lengths(load: Caseload, tables: dict[str, list[Row]], as_at: date, node: Node) -> list[float]:
    """Return the days of each open child's highest plan at one place."""
    mine = [case.child for case in load.cases(as_at, as_at) if node.has(case.team)]
    found = [since(tables, child, as_at) for child in mine]
    return [float((as_at - begun).days + 1) for begun in found if begun]


def since(tables: dict[str, list[Row]], child: str, as_at: date) -> date | None:
    """Return the first day of the unbroken run of days that holds the date, of the first table that has one."""
    for table, (person, start, end) in TABLES.items():
        own = [(day(row[start]), day(row[end]) or FOREVER) for row in tables[table] if row[person] == child]
        if any(begun <= as_at < ended for begun, ended in own):
            first = as_at
            while any(begun <= first - DAY < ended for begun, ended in own if begun < ended):
                first -= DAY
            return first
    return None
