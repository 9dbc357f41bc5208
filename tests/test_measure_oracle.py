"""Proves every measure, at every level, on random dirty authorities against a second implementation in plain Python."""

import csv
import math
import tomllib
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from measure_oracle.authorities import Maker
from measure_oracle.cells import Cell, Oracle
from measure_oracle.layout import TOML

from workforce import build, contracts, cube, extracts, settings, unmapped, warehouse
from workforce.catalogue import MEASURES

# 4030 has a worker with open rows in two teams that run on into the child's next open period.
SEEDS = [*range(1, 13), 4030]
Key = tuple[str, date, str, str]


def written(maker: Maker, folder: Path) -> dict:
    """Write the authority's extract files; return its rows."""
    tables = maker.made()
    for name, rows in tables.items():
        if rows:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    return tables


def built(folder: Path, given: settings.Settings) -> dict[Key, Cell]:
    """Return every cell that the build makes of the folder, without breakdowns."""
    judged = contracts.judge(extracts.read_folder(folder), given)
    unmapped.refuse(judged.accepted, given)
    as_at = given.authority.extract_date
    connection = warehouse.create(":memory:", build.raw_tables(judged, given, as_at))
    warehouse.build_layers(connection, build.parameters(given, as_at))
    measures = [replace(measure, breakdowns=()) for measure in MEASURES.values()]
    cube.build_cells(connection, measures, given.authority.name)
    rows = connection.sql("select * from cube.cells where breakdown = ''").pl().iter_rows(named=True)
    cells = {(row["measure"], row["month"], row["level"], settings.fold(row["area"])): row for row in rows}
    connection.close()
    return cells


def alike(measure: str, ours: dict | None, theirs: Cell) -> bool:
    """Return whether the two numbers are the same; no cell is a count of 0 or a rate of nothing."""
    kind = MEASURES[measure].kind
    if ours is None:
        return not theirs.numerator and not theirs.denominator and not theirs.value
    pairs = [(ours["value"], theirs.value)]
    if kind != "spread":
        pairs.append((ours["numerator"], theirs.numerator))
    if kind == "ratio":
        pairs.append((ours["denominator"], theirs.denominator))
    if (n := behind(measure, theirs)) is not None:
        pairs.append((ours["n"], n))
    return ours["status"] == status(measure, theirs) and all(same(*pair) for pair in pairs)


def behind(measure: str, cell: Cell) -> float | None:
    """Return the people, children or posts behind a number, where the cell itself counts them."""
    if measure.startswith("net_flow") or MEASURES[measure].kind == "spread" or MEASURES[measure].counts != "people":
        return cell.n
    return cell.denominator if MEASURES[measure].kind == "ratio" else cell.numerator


def status(measure: str, cell: Cell) -> str:
    """Return the status that a number has inside the service."""
    if cell.value is None:
        return "z"
    if measure in ("agency_cover_rate", "vacancies_covered") and cell.numerator > cell.denominator + 1e-9:
        return "u"
    return "low" if 0 < abs(cell.value) < 0.05 else "ok"


def same(one: float | None, other: float | None) -> bool:
    if one is None or other is None:
        return not one and not other
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-7)


def differences(seed: int, folder: Path) -> list[tuple]:
    """Return every cell on which the two implementations differ: key, the build's, the oracle's."""
    maker = Maker(seed)
    tables = written(maker, folder)
    given = settings.parse(tomllib.loads(TOML.format(extract=maker.extract, first=maker.first)))
    ours = built(folder, given)
    theirs = Oracle(tables, given).cells(maker.first, maker.extract)
    missing = {key: Cell(0, 0, 0) for key in ours.keys() - theirs.keys() if ours[key]["status"] != "not_supplied"}
    return [
        (key, ours.get(key), cell)
        for key, cell in sorted((theirs | missing).items(), key=str)
        if not alike(key[0], ours.get(key), cell)
    ]


@pytest.mark.parametrize("seed", SEEDS)
def test_two_implementations_agree_on_every_cell(seed: int, tmp_path: Path) -> None:
    wrong = differences(seed, tmp_path)
    assert wrong == [], f"{len(wrong)} cells differ: {Counter(key[0] for key, *_ in wrong)}; the first: {wrong[0]}"
