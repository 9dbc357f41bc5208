"""Proves that every number is followed to the lines that made it, and every line to the numbers that it touches."""

from __future__ import annotations

import csv
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from command_line import refused, rows
from drawn_pages import draw
from measure_oracle.authorities import Maker
from measure_oracle.layout import TOML
from small_authority import SmallAuthority, cube
from test_measure_oracle import written

from workforce import build, cli, contracts, extracts, lineage, settings, warehouse
from workforce.catalogue import MEASURES

SEED = 2
AUTHORITY = "Wexmere Council (fictional)"


@dataclass(frozen=True)
class Held:
    """A random authority: its files, its settings, its database and what stands behind each measure's last month."""

    folder: Path
    given: settings.Settings
    connection: Any
    behind: dict[tuple[str, date], pl.DataFrame]

    def units(self, measure: str, month: date) -> set[str]:
        """Return the units that the measure counts in a month."""
        asked = f"select distinct unit from ({warehouse.measure_sql(measure)}) where month = $month"
        return {unit for (unit,) in self.connection.execute(asked, {"month": month}).fetchall()}


def add_staff(file: Path, extract: date) -> None:
    """Add two whose supported year ended of late, one of whom resigned in it, and an agency worker who converted."""
    with file.open(encoding="utf-8", newline="") as told:
        columns = csv.DictReader(told).fieldnames or []
    spells = [
        ("N1", "Perm", 400, 60, "true", ""), ("N1", "Perm", 59, None, "false", ""),
        ("N2", "Perm", 300, 20, "true", "1"),
        ("N3", "agency", 200, 31, "false", ""), ("N3", "Perm", 20, None, "false", ""),
    ]  # fmt: skip
    with file.open("a", encoding="utf-8", newline="") as more:
        writer = csv.DictWriter(more, columns, restval="")
        for number, (person, contract, since, until, newly, reason) in enumerate(spells):
            writer.writerow({
                "person_ref": person, "assignment_ref": f"NQ{number}", "post_title": "Social Worker",
                "team": "Looked After", "contract_type": contract, "fte": "1", "is_newly_qualified": newly,
                "start_date": extract - timedelta(since), "leave_reason": reason,
                "end_date": "" if until is None else extract - timedelta(until),
            })  # fmt: skip


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    """Return the authority with a return of the children looked after."""
    folder = tmp_path_factory.mktemp("extracts")
    maker = Maker(SEED)
    children = [row for row in written(maker, folder)["ssd_involvements"] if row["invo_professional_id"]][:20]
    sent = [f"{row['invo_person_id']},{row['invo_professional_id']},2024-01-08,," for row in children]
    (folder / "sw_episodes.csv").write_text(
        "\n".join(["child,sw_id,sw_decom,sw_dec,sw_reason", *dict.fromkeys(sent)]) + "\n"
    )
    add_staff(folder / "hr_assignments.csv", maker.extract)
    given = settings.parse(tomllib.loads(TOML.format(extract=maker.extract, first=maker.first)))
    judged = contracts.judge(extracts.read_folder(folder), given)
    connection = warehouse.create(":memory:", build.raw_tables(judged, given, maker.extract))
    warehouse.build_layers(connection, build.parameters(given, maker.extract))
    months = [month for (month,) in connection.execute("select month from marts.dim_months order by 1").fetchall()]
    behind = {}
    for measure in MEASURES.values():
        for month in reversed(months):
            behind[measure.id, month] = lineage.sources_behind(connection, measure, month)
            if behind[measure.id, month].height:
                break
    yield Held(folder, given, connection, behind)
    connection.close()


def test_every_unit_of_every_measure_has_a_source(held: Held) -> None:
    without = {
        key: held.units(*key) - set(found["unit"]) for key, found in held.behind.items()
        if held.units(*key) != set(found["unit"])
    }  # fmt: skip
    assert without == {}
    told = {measure for (measure, _), found in held.behind.items() if found.height}
    assert {*MEASURES} - told == set()


def test_every_source_is_a_line_that_holds_its_id(held: Held) -> None:
    places = pl.concat(held.behind.values()).select("table_name", "file", "line", "row_id").unique()
    lines = {path.name: list(csv.reader(path.open(encoding="utf-8"))) for path in held.folder.glob("*.csv")}
    wrong = [place for place in places.rows() if place[3] not in lines[place[1]][place[2] - 1]]
    assert wrong == [] and places.height > 200
    assert all(file == f"{table}.csv" for table, file in places.select("table_name", "file").unique().rows())


