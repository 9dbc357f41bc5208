"""Proves that nothing withheld from an outside reader can be worked out from what is printed."""

from __future__ import annotations

import csv
import io
import json
from collections import deque
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from unittest import mock

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workforce import cli, disclosure, snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.disclosure import sums as secondary

EXAMPLES = Path(__file__).parents[2] / "shared" / "reference-values" / "disclosure_worked_examples.json"
MONTH = date(2024, 9, 1)
TEAMS = pl.DataFrame({"team": ["none"], "service": [None]}, schema={"team": pl.String, "service": pl.String})
SCHEMA = {
    "measure": pl.String, "month": pl.Date, "level": pl.String, "area": pl.String, "breakdown": pl.String,
    "category": pl.String, "numerator": pl.Float64, "denominator": pl.Float64, "value": pl.Float64, "n": pl.Int64,
    "status": pl.String, "outside_status": pl.String, "kind": pl.String, "part": pl.Int64, "rest": pl.Int64,
}  # fmt: skip


def examples() -> dict:
    """Return the worked examples, or skip where they are not beside the project."""
    if not EXAMPLES.is_file():
        pytest.skip(f"{EXAMPLES.name} is not beside the project (../shared)")
    return json.loads(EXAMPLES.read_text(encoding="utf-8"))


def counted(level: str, area: str, category: str, people: int, **other: object) -> dict:
    """Return one cell of a count of people."""
    return {
        "measure": "open_cases", "month": MONTH, "level": level, "area": area, "category": category, "n": people,
        "breakdown": "case_status" if category else "", "numerator": people, "denominator": None, "value": people,
        "status": "ok", "outside_status": None, "kind": "count", "part": people, "rest": None,
    } | other  # fmt: skip


def judged(cells: list[dict], teams: pl.DataFrame = TEAMS) -> dict[tuple, str]:
    """Return the outside status of every cell."""
    frame = disclosure.outside(pl.DataFrame(cells, schema=SCHEMA), teams)
    keys = ("measure", "month", "level", "area", "category")
    return {tuple(row[key] for key in keys): row["outside_status"] for row in frame.iter_rows(named=True)}


def shown(verdicts: dict[tuple, str], level: str, area: str, category: str, people: int) -> int | str:
    """Return a count as an outside reader sees it."""
    return "c" if verdicts["open_cases", MONTH, level, area, category] == "c" else people


def table(rows: list[list[int]]) -> list[dict]:
    """Return a two-way table, its totals last, as services by category."""
    *inner, last = rows
    cells = []
    for number, row in [*enumerate(inner), (None, last)]:
        place = ("authority", "all") if number is None else ("service", f"s{number}")
        cells += [counted(*place, f"c{column}", people) for column, people in enumerate(row[:-1])]
        cells.append(counted(*place, "", row[-1]))
    return cells


@pytest.mark.parametrize("name", ["one_way", "one_way_zero"])
def test_a_row_with_a_printed_total_hides_none_or_two(name: str) -> None:
    case = examples()[name]
    parts = [(label, people) for label, people in case["input"].items() if label != "total"]
    cells = [counted("authority", "all", label, people) for label, people in parts]
    verdicts = judged([*cells, counted("authority", "all", "", case["input"]["total"])])
    found = {label: shown(verdicts, "authority", "all", label, people) for label, people in parts}
    found["total"] = shown(verdicts, "authority", "all", "", case["input"]["total"])
    assert found == case["expected"]


def test_a_two_way_table_hides_a_closed_rectangle() -> None:
    case = examples()["two_way"]
    verdicts = judged(table(case["input"]))
    places = [("service", f"s{number}") for number in range(3)] + [("authority", "all")]
    found = [
        [shown(verdicts, *place, "" if column == 3 else f"c{column}", people) for column, people in enumerate(row)]
        for place, row in zip(places, case["input"], strict=True)
    ]
    assert found == case["expected"]


def test_rates() -> None:
    for case in examples()["rates"]:
        assert disclosure.rate(case["n"], case["d"]) == case["expected"]


