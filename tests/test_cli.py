"""Proves what measures, rows and benchmarks print, and that every error is one sentence without a traceback."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import copy_few, refused, rows

from workforce import cli, sample

STORY = "worker_changes"


@pytest.mark.parametrize("command", [["measures"], ["rows", "open_cases"], ["serve"]])
def test_a_store_without_a_snapshot_says_what_to_run(
    tmp_path: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert "run 'workforce build --extracts DIR' first" in refused(capsys, *command, "--store", tmp_path)


def test_a_damaged_snapshot_says_what_to_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.duckdb").write_text("not a database")
    (tmp_path / "current").write_text("a.duckdb\n")
    assert "the snapshot cannot be opened" in refused(capsys, "measures", "--store", tmp_path)
    (tmp_path / "a.duckdb").unlink()
    assert "the snapshot a.duckdb is missing" in refused(capsys, "measures", "--store", tmp_path)


def test_measures_print_the_agreed_columns_unrounded(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "measures", "--store", store, "--as-of", "2024-09-30", "--level", "team")
    assert list(found[0]) == [
        "measure", "month", "level", "area", "numerator", "denominator", "value", "n", "status",
    ]  # fmt: skip
    assert {row["month"] for row in found} == {"2024-09-01"}
    assert {row["level"] for row in found} == {"team"} or {row["status"] for row in found} >= {"not_supplied"}
    assert {row["status"] for row in found} <= {"ok", "c", "z", "x", "u", "low", "not_supplied"}
    shares = [row for row in found if row["measure"] == "permanent_share" and row["status"] == "ok"]
    assert len(shares) > 5
    for row in shares:
        assert float(row["value"]) == 100 * float(row["numerator"]) / float(row["denominator"])
    assert any(len(row["value"].partition(".")[2]) > 3 for row in shares)


def test_measures_may_be_chosen_by_id_and_by_months(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["measures", "--store", store, "--measure", "open_cases", "--measure", "agency_rate"]
    found = rows(capsys, *arguments, "--as-of", "2024-06-30", "--months", "3")
    assert [(row["measure"], row["month"]) for row in found] == [
        (measure, month)
        for measure in ("agency_rate", "open_cases")
        for month in ("2024-04-01", "2024-05-01", "2024-06-01")
    ]
    assert len(rows(capsys, *arguments)) == 2 * 60


def test_measures_as_json_are_the_rows_of_the_csv(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["measures", "--store", str(store), "--as-of", "2024-09-30", "--measure", "agency_rate"]
    found = rows(capsys, *arguments)
    assert cli.main([*arguments, "--format", "json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["month"] == "2024-09-01"
    assert told["value"] == float(found[0]["value"])
    assert list(told) == list(found[0])


def test_the_extract_date_may_be_asked_for_and_its_month_is_partial(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], store: Path
) -> None:
    few = tmp_path / "few"
    few.mkdir()
    copy_few(folder, few)
    made = tmp_path / "store"
    assert cli.main(["build", "--extracts", str(few), "--store", str(made), "--extract-date", "2024-09-16"]) == 0
    assert "extract dated 2024-09-16 (--extract-date)" in capsys.readouterr().out
    found = rows(capsys, "measures", "--store", made, "--as-of", "2024-09-16", "--measure", "open_cases")
    assert [row["month"] for row in found] == ["2024-09-01"]
    said = refused(capsys, "measures", "--store", made, "--as-of", "2024-09-30")
    assert "the nearest is 2024-09-16" in said


@pytest.mark.parametrize("day", ["2024-09-20", "2031-01-31", "2001-01-31"])
def test_a_day_that_is_not_shown_is_refused_with_the_nearest(
    store: Path, day: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "measures", "--store", store, "--as-of", day)
    near = {"2024-09-20": "2024-09-30", "2031-01-31": "2024-09-30", "2001-01-31": "2019-10-31"}[day]
    assert said.startswith(f"--as-of {day}: neither a month end")
    assert said.endswith(f"the nearest is {near}.")


def test_an_unknown_measure_is_refused_with_the_nearest(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "measures", "--store", store, "--measure", "average_caselod")
    assert "not a measure; the nearest is average_caseload" in said
    assert "the nearest is worker_changes" in refused(capsys, "rows", "Worker_Change", "--store", store)


def test_rows_stand_behind_the_number(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    when = ("--store", store, "--as-of", "2024-09-30")
    behind = rows(capsys, "rows", "average_caseload", *when)
    (cell,) = rows(capsys, "measures", "--measure", "average_caseload", *when)
    assert sum(float(row["numerator"]) for row in behind) == pytest.approx(float(cell["numerator"]))
    assert {row["month"] for row in behind} == {"2024-09-01"}
    children = rows(capsys, "rows", STORY, *when)
    (cell,) = rows(capsys, "measures", "--measure", STORY, *when)
    assert sum(int(row["changes"]) for row in children if row["in_cohort"] == "1") == float(cell["value"])


def test_a_measure_without_rows_says_which_table_was_not_there(
    lean_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = refused(capsys, "rows", "open_requisitions", "--store", lean_store)
    assert said.startswith(
        "open_requisitions: no rows stand behind it, because the extracts did not hold all of recruitment_"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        [], ["nothing"], ["measures", "--as-of", "30/09/2024"], ["measures", "--months", "0"],
        ["measures", "--level", "nation"], ["serve", "--port", "70000"], ["sample"], ["benchmarks"],
        ["sample", "--out", "x", "--scale", "-1"],
    ],
)  # fmt: skip
def test_a_wrong_argument_exits_2_with_its_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main(arguments)
    assert stopped.value.code == 2
    assert "usage: workforce" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "Stopped before the end; nothing was published.\n"),
        (OSError(28, "No space left on device", "/x"), 2, "/x: No space left on device; free some disk space"),
        (PermissionError(13, "Permission denied", "/x"), 2, "/x: Permission denied; allow this user"),
        (MemoryError(), 2, "There is not enough memory;"),
        (ZeroDivisionError("division by zero"), 3, "Something unforeseen stopped the command (ZeroDivisionError:"),
    ],
)
def test_no_error_is_a_traceback(
    error: BaseException, code: int, said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(sample, "write_sample", fail)
    assert cli.main(["sample", "--out", "x"]) == code
    told = capsys.readouterr().err
    assert told.startswith(said) and told.count("\n") == 1
    if code == 3:
        monkeypatch.setenv("WORKFORCE_TRACEBACK", "1")
        with pytest.raises(ZeroDivisionError):
            cli.main(["sample", "--out", "x"])


def test_benchmarks_import_says_what_it_stored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = (
        "time_period,geographic_level,country_code,country_name,region_code,region_name,old_la_code,la_name,"
        "cla_group,sw_stability,percentage\n"
    )
    row = "2024,Local authority,E92000001,England,E1,R,999,Wexmere,CLA on 31 March,{},31\n"
    file = tmp_path / "stability.csv"
    file.write_text(header + row.format("3 or more social workers during the year"), encoding="utf-8")
    assert cli.main(["benchmarks", "import", str(file), "--store", str(tmp_path / "s")]) == 0
    assert capsys.readouterr().out == (
        "stability.csv: 1 figure of 1 authority, 2024; 1 new, 0 replaced, 0 left because a later file is held.\n"
    )
    said = refused(capsys, "benchmarks", "import", tmp_path / "no.csv", "--store", tmp_path / "s")
    assert "no.csv: cannot be read (No such file or directory)" in said


def test_a_reader_that_leaves_early_is_not_an_error(store: Path) -> None:
    command = f"{sys.executable} -m workforce.cli measures --store {store} | head -1"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (done.stdout.startswith("measure,month"), done.stderr) == (True, "")