@pytest.mark.parametrize("measure", ["net_flow_12m", "span_of_control", "vacancy_rate", "average_caseload",
                                     "changes_by_cause", "fill_rate", "offers_pending"])  # fmt: skip
def test_one_unit_has_the_lines_that_it_has_among_all(measure: str, held: Held) -> None:
    ((month, found),) = [
        (month, rows) for (name, month), rows in held.behind.items() if name == measure and rows.height
    ]
    unit = found["unit"][0]
    alone = lineage.sources_of(held.connection, MEASURES[measure], month, unit)
    assert alone.rows() == found.filter(unit=unit).drop("unit").rows()


LINES = [("hr_assignments.csv", 7), ("agency_assignments.csv", 3), ("hr_absences.csv", 4), ("hr_positions.csv", 3),
         ("ssd_involvements.csv", 12), ("ssd_cin_episodes.csv", 8), ("ssd_professionals.csv", 5),
         ("recruitment_applications.csv", 6), ("sw_episodes.csv", 2)]  # fmt: skip


@pytest.mark.parametrize(("file", "line"), LINES)
def test_a_line_touches_what_it_stands_behind(file: str, line: int, held: Held) -> None:
    found = {
        (measure, unit): (first, last)
        for measure, unit, first, last, _ in lineage.touched(held.connection, file, line).rows()
    }
    behind = {
        (measure, unit, month)
        for (measure, month), rows in held.behind.items()
        for unit in rows.filter(file=file, line=line)["unit"]
    }
    told = {
        (measure, unit, month)
        for measure, month in held.behind
        for (of, unit), ends in found.items()
        if of == measure and month in ends
    }
    assert told <= behind
    assert all(found[measure, unit][0] <= month <= found[measure, unit][1] for measure, unit, month in behind)


FOLLOWED = ("in_post_fte", "leavers_12m", "average_caseload", "open_cases", "worker_changes", "time_to_fill",
            "offer_acceptance", "vacant_fte")  # fmt: skip


@pytest.mark.parametrize("measure", FOLLOWED)
def test_without_its_lines_a_unit_is_gone_or_another(measure: str, held: Held, tmp_path: Path) -> None:
    found = next(rows for (name, _), rows in reversed(held.behind.items()) if name == measure and rows.height)
    month = next(month for (name, month), rows in held.behind.items() if rows is found)
    unit = found["unit"][0]
    assert own_rows(held.connection, measure, unit, month)
    left = shutil.copytree(held.folder, tmp_path / "extracts")
    for file in found.filter(unit=unit)["file"].unique():
        drop_lines(left / file, set(found.filter(unit=unit, file=file)["line"]))
    connection = cube(left, held.given, [measure])
    assert own_rows(connection, measure, unit, month) != own_rows(held.connection, measure, unit, month)
    connection.close()


@pytest.mark.parametrize("measure", ["in_post_fte", "average_caseload", "worker_changes", "time_to_fill"])
def test_from_its_lines_alone_a_unit_is_counted_alike(measure: str, held: Held, tmp_path: Path) -> None:
    ((month, found),) = [
        (month, rows) for (name, month), rows in held.behind.items() if name == measure and rows.height
    ]
    alone = shutil.copytree(held.folder, tmp_path / "extracts")
    most = found.group_by("unit").len().sort("len", "unit", descending=True)["unit"][:3]
    mine = found.filter(pl.col("unit").is_in(most.to_list()))
    for file in mine["file"].unique():
        kept = set(mine.filter(file=file)["line"])
        text = (alone / file).read_text(encoding="utf-8").splitlines()
        drop_lines(alone / file, set(range(2, len(text) + 1)) - kept)
    connection = cube(alone, held.given, [measure])
    for unit in most:
        assert own_sums(connection, measure, unit, month) == own_sums(held.connection, measure, unit, month)
    connection.close()


