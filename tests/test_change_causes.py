"""Proves the cause of every change of worker: each counted once, and two implementations name the same cause."""

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from measure_oracle.causes import explained, leavers, reason_group
from measure_oracle.cells import Oracle
from measure_oracle.layout import TOML
from measure_oracle.restless import Restless
from measure_oracle.rows import months
from small_authority import cube
from test_measure_oracle import SEEDS, written

from workforce import settings, snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.series import NAMES

NAME = "Wexmere Council (fictional)"
COUNTED = ["worker_changes", "changes_by_cause", "changes_per_leaver"]
WHOLE = "select month, level, area, value, n from cube.cells where measure = '{}' and breakdown = '' and value > 0"
PARTS = """
select month, level, area, sum(value), null from cube.cells
where measure = 'changes_by_cause' and breakdown = '{}' group by all
"""


@pytest.fixture(scope="module", params=SEEDS)
def random_authority(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Give a random authority, its built cells and its oracle."""
    maker, folder = Restless(request.param), tmp_path_factory.mktemp("extracts")
    tables = written(maker, folder)
    given = settings.parse(tomllib.loads(TOML.format(extract=maker.extract, first=maker.first)))
    connection = cube(folder, given, COUNTED)
    yield maker, connection, Oracle(tables, given)
    connection.close()


LISTED = "select {} from marts.fct_change_causes join marts.fct_cases_month using (month, child_no)"


def rows(connection: Any, sql: str) -> list[tuple]:
    return connection.execute(sql).fetchall()


def test_every_change_has_one_cause_at_every_node(random_authority: Any) -> None:
    _, connection, _ = random_authority
    counted = rows(connection, WHOLE.format("worker_changes"))
    assert counted and set(rows(connection, WHOLE.format("changes_by_cause"))) == set(counted)
    without_children = {(*cell[:4], None) for cell in counted}
    for breakdown in ("cause", "cause_reason"):
        assert set(rows(connection, PARTS.format(breakdown))) == without_children


def test_every_change_of_the_sample_has_one_cause_at_every_node(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    counted = rows(connection, WHOLE.format("worker_changes"))
    assert len(counted) > 800 and set(rows(connection, WHOLE.format("changes_by_cause"))) == set(counted)
    listed: Counter[tuple] = Counter()
    for month, team, service in rows(connection, LISTED.format("month, team, service")):
        listed.update((month, area) for area in (NAME, service, team) if area)
    assert listed == {(month, area): value for month, _, area, value, _ in counted}


def test_recorded_reasons_are_those_of_the_other_measures(random_authority: Any) -> None:
    _, connection, _ = random_authority
    groups = "count(*) filter (reason_group = 'planned'), count(*) filter (reason_group = 'unplanned')"
    ours = rows(connection, LISTED.format(f"month, child_id, {groups}") + " group by all")
    counted = "select month, child_id, changes_planned, changes_unplanned from marts.fct_cases_month where changes > 0"
    assert set(ours) == set(rows(connection, counted))


def test_two_implementations_name_the_same_cause_for_every_change(random_authority: Any) -> None:
    maker, connection, oracle = random_authority
    ours = rows(connection, LISTED.format("month, child_id, changed_on, cause, reason_group"))
    theirs = [
        (month.first, change.child, change.on, why, reason_group(change.reason))
        for month in months(maker.first, maker.extract)
        for change, why in explained(oracle.load, month)
    ]
    assert theirs and Counter(ours) == Counter(theirs)


def test_two_implementations_find_the_same_leavers_and_costs(random_authority: Any) -> None:
    maker, connection, oracle = random_authority
    cost = "select month, category, numerator, denominator from cube.cells where measure = 'changes_per_leaver'"
    ours = rows(connection, f"{cost} and level = 'authority' and breakdown = 'contract'")
    theirs: dict[tuple[date, str], list[int]] = {}
    for month in months(maker.first, maker.extract):
        for _, contract, changes in leavers(oracle.load, month).values():
            theirs.setdefault((month.first, contract), []).append(changes)
    assert set(ours) == {(*key, sum(costs), len(costs)) for key, costs in theirs.items()}


def test_the_random_authorities_hold_every_cause_and_leavers_on_every_contract() -> None:
    found: set[str] = set()
    contracts: set[str] = set()
    for seed in SEEDS:
        maker = Restless(seed)
        given = settings.parse(tomllib.loads(TOML.format(extract=maker.extract, first=maker.first)))
        load = Oracle(maker.made(), given).load
        for month in months(maker.first, maker.extract):
            found |= {why for _, why in explained(load, month)}
            contracts |= {contract for _, contract, cost in leavers(load, month).values() if cost}
    assert found == set(NAMES["cause"])
    assert contracts == set(NAMES["contract"])


def test_every_cause_has_a_name_beside_every_group_of_reasons() -> None:
    assert {"cause", "cause_reason"} == set(MEASURES["changes_by_cause"].breakdowns)
    assert len(NAMES["cause_reason"]) == 3 * len(NAMES["cause"])