def test_a_rate_s_cell_is_withheld_like_the_rate() -> None:
    for case in examples()["rates"]:
        n, d = case["n"], case["d"]
        cell = counted("authority", "all", "", d, measure="fill_rate", kind="ratio", part=n, rest=d - n)
        ((_, status),) = judged([cell | {"status": "z" if d == 0 else "ok"}]).items()
        assert status == ("ok" if isinstance(case["expected"], float) else case["expected"])


def test_a_difference_of_two_groups_is_a_count() -> None:
    larger, smaller = examples()["differencing"]["input"].values()
    assert not disclosure.may_both_leave(larger, smaller)
    assert disclosure.may_both_leave(larger, larger)
    assert disclosure.may_both_leave(larger, larger - 5)


def test_all_of_a_small_group_is_flagged() -> None:
    total, part = examples()["homogeneous_group"]["input"].values()
    assert disclosure.is_homogeneous(part, total)
    assert not disclosure.is_homogeneous(part - 1, total)
    assert not disclosure.is_homogeneous(40, 40)


def test_rounding() -> None:
    for case in examples()["rounding_half_up"]:
        assert disclosure.rounded(case["value"], case["dp"]) == case["expected"]
    for case in examples()["round_to_10"]:
        assert disclosure.to_ten(case["value"]) == case["expected"]


Edge = tuple[str, str, int, bool, int]


def width(edges: list[Edge], target: int) -> int:
    """Return by how much a withheld value can vary while every printed value and every sum stays as it is.

    Sums are nodes of a network and values its flows, so the room of one value is a largest flow through the others.
    """
    tail, head, value, _, least = edges[target]
    down = flow(residual(edges, target), tail, head, value - least)
    up = flow(residual(edges, target), head, tail, 1000)
    return up + down


def residual(edges: list[Edge], target: int) -> dict[str, dict[str, int]]:
    """Return how much more can flow between nodes, by the withheld values other than the target."""
    room: dict[str, dict[str, int]] = {}
    for number, (tail, head, value, is_withheld, least) in enumerate(edges):
        for start, end, more in ((tail, head, 1000), (head, tail, value - least)):
            row = room.setdefault(start, {})
            room.setdefault(end, {})
            row[end] = row.get(end, 0) + (more if is_withheld and number != target else 0)
    return room


def flow(room: dict[str, dict[str, int]], start: str, end: str, most: int) -> int:
    """Return the largest flow, up to `most`, by shortest augmenting paths."""
    total = 0
    while total < most:
        path = shortest(room, start, end)
        if not path:
            return total
        pushed = min(most - total, *(room[one][other] for one, other in path))
        for one, other in path:
            room[one][other] -= pushed
            room[other][one] = room[other].get(one, 0) + pushed
        total += pushed
    return total


def shortest(room: dict[str, dict[str, int]], start: str, end: str) -> list[tuple[str, str]]:
    """Return the steps of a shortest path with room, or none."""
    before: dict[str, str] = {start: start}
    queue = deque([start])
    while queue and end not in before:
        here = queue.popleft()
        for other, left in room[here].items():
            if left > 0 and other not in before:
                before[other] = here
                queue.append(other)
    steps = []
    while end in before and end != start:
        steps.append((before[end], end))
        end = before[end]
    return steps


def test_the_solver_finds_what_subtraction_finds() -> None:
    alone: list[Edge] = [("a", "b", 12, False, 0), ("b", "a", 3, True, 0), ("b", "a", 9, False, 0)]
    assert width(alone, 1) == 0
    assert width([*alone[:2], ("b", "a", 9, True, 0)], 1) == 12
    assert width([*alone[:2], ("b", "a", 9, True, 8)], 1) == 4


def network(rows: dict[tuple[str, str], int], verdicts: dict[tuple, str]) -> tuple[list[Edge], list[int]]:
    """Return the sums of a table of services by category as a network, and which withheld values are small.

    A withheld value is at least one, as zeros are printed, except in a row or column withheld whole.
    """

    def is_withheld(place: tuple[str, str]) -> bool:
        level = "authority" if place[0] == "all" else "service"
        return verdicts["open_cases", MONTH, level, *place] == "c"

    edges: list[Edge] = []
    small = []
    for place, people in rows.items():
        area, category = place
        if category == "":
            ends = ("ground", "authority") if area == "all" else ("authority", area)
        else:
            ends = (f"c {category}", "ground") if area == "all" else (area, f"c {category}")
        least = 0 if people == 0 or whole(place, rows, is_withheld) else 1
        edges.append((*ends, people, is_withheld(place), least))
        if 1 <= people < 5:
            small.append(len(edges) - 1)
    return edges, small


