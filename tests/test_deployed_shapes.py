"""Proves that the safeguarding dataset gives the same figures, cell by cell, however the case system deploys it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from deployed_shapes import DEPLOYMENTS, laid_out, standard
from drawn_pages import draw
from three_months import CONFIG, computed, layered, write

from workforce import cli, contracts, extracts, settings
from workforce.catalogue import MEASURES


def cells(connection: Any) -> set[tuple]:
    """Return every cell of every measure."""
    found = set(connection.execute("select * from cube.cells").fetchall())
    connection.close()
    return found


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> set[tuple]:
    """Return the cells of the standard tables."""
    return cells(computed(tmp_path_factory.mktemp("standard"), standard(), *MEASURES))


def judged(folder: Path) -> contracts.Judged:
    """Return the judged extracts of a folder."""
    return contracts.judge(extracts.read_folder(folder), settings.load(folder / "authority.toml"))


@pytest.mark.parametrize("system", DEPLOYMENTS)
def test_every_shape_gives_the_figures_of_the_standard_one(system: str, tmp_path: Path, expected: set[tuple]) -> None:
    given, config = laid_out(DEPLOYMENTS[system])
    assert cells(computed(tmp_path, given, *MEASURES, config=config)) ^ expected == set()


@pytest.mark.parametrize("system", DEPLOYMENTS)
def test_the_report_names_the_shape(system: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    given, config = laid_out(DEPLOYMENTS[system])
    cli.main(["check", "--extracts", str(write(tmp_path, given, config))])
    said = capsys.readouterr().out
    assert f"\nThe case system's tables have the shape of {DEPLOYMENTS[system].name}: " in said
    assert judged(tmp_path).findings.filter(severity="error").is_empty()


def test_the_signs_of_a_shape_are_told(tmp_path: Path) -> None:
    given, config = laid_out(DEPLOYMENTS["mosaic_common"])
    shape = judged(write(tmp_path, given, config)).shape
    assert [trait for trait, _ in shape.traits] == ["id_in_staff_number", "child_through_referral", "team_ids"]


@pytest.mark.usefixtures("fresh", "told_in_full")
def test_data_quality_names_the_shape(tmp_path: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    given, config = laid_out(DEPLOYMENTS["eclipse"])
    extracts_of, store = write(tmp_path / "extracts", given, config), tmp_path / "store"
    assert cli.main(["build", "--extracts", str(extracts_of), "--store", str(store)]) == 0
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("data_quality", {}, files)
    assert "The case system's tables have the shape of Eclipse: a worker is listed once for each" in drawn.words


def test_both_styles_of_role_may_stand_in_one_file(tmp_path: Path) -> None:
    given = standard()
    given["ssd_involvements"][0]["invo_professional_role_id"] = "Allocated case worker"
    config = CONFIG + '"Allocated Case Worker" = "primary"\n'
    shape = judged(write(tmp_path, given, config)).shape
    assert {"role_codes", "role_texts"} <= {trait for trait, _ in shape.traits}


def test_a_script_that_records_why_an_involvement_ended_asks_for_the_setting(tmp_path: Path) -> None:
    given, config = laid_out(DEPLOYMENTS["mosaic_common"])
    asked = judged(write(tmp_path, given, config.replace('"end"', '"start"'))).findings.filter(rule="reason_of_end")
    assert asked["fix"].to_list() == ['Set reason_on = "end" under [reading] in authority.toml.']
    assert judged(write(tmp_path, given, config)).findings.filter(rule="reason_of_end").is_empty()


def test_rows_that_a_join_repeats_are_one_row_and_no_error(tmp_path: Path) -> None:
    given, config = laid_out(DEPLOYMENTS["eclipse"])
    found = judged(write(tmp_path, given, config))
    repeats = found.findings.filter(rule="repeated_by_join")
    assert repeats.group_by("table").len().sort("table").rows() == [("ssd_involvements", 9), ("ssd_professionals", 10)]
    assert found.findings.filter(rule="duplicate").height == 1
    assert found.accepted["ssd_involvements"].height == len(standard()["ssd_involvements"])


def test_rows_of_one_id_that_differ_in_what_is_counted_are_still_an_error(tmp_path: Path) -> None:
    given = standard()
    given["ssd_professionals"].append({**given["ssd_professionals"][0], "prof_staff_id": "ST-OTHER"})
    assert judged(write(tmp_path, given)).findings.filter(rule="repeated_key").height == 1


def test_a_leaver_whom_the_case_system_no_longer_lists_is_matched_by_staff_number(tmp_path: Path) -> None:
    given, config = laid_out(DEPLOYMENTS["mosaic_common"])
    connection = layered(write(tmp_path, given, config))
    found = connection.execute(
        "select matched_by, is_in_professionals from marts.dim_professionals where professional_id = 'ST-L1'"
    ).fetchall()
    assert found == [("staff_number", False)]


def test_a_visit_that_names_only_its_plan_is_the_childs(tmp_path: Path) -> None:
    given, config = laid_out(DEPLOYMENTS["mosaic_common"])
    assert judged(write(tmp_path, given, config)).accepted["ssd_cin_visits"]["cinv_person_id"].to_list() == ["C5"]


def test_a_table_may_carry_the_schema_of_its_database(tmp_path: Path) -> None:
    write(tmp_path, standard())
    (tmp_path / "ssd_department.csv").rename(tmp_path / "ssd_development.SSD_Department.csv")
    assert "ssd_department" in {source.table for source in extracts.read_folder(tmp_path)}
