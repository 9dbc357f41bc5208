"""Proves how long people stay: whom a curve counts, from when and to when, and that it is said in the right words."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import rows as printed
from measure_oracle.authorities import Maker
from measure_oracle.cells import Oracle
from measure_oracle.layout import TOML
from measure_oracle.rows import FOREVER, Month, Node, months, nodes
from measure_oracle.workforce_mix import Post, Workforce, runs
from small_authority import SETTINGS, SmallAuthority, link_needed
from test_measure_oracle import written

from workforce import build, contracts, extracts, settings, snapshots, survival, tenure, warehouse
from workforce.ui.retention import evenness, line, spread

DAYS = tenure.MONTH_DAYS
SCHEMA = {"contract": pl.String, "role": pl.String, "team": pl.String, "entry_days": pl.Int32,
          "tenure_days": pl.Int32, "has_left": pl.Boolean}  # fmt: skip


def marts(folder: Path, given: settings.Settings) -> Any:
    """Return a database in memory with the runs and teams of a folder of extracts; the caller closes it."""
    judged = contracts.judge(extracts.read_folder(folder), given)
    as_at = given.authority.extract_date
    connection = warehouse.create(":memory:", build.raw_tables(judged, given, as_at))
    link_needed(folder / "queries", set(), "marts.fct_tenures", "marts.dim_teams")
    warehouse.build_layers(connection, build.parameters(given, as_at), folder / "queries")
    return connection


def query(connection: Any, as_at: date, level: str = "authority", area: str = "") -> pl.DataFrame:
    return warehouse.frame(connection, "pages/tenures", {"as_at": as_at, "level": level, "area": area})


def expected(work: Workforce, first: date, month: Month, node: Node) -> list[tuple]:
    """Return whom the curves count at one place: contract, role, team, days at entry, days of service, left."""
    found = []
    for posts in work.posts.values():
        employed, agency = ([p for p in posts if p.kind == kind] for kind in ("employed", "agency"))
        for run in [*runs(employed, agency), *runs(agency, employed)]:
            known = [post for post in run if post.start <= month.as_at]
            last = max(post.last_day for post in run)
            if last < first or not known:
                continue
            latest = min(known, key=lambda p: (-p.start.toordinal(), -(p.fte or 0), placed(p) is None, placed(p) or ""))
            if node.has(latest.team):
                found.append(counted(run, latest, last, first, month.as_at))
    return sorted(found)


def placed(post: Post) -> str | None:
    """Return the team that the settings know."""
    return None if (post.team or "?").startswith("?") else post.team


def counted(run: list[Post], latest: Post, last: date, first: date, as_at: date) -> tuple:
    """Return one run as the curves count it."""
    begun = min(post.start for post in run)
    since = min([begun, *(post.service for post in run if post.service and post.kind == "employed")])
    left = last < FOREVER and last <= as_at
    return (
        latest.contract, str(latest.role or "not recorded"), placed(latest) or "not recorded",
        (max(begun, first) - since).days, (min(last, as_at) - since).days + 1, left,
    )  # fmt: skip


@pytest.mark.parametrize("seed", [1, 5, 9])
def test_two_implementations_count_the_same_people(seed: int, tmp_path: Path) -> None:
    maker = Maker(seed)
    tables = written(maker, tmp_path)
    given = settings.parse(tomllib.loads(TOML.format(extract=maker.extract, first=maker.first)))
    connection, oracle = marts(tmp_path, given), Oracle(tables, given)
    shown = months(maker.first, maker.extract)
    for month in (shown[0], shown[len(shown) // 2], shown[-1]):
        for node in nodes(oracle.teams, given.authority.name):
            found = query(connection, month.as_at, node.level, areas(connection).get(node.area, ""))
            ours = [(row[0], row[1], settings.fold(row[2]), *row[3:]) for row in found.rows()]
            assert sorted(ours) == expected(oracle.work, maker.first, month, node), (month, node)
    connection.close()


def areas(connection: Any) -> dict[str, str]:
    """Return the services and teams by their folded names."""
    found = connection.execute("select team, service from marts.dim_teams").fetchall()
    return {settings.fold(name): name for pair in found for name in pair if name}


def staff(
    *spells: tuple[int, int, bool], contract: str = "permanent", role: str = "5", team: str = "Elm"
) -> pl.DataFrame:
    """Return rows as the page query gives them, of (months at entry, months of service, left)."""
    days = [(contract, role, team, round(entry * DAYS), round(time * DAYS), left) for entry, time, left in spells]
    return pl.DataFrame(days, schema=SCHEMA, orient="row")


def test_people_there_before_the_records_do_not_count_from_their_first_day() -> None:
    here = [(0, 3 + number, True) for number in range(10)]
    before = [(100, 101 + number, False) for number in range(10)]
    (group,) = tenure.by_contract(staff(*here, *before))
    assert group.people == 20 and group.leavers == 10
    assert group.curve.steps[0].at_risk == 10 and group.curve.median == pytest.approx(7, abs=0.05)
    assert group.gone(3.1) == pytest.approx(0.1) and group.gone(2) == 0
    assert group.at_risk([0, 5.5, 200]) == [10, 7, 0]
    assert tenure.half_stay(group) == "half of permanent staff have left after 7 months"


def test_the_download_holds_whole_months_of_ten_or_more() -> None:
    here = [(0, 3 + number, True) for number in range(15)] + [(0, 40, False)] * 8
    groups = tenure.by_contract(staff(*here))
    found = tenure.outside(groups)
    assert found.columns == [
        "group", "months_of_service", "still_here_percent", "lower_95_percent", "upper_95_percent"
    ]  # fmt: skip
    assert found["months_of_service"].to_list() == [*range(17)]
    assert found.filter(months_of_service=2)["still_here_percent"][0] == 100
    assert found.filter(months_of_service=16)["still_here_percent"][0] == pytest.approx(100 * 9 / 23, abs=0.05)
    assert found.filter(months_of_service=2)["lower_95_percent"][0] is None


@pytest.mark.parametrize(
    "spells", [[(0, 5, True)] * 4 + [(0, 40, False)] * 30, [(0, 5 + n % 3, True) for n in range(30)] + [(0, 40, False)]]
)  # fmt: skip
def test_a_group_of_which_few_left_or_few_stayed_is_not_given_out(spells: list[tuple[int, int, bool]]) -> None:
    (group,) = tenure.by_contract(staff(*spells))
    assert group.is_known and tenure.outside([group]).is_empty()


def test_a_curve_that_begins_late_says_so_and_gives_nothing_from_the_start() -> None:
    few = [(0, 2, True), (0, 30, True)]
    (group,) = tenure.by_contract(staff(*few, *[(20, 25 + number, True) for number in range(10)]))
    assert group.curve.begins > 20 and group.gone(12) is None
    assert "holds for who had stayed until then" in tenure.notes([group])[0]
    assert tenure.table([group])["Leave within 12 months"].to_list() == ["not known"]
    drawn = line(group, [0, 12, 27.5, 36], 1)
    assert drawn.begins == group.curve.begins and drawn.at_risk == [(27.5, 8)]


def test_fewer_than_five_are_withheld_and_a_role_needs_twenty() -> None:
    four = tenure.by_contract(staff(*[(0, 5 + number, True) for number in range(4)]))
    assert not four[0].is_known and "withheld" in tenure.notes(four)[0] and tenure.table(four).is_empty()
    nineteen = staff(*[(0, 5 + number, True) for number in range(19)])
    assert tenure.by_part(nineteen, "team") == []
    twenty = pl.concat([nineteen, staff((0, 60, False))])
    (found,) = tenure.by_part(pl.concat([twenty, staff((0, 1, True), team="not recorded")]), "team")
    assert (found.name, found.people) == ("Elm", 20)
    assert tenure.by_part(twenty.with_columns(pl.lit("agency").alias("contract")), "role") == []


def test_nobody_leaving_is_no_curve_and_no_median() -> None:
    groups = tenure.by_contract(staff(*[(0, 5 + number, False) for number in range(8)]))
    assert tenure.median_words(groups[0]) == "not reached"
    assert tenure.notes(groups) == ["Permanent: none of 8 people has left."]
    stay = tenure.by_contract(staff(*[(0, 5, number < 3) for number in range(30)]))[0]
    assert tenure.half_stay(stay) == "90% of permanent staff are still here after 5 months"


def test_the_message_of_roles_gives_the_soonest_and_the_latest() -> None:
    short = staff(*[(0, 2 + number, True) for number in range(20)], role="3")
    long = staff(*[(0, 40 + number, True) for number in range(20)], role="5")
    groups = tenure.by_part(pl.concat([short, long]), "role")
    assert spread(groups) == "Half have left after 11 months (First-line managers) to 49 months (Case holders)"


def test_calendar_months_are_told_from_chance_only_where_they_can_be() -> None:
    assert evenness([10] * 11 + [12]).endswith("no more than chance makes them.")
    assert evenness([10] * 11 + [60]).endswith("more than chance makes them.") and "no more" not in evenness(
        [10] * 11 + [60]
    )
    assert evenness([1] * 12).endswith("too few left to tell a season from chance.")


def test_an_employee_who_becomes_an_agency_worker_leaves_and_a_new_contract_does_not(tmp_path: Path) -> None:
    fixed = {"person_ref": "P1", "contract_type": "fixed_term", "start_date": "2022-01-10", "end_date": "2023-01-09"}
    own = {"person_ref": "P2", "start_date": "2022-01-10", "end_date": "2023-06-30"}
    hired = {"person_ref": "P2", "start_date": "2023-07-03"}
    tables = {
        "hr_assignments": [fixed, {"person_ref": "P1", "start_date": "2023-01-10"}, own],
        "agency_assignments": [hired],
    }
    shown = {"name": "Wexmere Council", "extract_date": date(2023, 12, 31), "first_month": date(2022, 1, 1)}
    given = settings.parse({**SETTINGS, "authority": shown})
    connection = marts(SmallAuthority(tables).write(tmp_path / "extracts"), given)
    found = query(connection, date(2023, 12, 31)).select("contract", "tenure_days", "has_left").rows()
    assert sorted(found) == [("agency", 182, False), ("permanent", 537, True), ("permanent", 721, False)]
    before = query(connection, date(2022, 12, 31)).select("contract", "has_left").rows()
    assert sorted(before) == [("fixed_term", False), ("permanent", False)]
    connection.close()


def test_the_command_prints_what_the_command_for_files_prints(
    store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = printed(capsys, "tenure", "--store", store)
    connection = warehouse.open_snapshot(snapshots.current(store))
    found = query(connection, date(2024, 9, 30)).filter(pl.col("contract").is_in(["permanent", "agency", "fixed_term"]))
    connection.close()
    names = {"permanent": "Permanent", "agency": "Agency", "fixed_term": "Fixed term"}
    file = found.select(
        pl.col("contract").replace(names).alias("dataset"),
        (pl.col("entry_days") / DAYS).alias("entry"), (pl.col("tenure_days") / DAYS).alias("time"),
        pl.col("has_left").cast(pl.Int8).alias("event"),
    )  # fmt: skip
    file.write_csv(tmp_path / "stays.csv")
    theirs = printed(capsys, "survival", tmp_path / "stays.csv", "--fewest", str(tenure.FEWEST))
    key = lambda row: (row["dataset"], float(row["time"]))  # noqa: E731
    assert sorted(ours, key=key) == sorted(theirs, key=key)
    assert {row["dataset"] for row in ours} == {"Permanent", "Agency", "Fixed term"}
    teams = printed(
        capsys, "tenure", "--store", store, "--by", "team", "--level", "service", "--area", "Children in Care"
    )
    assert {row["dataset"].split()[0] for row in teams} == {"Children"}


def test_those_last_seen_at_the_end_are_those_still_under_observation() -> None:
    late = survival.curve([0] * 6 + [50] * 5, [10, 11, 12, 13, 14, 15, 60, 61, 62, 63, 64], [True] * 11, 5)
    assert late.ends == 60
    assert survival.at_risk([0, 0, 5], [3, 9, 9], [0, 3, 5, 6, 9]) == [2, 2, 1, 2, 2]