def whole(place: tuple[str, str], rows: dict, is_withheld) -> bool:
    """Return whether a cell's whole row or column of parts is withheld."""
    row = [one for one in rows if one[0] == place[0] and (one[1] != "") == (place[1] != "")]
    column = [one for one in rows if one[1] == place[1] and (one[0] == "all") == (place[0] == "all")]
    return any(len(line) > 1 and all(map(is_withheld, line)) for line in (row, column))


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=4), min_size=2, max_size=4).filter(
    lambda rows: len({len(row) for row in rows}) == 1))  # fmt: skip
def test_no_small_cell_of_a_random_table_is_known_to_within_two(counts: list[list[int]]) -> None:
    rows = [[*row, sum(row)] for row in counts]
    rows.append([sum(column) for column in zip(*rows, strict=True)])
    cells = table(rows)
    values = {(cell["area"], cell["category"]): cell["n"] for cell in cells}
    verdicts = judged(cells)
    edges, small = network(values, verdicts)
    for number in small:
        assert edges[number][3], "a small count is printed"
        assert width(edges, number) >= 5


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.integers(0, 12), min_size=1, max_size=4), min_size=1, max_size=4))
def test_no_small_team_of_a_random_authority_is_known_to_within_two(services: list[list[int]]) -> None:
    cells = [counted("authority", "all", "", sum(map(sum, services)))]
    teams = []
    for number, people in enumerate(services):
        cells.append(counted("service", f"s{number}", "", sum(people)))
        for place, one in enumerate(people):
            cells.append(counted("team", f"t{number}{place}", "", one))
            teams.append({"team": f"t{number}{place}", "service": f"s{number}"})
    verdicts = judged(cells, pl.DataFrame(teams))
    edges = [tree_edge(cell, cells, verdicts) for cell in cells]
    for number, cell in enumerate(cells):
        if 1 <= cell["n"] < 5:
            assert edges[number][3], "a small count is printed"
            assert width(edges, number) >= 5


def tree_edge(cell: dict, cells: list[dict], verdicts: dict[tuple, str]) -> Edge:
    """Return one total as a flow from the area above it."""
    above = {"authority": "ground", "service": "all", "team": f"s{cell['area'][1]}"}[cell["level"]]
    below = "ground" if cell["level"] == "team" else cell["area"]
    beside = [one for one in cells if one["level"] == cell["level"] and one["area"][:2] == cell["area"][:2]]
    beside = cells[1:] if cell["level"] == "authority" else beside
    if cell["level"] == "service":
        beside = [one for one in cells if one["level"] == "service"]
    hidden = [verdicts["open_cases", MONTH, one["level"], one["area"], ""] == "c" for one in beside]
    own = verdicts["open_cases", MONTH, cell["level"], cell["area"], ""] == "c"
    return above, below, cell["n"], own, 0 if cell["n"] == 0 or all(hidden) else 1


def solved(equations: list[dict[object, int]]) -> set:
    """Return the unknowns that a set of sums determines, by elimination modulo a prime."""
    prime = 2_147_483_647
    pivots: dict[object, dict[object, int]] = {}
    for equation in equations:
        row = dict(equation)
        for name in [name for name in row if name in pivots]:
            subtract(row, pivots[name], row.get(name, 0), prime)
        if not row:
            continue
        first = next(iter(row))
        scale = pow(row[first], -1, prime)
        row = {name: value * scale % prime for name, value in row.items()}
        for other in pivots.values():
            subtract(other, row, other.get(first, 0), prime)
        pivots[first] = row
    return {name for name, row in pivots.items() if len(row) == 1}


def subtract(row: dict[object, int], other: dict[object, int], times: int, prime: int) -> None:
    """Take `times` the other row from the row, in place."""
    if times:
        for name, value in other.items():
            row[name] = (row.get(name, 0) - times * value) % prime
            if not row[name]:
                del row[name]


