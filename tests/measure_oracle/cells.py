"""Every cell that an authority's extract must give: measure, month, level and area."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from measure_oracle.absence import sickness, sickness_in_month
from measure_oracle.agency import agency_costs, conversion_rate, rule_failures
from measure_oracle.candidates import candidates
from measure_oracle.caseload import Caseload, cases_and_fte, changes, changes_in_month, children, daily, per_worker
from measure_oracle.causes import costs
from measure_oracle.flows import flows
from measure_oracle.oversight import established, manager_tenure, supervised
from measure_oracle.plans import plan_lengths
from measure_oracle.recruitment import recruitment
from measure_oracle.retention import retention
from measure_oracle.rows import Month, Node, Row, Teams, months, nodes, placed
from measure_oracle.vacancies import vacancy_measures
from measure_oracle.workforce_mix import Workforce, middle, mix, span, tenure, unsupervised
from workforce.settings import Settings

PER_ONE = {
    "average_caseload", "average_daily_caseload", "worker_changes_per_child_year", "monthly_worker_changes",
    "changes_per_leaver", "plan_length_days", "newly_qualified_caseload",
}  # fmt: skip


class Cell(NamedTuple):
    """One number; `denominator` is None for a count, and both are for a median."""

    numerator: float | None
    denominator: float | None
    value: float | None
    n: int | None = None


class Oracle:
    """One authority's extract, read once."""

    def __init__(self, tables: dict[str, list[Row]], settings: Settings) -> None:
        self.settings = settings
        self.teams = Teams.read(settings, tables["ssd_department"])
        self.work = Workforce(tables, settings, self.teams)
        self.load = Caseload(tables, self.work, self.teams)
        self.tables = {name: placed(name, rows) for name, rows in tables.items()}

    def cells(self, first: date, extract: date) -> dict[tuple[str, date, str, str], Cell]:
        """Return every cell by (measure, month, level, area)."""
        found = {}
        for month in months(first, extract):
            for node in nodes(self.teams, self.settings.authority.name):
                for measure, cell in self.at(month, node).items():
                    found[measure, month.first, node.level, node.area] = cell
        return found

    def at(self, month: Month, node: Node) -> dict[str, Cell]:
        """Return the cells of one month at one place."""
        work, load, tables = self.work, self.load, self.tables
        hiring, hiring_days = recruitment(
            work, tables["recruitment_requisitions"], tables["recruitment_applications"], month, node
        )
        applying, waiting = candidates(
            work, tables["recruitment_requisitions"], tables["recruitment_applications"], month, node
        )
        limits, loads = per_worker(load, month.as_at, node)
        sums = mix(work, month.as_at, node) | flows(work, month, node) | limits | hiring | applying
        sums |= vacancy_measures(work, tables["hr_positions"], month.as_at, node)
        sums |= children(load, month.as_at, node) | changes(load, month.as_at, node) | costs(load, month, node)
        sums |= retention(load, tables["supervisions"], month, node)
        sums["workers_without_manager"] = (unsupervised(work, month.as_at, node), None)
        sums["agency_rule_failures"] = rule_failures(work, tables["agency_assignments"], month, node)
        sums |= agency_costs(work, tables["agency_assignments"], month.as_at, node)
        sums["agency_conversion_rate"] = conversion_rate(work, month, node)
        sums["established_fte"] = (established(work, tables["hr_positions"], month.as_at, node), None)
        sums["supervision_in_timescale"] = supervised(work, tables["supervisions"], month.as_at, node)
        sums["sickness_absence_rate"] = sickness(work, tables["hr_absences"], month, node)
        sums["monthly_sickness_rate"] = sickness_in_month(work, tables["hr_absences"], month, node)
        sums["monthly_worker_changes"] = changes_in_month(load, month, node)
        lengths = plan_lengths(load, tables, month.as_at, node)
        sums["plan_length_days"] = (sum(lengths), len(lengths))
        sums["average_caseload"] = cases_and_fte(load, month.as_at, month.as_at, node)
        sums["average_daily_caseload"] = daily(load, month, node)
        spreads = (
            hiring_days
            | waiting
            | {
                "agency_tenure_days": tenure(work, month.as_at, node),
                "manager_tenure_days": manager_tenure(work, month.as_at, node),
                "span_of_control": span(work, month.as_at, node),
                "median_cases_per_fte": loads,
            }
        )
        return {name: summed(name, *pair) for name, pair in sums.items()} | {
            name: Cell(None, None, middle(values), len(values)) for name, values in spreads.items()
        }


def summed(measure: str, numerator: float, denominator: float | None) -> Cell:
    """Return the cell of a count or of a ratio; a ratio to nothing has no value."""
    if denominator is None:
        return Cell(numerator, None, numerator)
    scale = 1 if measure in PER_ONE else 100
    return Cell(numerator, denominator, scale * numerator / denominator if denominator > 1e-9 else None)