def test_a_worker_before_the_window_stands_behind_the_change_in_it(tmp_path: Path) -> None:
    held_by = [("PR1", "2022-01-10", "2022-06-30"), ("PR2", "2023-11-01", "")]
    involvements = [
        {"invo_person_id": "C1", "invo_professional_id": worker, "invo_involvement_start_date": start,
         "invo_involvement_end_date": end}
        for worker, start, end in held_by
    ]  # fmt: skip
    opened = {"cine_person_id": "C1", "cine_referral_date": "2022-01-10"}
    dated = {"authority": {"extract_date": "2024-03-31", "first_month": "2024-03-01"}}
    small = SmallAuthority({"ssd_involvements": involvements, "ssd_cin_episodes": [opened]}, dated)
    connection = cube(small.write(tmp_path), small.read(), ["worker_changes"])
    assert own_sums(connection, "worker_changes", "C1", date(2024, 3, 1)) == [(1.0, None, 1)]
    found = lineage.sources_of(connection, MEASURES["worker_changes"], date(2024, 3, 1), "C1")
    assert [line for table, _, line, _ in found.rows() if table == "ssd_involvements"] == [2, 3]
    connection.close()


def own_rows(connection: Any, measure: str, unit: str, month: date) -> list[tuple[Any, ...]]:
    """Return the rows of one unit in a month."""
    asked = f"select * from ({warehouse.measure_sql(measure)}) where unit = $unit and month = $month order by all"
    return list(connection.execute(asked, {"unit": unit, "month": month}).fetchall())


def own_sums(connection: Any, measure: str, unit: str, month: date) -> list[tuple[Any, ...]]:
    """Return what one unit adds to the numerator and the denominator of a month, and its rows."""
    asked = f"select sum(numerator), sum(denominator), count(*) from ({warehouse.measure_sql(measure)})"
    where = {"unit": unit, "month": month}
    return list(connection.execute(f"{asked} where unit = $unit and month = $month", where).fetchall())


def drop_lines(path: Path, lines: set[int]) -> None:
    """Write a file again without some of its lines, the header being line 1."""
    kept = [text for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if number not in lines]
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def test_the_commands_print_lines_and_numbers(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sources = rows(capsys, "rows", "time_to_fill", "--as-of", "2024-09-30", "--sources", "--store", store)
    one = next(row for row in sources if row["table"] == "recruitment_requisitions")
    touched = rows(capsys, "touched", one["file"], one["line"], "--store", store)
    (same,) = [row for row in touched if row["measure"] == "time_to_fill"]
    assert same["unit"] == one["unit"] and same["first_month"] <= "2024-09-01" <= same["last_month"]


def test_a_quarantined_line_touches_nothing(store: Path, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
    given = settings.load(folder / "authority.toml")
    findings = contracts.judge(extracts.read_folder(folder), given).findings
    bad = findings.filter(pl.col("quarantined") & (pl.col("rule") == "end_before_start")).to_dicts()[0]
    assert cli.main(["touched", bad["file"], str(bad["line"]), "--store", str(store)]) == 0
    printed = capsys.readouterr()
    assert "is quarantined and touches nothing (end_before_start): " in printed.err
    assert len(printed.out.splitlines()) == 1


def test_what_cannot_be_followed_is_said(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "the nearest is hr_absences.csv" in refused(capsys, "touched", "hr_absence.csv", "2", "--store", store)
    assert "no row of this snapshot stands there" in refused(
        capsys, "touched", "hr_absences.csv", "1", "--store", store
    )
    assert cli.main(["touched", "supervisions.csv", "2", "--store", str(store)]) == 0
    assert "no number of this snapshot is counted from it" in capsys.readouterr().err


@pytest.mark.usefixtures("fresh", "told_in_full")
def test_from_a_tile_to_a_line_and_back(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = draw("overview", {}, files).app
    files.clear()
    app.button(key="rows-tile-permanent_share-").click().run()
    (picked,) = [each for each in app.selectbox if each.label == "Which lines is this row counted from?"]
    assert len(picked.options) > 100
    places = next(frame.value for frame in app.dataframe if "Line" in frame.value)
    assert set(places.columns) == {"File", "Line", "Table"}
    shown = next(frame.value for frame in app.dataframe if "Code" in frame.value)
    assert "unit" not in {name.lower() for name in shown.columns}
    place = places.iloc[0]
    files.clear()
    page = draw("data_quality", {}, files).app
    next(each for each in page.selectbox if each.label == "File").select(place["File"])
    page.number_input[0].set_value(int(place["Line"]))
    files.clear()
    next(each for each in page.button if each.label == "Show the numbers").click().run()
    said = " ".join(each.value for each in page.markdown)
    assert f"of {place['File']} touches " in said.replace("\\", "") and "- Permanent share: 1 row, " in said