def test_elimination_finds_a_bridge() -> None:
    sums = [{"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1}, {"c": 1, "d": 1, "e": 1}, {"d": 1, "e": 1}]
    assert solved(sums) == {"c"}
    assert solved([{"a": 1, "b": 1}, {"a": 1, "b": -1}]) == {"a", "b"}


@pytest.fixture(scope="module")
def cube(store: Path) -> tuple[pl.DataFrame, dict[str, str]]:
    """Return every cell of the snapshot, and the service of each team."""
    connection = warehouse.open_snapshot(snapshots.current(store))
    cells = connection.sql("select * from cube.cells").pl()
    teams = connection.sql("select distinct team, service from staging.stg_settings__teams").pl()
    return cells, dict(teams.iter_rows())


def withheld(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the cells with whether they are withheld, and whether they are small in people."""
    kinds = {name: measure.kind for name, measure in MEASURES.items()}
    kind = pl.col("measure").replace_strict(kinds)
    few = pl.col("n").is_between(1, pl.when(kind == "count").then(4).otherwise(9))
    return cells.with_columns((pl.col("outside_status") == "c").alias("hidden"), few.alias("few"))


def test_every_cell_has_a_verdict_and_no_few_people_are_printed(cube: tuple) -> None:
    cells = withheld(cube[0])
    assert cells["outside_status"].null_count() == 0
    assert cells.filter(~pl.col("hidden"), "few").is_empty()
    assert cells.filter(~pl.col("hidden"), pl.col("outside_status") != pl.col("status")).is_empty()


def test_a_sensitive_split_stays_with_the_authority(cube: tuple) -> None:
    split = withheld(cube[0]).filter(breakdown="reason")
    assert split.height > 0
    assert split.filter(pl.col("level") != "authority", ~pl.col("hidden")).is_empty()
    assert split.filter(~pl.col("hidden"), pl.col("n").is_between(1, 9)).is_empty()


def test_the_headlines_are_printed(cube: tuple) -> None:
    now = withheld(cube[0]).filter(pl.col("month") == pl.col("month").max(), level="authority", breakdown="")
    printed = set(now.filter(~pl.col("hidden"))["measure"])
    assert {"permanent_share", "average_caseload", "three_plus_workers", "starters_12m", "leavers_12m"} <= printed
    assert {"agency_rate", "turnover_rate", "in_post_headcount", "open_cases"} <= printed


def months(cells: pl.DataFrame) -> Iterator[tuple[str, date, pl.DataFrame]]:
    """Yield the cells of each measure and month."""
    for (measure, month), part in cells.group_by("measure", "month", maintain_order=True):
        yield measure, month, part


def sums(part: pl.DataFrame, services: dict[str, str]) -> tuple[list[dict], set]:
    """Return the sums of one measure and month in its withheld cells, and which of those are small.

    A split of which nothing is printed below an area is not listed, so a category nobody has is unknown there too.
    """
    hidden = {(row["area"], row["breakdown"], row["category"]): row for row in part.iter_rows(named=True)}
    levels = {row["area"]: row["level"] for row in hidden.values()}
    top = next(area for area, level in levels.items() if level == "authority")
    above = {
        area: services.get(area) or top if level == "team" else top for area, level in levels.items() if area != top
    }
    splits: dict[str, set[str]] = {}
    for _, breakdown, category in hidden:
        splits.setdefault(breakdown, set()).add(category)
    unlisted = unlisted_blocks(hidden, above)
    equations = []
    for breakdown, categories in splits.items():
        for parent in {*above.values()}:
            together = [parent, *(area for area in above if above[area] == parent)]
            equations += [[(area, breakdown, category) for area in together] for category in categories]
        if breakdown:
            equations += [
                [(area, "", ""), *((area, breakdown, category) for category in categories)] for area in levels
            ]

    def is_unknown(key: tuple) -> bool:
        return hidden[key]["hidden"] if key in hidden else (above.get(key[0]), key[1]) in unlisted

    found = [{key: -1 if place == 0 else 1 for place, key in enumerate(keys) if is_unknown(key)} for keys in equations]
    return [one for one in found if one], {key for key, row in hidden.items() if row["hidden"] and row["few"]}


def unlisted_blocks(hidden: dict, above: dict[str, str]) -> set[tuple[str, str]]:
    """Return each area and split of which no part is printed."""
    blocks: dict[tuple[str, str], bool] = {}
    for (area, breakdown, _), row in hidden.items():
        if breakdown and area in above:
            key = (above[area], breakdown)
            blocks[key] = blocks.get(key, True) and row["hidden"]
    return {key for key, is_whole in blocks.items() if is_whole}


SAMPLED = [date(2019, 11, 1), date(2022, 3, 1), date(2024, 9, 1)]


def test_no_small_cell_of_the_sample_follows_from_its_lattice(cube: tuple) -> None:
    cells, services = cube
    checked = 0
    for measure, month, part in months(withheld(cells).filter(pl.col("month").is_in(SAMPLED))):
        equations, small = sums(part, services)
        checked += len(small)
        assert not solved(equations) & small, (measure, month)
    assert checked > 3000


def test_what_is_left_of_every_printed_total_could_be_printed(cube: tuple) -> None:
    cells = withheld(cube[0]).filter(breakdown="")
    above = pl.col("area").replace_strict(cube[1], default=None)
    top = cells.filter(level="authority")["area"].first()
    up = pl.when(level="team").then(above).when(level="service").then(pl.lit(top)).alias("up")
    parts = cells.with_columns(up).filter(pl.col("up").is_not_null())
    left = parts.group_by("measure", "month", "up").agg(
        pl.col("hidden").sum().alias("parts"), pl.col("n").filter("hidden").sum().alias("people")
    )
    printed = cells.filter(~pl.col("hidden")).select("measure", "month", pl.col("area").alias("up"))
    checked = left.filter(pl.col("parts") > 0).join(printed, on=["measure", "month", "up"])
    assert checked.height > 3000
    assert checked.filter((pl.col("parts") == 1) | (pl.col("people") < 5)).is_empty()


FORMS = {
    "agency": ["agency_headcount", "agency_fte", "agency_rate", "agency_rate_headcount", "directly_employed_share",
               "agency_cover_rate", "agency_tenure_days"],
    "in_post": ["in_post_headcount", "in_post_fte", "agency_rate", "agency_rate_headcount", "directly_employed_share",
                "turnover_rate", "turnover_rate_headcount", "sickness_absence_rate", "vacancy_rate"],
    "agency+in_post": ["permanent_share"],
    "unallocated": ["unallocated_children"],
    "held": ["cases_held"],
    "held+unallocated": ["open_cases", "worker_changes_per_child_year"],
    "planned": ["planned_changes"], "unplanned": ["unplanned_changes"], "unclassified": ["unclassified_changes"],
    "planned+unplanned+unclassified": ["worker_changes", "worker_changes_per_child_year", "changes_by_cause"],
    "holders": ["average_caseload", "median_cases_per_fte", "over_limit_share"],
    "requisitions": ["open_requisitions", "requisition_age"], "hires": ["time_to_fill", "time_to_hire"],
}  # fmt: skip
CARRIERS = {
    "agency": "agency_headcount", "in_post": "in_post_headcount", "unallocated": "unallocated_children",
    "held": "cases_held", "planned": "planned_changes", "unplanned": "unplanned_changes",
    "unclassified": "unclassified_changes", "holders": "average_caseload", "requisitions": "open_requisitions",
    "hires": "time_to_fill",
}  # fmt: skip


@pytest.mark.parametrize("month", SAMPLED)
def test_no_small_count_follows_from_the_same_people_under_another_name(cube: tuple, month: date) -> None:
    cells, services = cube
    now = withheld(cells).filter(month=month, breakdown="")
    top = now.filter(level="authority")["area"].first()
    areas = {area: level for area, level in now.select("area", "level").unique().iter_rows()}
    above = {
        area: services.get(area) or top if level == "team" else top for area, level in areas.items() if area != top
    }
    parents = set(above.values())
    equations = [
        {(parent, name): -1} | {(area, name): 1 for area, up in above.items() if up == parent}
        for parent in parents
        for name in CARRIERS
    ]
    open_cells = set(now.filter(~pl.col("hidden")).select("measure", "area").iter_rows())
    for form, measures in FORMS.items():
        for area in {area for measure, area in open_cells if measure in measures}:
            equations.append({(area, name): 1 for name in form.split("+")})
    held = {
        (row["area"], name)
        for name, measure in CARRIERS.items()
        for row in now.filter("hidden", measure=measure).iter_rows(named=True)
        if 1 <= row["n"] < 5
    }
    assert len(held) > 20
    assert solved(equations) & held == set()


@pytest.mark.parametrize("flow", ["starters", "leavers"])
def test_no_small_month_follows_from_twelve_month_figures(cube: tuple, flow: str) -> None:
    cells = withheld(cube[0]).filter(breakdown="")
    checked = 0
    for area in cells["area"].unique(maintain_order=True):
        here = cells.filter(area=area).sort("month")
        monthly, yearly = here.filter(measure=flow), here.filter(measure=f"{flow}_12m")
        equations = [
            {place - back: 1 for back in range(12)} for place, is_hidden in enumerate(yearly["hidden"]) if not is_hidden
        ]
        equations += [{place: 1} for place, is_hidden in enumerate(monthly["hidden"]) if not is_hidden]
        held = {place for place, is_held in enumerate(monthly["hidden"] & monthly["n"].is_between(1, 4)) if is_held}
        checked += len(held)
        assert not solved(equations) & held, area
    assert checked > 100


def test_the_headcount_and_the_flows_together_give_no_month_away(cube: tuple) -> None:
    cells = withheld(cube[0]).filter(breakdown="", level="authority")
    hidden = {measure: part.sort("month")["hidden"].to_list() for (measure,), part in cells.group_by("measure")}
    few = {
        measure: part.sort("month")["n"].is_between(1, 4).to_list() for (measure,), part in cells.group_by("measure")
    }
    equations, held = [], set()
    for flow in ("starters", "leavers"):
        for place in range(len(hidden[flow])):
            if not hidden[f"{flow}_12m"][place]:
                equations.append({(flow, place - back): 1 for back in range(12)})
            if not hidden[flow][place]:
                equations.append({(flow, place): 1})
            elif few[flow][place]:
                held.add((flow, place))
    stock = hidden["in_post_headcount"]
    equations += [
        {("starters", place): 1, ("leavers", place): -1}
        for place in range(1, len(stock))
        if not stock[place] and not stock[place - 1]
    ]
    assert len(held) > 20
    assert not solved(equations) & held


def test_the_same_partner_hides_a_small_team_month_after_month() -> None:
    cells = []
    for month, one, two in ((date(2024, 8, 1), 9, 10), (MONTH, 11, 10)):
        people = {"a": 3, "b": one, "c": two, "d": 30}
        cells += [counted("service", area, "", number, month=month) for area, number in people.items()]
        cells.append(counted("authority", "all", "", sum(people.values()), month=month))
    verdicts = judged(cells)
    for month in (date(2024, 8, 1), MONTH):
        hidden = {key[3] for key, status in verdicts.items() if key[1] == month and status == "c"}
        assert hidden == {"a", "b"}


def test_the_order_of_the_cells_does_not_matter() -> None:
    cells = table([[14, 9, 3, 26], [20, 11, 7, 38], [6, 8, 12, 26], [40, 28, 22, 90]])
    assert judged(cells) == judged(cells[::-1])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(0, 14), min_size=2, max_size=4), min_size=2, max_size=4).filter(
    lambda rows: len({len(row) for row in rows}) == 1))  # fmt: skip
def test_looking_again_only_where_a_mark_changed_withholds_the_same(counts: list[list[int]]) -> None:
    cells = []
    for month, rows in ((date(2024, 8, 1), counts[::-1]), (MONTH, counts)):
        whole = [[*row, sum(row)] for row in rows]
        whole.append([sum(column) for column in zip(*whole, strict=True)])
        for measure in ("starters", "starters_12m", "open_cases", "cases_held"):
            cells += [cell | {"measure": measure, "month": month} for cell in table(whole)]
    quick = judged(cells)
    with mock.patch.object(secondary, "touched_by", lambda members, changed: members):
        assert judged(cells) == quick


def test_the_other_months_of_a_year_do_not_leave_one_small_month() -> None:
    cells = []
    for month in range(1, 13):
        people = {4: 3}.get(month, 6)
        for measure in ("starters", "leavers"):
            cells.append(counted("authority", "all", "", people, measure=measure, month=date(2024, month, 1)))
            cells.append(counted("authority", "all", "", 69, measure=f"{measure}_12m", month=date(2024, month, 1)))
    verdicts = judged(cells)
    for measure in ("starters", "leavers"):
        hidden = [
            month for month in range(1, 13) if verdicts[measure, date(2024, month, 1), "authority", "all", ""] == "c"
        ]
        assert 4 in hidden
        assert len(hidden) == 2
        assert verdicts[f"{measure}_12m", date(2024, 12, 1), "authority", "all", ""] == "ok"
        assert verdicts[f"{measure}_12m", date(2024, 11, 1), "authority", "all", ""] == "c"


def test_a_measure_without_its_tables_stays_not_supplied() -> None:
    cell = counted("authority", "all", "", 0) | {"n": None, "value": None, "part": None, "status": "not_supplied"}
    frame = disclosure.outside(pl.DataFrame([cell], schema=SCHEMA), TEAMS)
    assert frame["outside_status"].to_list() == ["not_supplied"]
    assert frame["n"].to_list() == [None]


def test_amounts_are_judged_on_the_people_behind_them() -> None:
    fte = {"measure": "in_post_fte", "value": 7.5, "numerator": 7.5}
    verdicts = judged([counted("authority", "all", "", 4, **fte)])
    assert set(verdicts.values()) == {"c"}
    assert set(judged([counted("authority", "all", "", 5, **fte | {"value": 0.3})]).values()) == {"ok"}


def test_a_crossing_of_two_printed_splits_never_leaves() -> None:
    crossing = {"measure": "changes_by_cause", "breakdown": "cause_reason"}
    cells = [counted("authority", "All", "", 90, measure="changes_by_cause")]
    cells += [counted("authority", "All", name, 30, **crossing) for name in ("left/planned", "left/unplanned", "x/y")]
    verdicts = judged(cells)
    assert verdicts["changes_by_cause", MONTH, "authority", "All", ""] == "ok"
    assert {verdict for key, verdict in verdicts.items() if key[-1]} == {"c"}


@pytest.mark.parametrize(("people", "verdict"), [(3, "c"), (30, "ok")])
def test_a_rate_per_leaver_never_gives_away_the_few_changes_on_top(people: int, verdict: str) -> None:
    split = {"measure": "changes_by_cause", "breakdown": "cause"}
    ratio = {"measure": "changes_per_leaver", "kind": "ratio", "denominator": 20, "part": 12, "breakdown": ""}
    cells = [counted("authority", "All", "", people + 80, measure="changes_by_cause")]
    cells += [counted("authority", "All", name, count, **split) for name, count in
              (("agency_ended", people), ("in_post", 40), ("pathway", 40))]  # fmt: skip
    cells.append(counted("authority", "All", "", 20, **ratio))
    assert judged(cells)["changes_per_leaver", MONTH, "authority", "All", ""] == verdict


def test_nothing_of_a_withheld_cell_is_printed(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for level in ("authority", "service", "team"):
        command = ["measures", "--store", str(store), "--audience", "outside", "--level", level, "--months", "14"]
        assert cli.main(command) == 0
    rows = [row for row in csv.reader(io.StringIO(capsys.readouterr().out)) if row[-1] == "c"]
    assert len(rows) > 1000
    assert {tuple(row[4:8]) for row in rows} == {("", "", "", "")}


@pytest.mark.parametrize(
    ("beside", "cost", "ratio"), [(20, "ok", "ok"), (19, "ok", "c"), (16, "ok", "c"), (15, "ok", "ok")]
)
def test_what_few_agency_workers_cost_is_no_difference_of_printed_numbers(beside: int, cost: str, ratio: str) -> None:
    cells = [
        counted("authority", "all", "", people, measure=measure, kind=kind, part=None)
        for measure, kind, people in (("agency_cost", "count", 20), ("agency_cost_ratio", "ratio", beside))
    ]
    found = {key[0]: status for key, status in judged(cells).items()}
    assert found == {"agency_cost": cost, "agency_cost_ratio": ratio}


def test_a_cost_beside_employees_that_is_withheld_is_not_the_cost_of_all() -> None:
    cells = [
        counted("service", "s1", "", 9, measure=measure, kind=kind, part=None)
        for measure, kind in (("agency_cost", "count"), ("agency_cost_ratio", "ratio"))
    ]
    assert set(judged(cells).values()) == {"c"}
