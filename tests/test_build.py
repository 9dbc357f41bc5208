"""Proves a whole refresh: extracts in, one snapshot out, the numbers printed, nothing lost when it fails."""

import csv
import io
import resource
import shutil
import signal
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from workforce import build, cli, cube, settings, snapshots, unit_rows, warehouse
from workforce.catalogue import MEASURES
from workforce.errors import WorkforceError


@pytest.fixture(scope="module")
def held(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the store, for builds that fail into it."""
    return Path(shutil.copytree(store, tmp_path_factory.mktemp("held") / "store"))


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, str]]:
    """Return the CSV rows that a command prints."""
    capsys.readouterr()
    assert cli.main(arguments) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def test_every_measure_of_the_catalogue_is_printed(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(capsys, "measures", "--store", str(store), "--as-of", "2024-09-30")
    assert {row["measure"] for row in rows} == set(MEASURES)
    assert list(rows[0]) == cli.COLUMNS
    assert {row["status"] for row in rows} <= {"ok", "z", "c", "u", "x", "low", "not_supplied"}


@pytest.mark.parametrize(
    ("measure", "at_the_judgement", "now"),
    [
        ("permanent_share", (25, 36), (66, 74)),
        ("average_caseload", (22, 26), (16, 18.5)),
        ("three_plus_workers", (35, 45), (15, 25)),
    ],
)
def test_the_sample_tells_the_director_s_sentence(
    store: Path, capsys: pytest.CaptureFixture[str], measure: str, at_the_judgement: tuple, now: tuple
) -> None:
    months = printed(capsys, "measures", "--store", str(store), "--measure", measure, "--months", "60")
    value = {row["month"]: float(row["value"]) for row in months}
    assert at_the_judgement[0] < value["2021-10-01"] < at_the_judgement[1]
    assert now[0] < value["2024-09-01"] < now[1]


def test_opening_plus_starters_less_leavers_is_closing(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = printed(
        capsys, "measures", "--store", str(store), "--measure", "in_post_headcount", "--measure", "starters",
        "--measure", "leavers",
    )  # fmt: skip
    by_month: dict[str, dict[str, float]] = {}
    for row in rows:
        by_month.setdefault(row["month"], {})[row["measure"]] = float(row["value"])
    months = [by_month[month] for month in sorted(by_month)]
    assert len(months) == 60
    for before, after in pairwise(months):
        assert before["in_post_headcount"] + after["starters"] - after["leavers"] == after["in_post_headcount"]


def test_a_childs_open_days_are_allocated_unallocated_and_tolerated(
    store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, "rows", "worker_changes", "--store", str(store), "--as-of", "2024-09-30")
    assert len(rows) > 1669
    for row in rows:
        parts = [int(row[name]) for name in ("allocated_days", "unallocated_days", "tolerated_gap_days")]
        assert int(row["open_days"]) == sum(parts)
    total = printed(capsys, "measures", "--store", str(store), "--measure", "worker_changes", "--as-of", "2024-09-30")
    assert sum(int(row["changes"]) for row in rows if row["in_cohort"] == "1") == float(total[0]["value"])


def test_only_the_required_tables_say_not_supplied_never_zero(
    lean_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = printed(capsys, "measures", "--store", str(lean_store), "--as-of", "2024-09-30")
    status = {row["measure"]: (row["status"], row["value"]) for row in rows}
    assert status["vacancy_rate"] == ("not_supplied", "")
    assert status["open_requisitions"] == ("not_supplied", "")
    assert status["open_cases"][0] == "ok"


def test_an_unmapped_role_stops_the_build_and_prints_what_to_paste(
    folder: Path, held: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published = snapshots.current(held)
    config = tmp_path / "authority.toml"
    text = (folder / "authority.toml").read_text(encoding="utf-8")
    config.write_text("\n".join(line for line in text.splitlines() if "duty" not in line), encoding="utf-8")
    code = cli.main(["build", "--extracts", str(folder), "--config", str(config), "--store", str(held)])
    told = capsys.readouterr().err
    assert code == 2
    assert "[involvement_roles]" in told
    assert "rows" in told
    assert snapshots.current(held) == published


def test_units_stated_to_have_one_row_a_month_have_one(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    keyed = [name for name in MEASURES if warehouse.measure_sql(name).startswith(unit_rows.UNIT_KEY)]
    assert {"open_cases", "worker_changes"} <= set(keyed)
    for name in keyed:
        rows = warehouse.frame(connection, f"measures/{name}", {})
        assert not rows.select("month", "unit").is_duplicated().any(), name


def test_units_stated_to_have_one_place_a_month_have_one(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    placed = [name for name in MEASURES if warehouse.measure_sql(name).startswith(unit_rows.PLACE_KEY)]
    assert placed == ["changes_by_cause"]
    for name in placed:
        rows = warehouse.frame(connection, f"measures/{name}", {})
        assert rows.select("month", "unit").is_duplicated().any(), name
        assert (
            not rows.select("month", "unit", "team", "service").unique().select("month", "unit").is_duplicated().any()
        )


@pytest.mark.parametrize("name", ["changes_by_cause", "three_plus_workers"])
def test_units_that_need_no_joining_give_the_cells_that_joining_gives(
    name: str, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    quick = rolled(connection, name)
    monkeypatch.setattr(unit_rows, "UNIT_KEY", "-- nothing")
    monkeypatch.setattr(unit_rows, "PLACE_KEY", "-- nothing")
    assert len(quick) > 1000 and quick == rolled(connection, name)


def rolled(connection: Any, name: str) -> list[tuple]:
    """Return the cells of a measure, rolled up anew."""
    measure = MEASURES[name]
    cube.clear(connection)
    cube.add(connection, measure, "All")
    cells = warehouse.cube_sql("roll_up") + " order by month, level, area, breakdown, category"
    return connection.execute(cells, {"authority": "All"}).fetchall()


def test_a_second_build_at_the_same_time_is_refused(folder: Path, held: Path) -> None:
    loaded = settings.load(folder / "authority.toml")
    with snapshots.building(held), pytest.raises(WorkforceError, match="another build is running"):
        build.build(folder, loaded, held)


def test_a_full_disk_keeps_the_last_snapshot(folder: Path, held: Path) -> None:
    published = snapshots.current(held)
    done = subprocess.run(
        [sys.executable, "-m", "workforce.cli", "build", "--extracts", str(folder), "--store", str(held)],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000)),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "last snapshot stays in use" in done.stderr
    assert snapshots.current(held) == published
    assert list(held.glob("*.building*")) == []


@pytest.mark.parametrize("step", ["reading", "matching", "measure 9 "])
def test_a_build_that_is_stopped_keeps_the_last_snapshot(folder: Path, held: Path, step: str) -> None:
    published = snapshots.current(held)
    command = [sys.executable, "-m", "workforce.cli", "build", "--extracts", str(folder), "--store", str(held)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        assert any(f"] {step}" in line for line in running.stderr)
        running.send_signal(signal.SIGINT)
        said = running.stderr.read()
    assert running.returncode == 130
    assert "Traceback" not in said
    assert "nothing was published" in said
    assert snapshots.current(held) == published
    assert list(held.glob("*.building*")) == []


def test_what_an_unfinished_build_left_is_removed_by_the_next(tmp_path: Path) -> None:
    (tmp_path / "old.building").write_text("")
    (tmp_path / "old.building.tmp").mkdir()
    (tmp_path / "old.building.tmp" / "spilled.tmp").write_text("")
    with snapshots.building(tmp_path):
        assert list(tmp_path.glob("*.building*")) == []


def test_a_published_snapshot_can_neither_be_written_nor_reach_a_file(store: Path) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    for statement in ("create table marts.x as select 1", "select * from read_text('/etc/hostname')", "set threads=1"):
        with pytest.raises(Exception, match=r"read-only|disabled|locked|configuration"):
            connection.execute(statement).fetchall()


def test_month_after_the_last_of_the_year() -> None:
    assert build.month_after(date(2023, 12, 1)) == date(2024, 1, 1)
