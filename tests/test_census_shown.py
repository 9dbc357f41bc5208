"""Proves that the command and Data quality show a supplied census, and that without one nothing is new."""

import json
from pathlib import Path

import polars as pl
import pytest
from census_returns import employed, leaver, returned
from command_line import refused, rows
from drawn_pages import draw
from test_census_measures import AUTHORITY

from workforce import cli, warehouse
from workforce.extracts import read_folder

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
SETTINGS = """
[authority]
name = "Wexmere Council (fictional)"
extract_date = 2024-12-31
first_month = 2024-07-01
[services]
Safeguarding = ["North"]
[involvement_roles]
primary = "primary"
"""


@pytest.fixture(scope="module")
def extracts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the extracts of a small authority with the returns of two years."""
    folder = AUTHORITY.write(tmp_path_factory.mktemp("extracts"))
    (folder / "authority.toml").write_text(SETTINGS, encoding="utf-8")
    people = [employed(2024, number) for number in (1, 2, 9)]
    (folder / "b.xml").write_text(returned(2024, [*people, leaver(2024, 8, ReasonLeave="")]), encoding="utf-8")
    (folder / "a.xml").write_text(returned(2023, [employed(2023, 1)]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def census_store(extracts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the snapshot of those extracts."""
    made = tmp_path_factory.mktemp("store")
    assert cli.main(["build", "--extracts", str(extracts), "--store", str(made)]) == 0
    return made


def test_the_command_prints_every_year_and_one(census_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "census", "--store", census_store)
    assert list(found[0]) == ["year", "measure", "numerator", "denominator", "value", "n", "status"]
    assert sorted({row["year"] for row in found}) == ["2023", "2024"]
    one = rows(capsys, "census", "--store", census_store, "--year", "2024")
    assert one == [row for row in found if row["year"] == "2024"]
    (turnover,) = [row for row in one if row["measure"] == "turnover_rate_headcount"]
    assert (turnover["numerator"], turnover["denominator"], turnover["n"]) == ("1.0", "3.0", "3")
    assert float(turnover["value"]) == pytest.approx(100 / 3)
    cli.main(["census", "--store", str(census_store), "--year", "2024", "--format", "json"])
    assert [row["measure"] for row in json.loads(capsys.readouterr().out)] == [row["measure"] for row in one]


def test_the_command_prints_hr_beside_the_census(census_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = rows(capsys, "census", "--store", census_store, "--beside-hr", "--year", "2024")
    (row,) = [r for r in found if (r["measure"], r["contract"], r["org_role"]) == ("headcount", "employed", "all")]
    assert [float(row[name]) for name in ("census", "hr", "difference", "only_in_census", "only_in_hr")] == [
        3, 4, -1, 1, -2,
    ]  # fmt: skip


def test_what_the_command_refuses(census_store: Path, store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "it holds 2023, 2024." in refused(capsys, "census", "--store", census_store, "--year", "2022")
    assert "holds no workforce census" in refused(capsys, "census", "--store", store)


def test_check_names_the_returns_and_what_to_put_right(extracts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check", "--extracts", str(extracts)]) == 0
    told = capsys.readouterr().out
    assert "error   census_leaver_fields, b.xml: 1 row kept" in told
    assert "Ignored" not in told


def test_data_quality_sets_the_census_beside_hr(census_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(census_store))
    drawn = draw("data_quality", {}, {})
    assert [each.message for each in drawn.app.exception] == []
    assert "The 2024 census holds 1 person fewer than HR" in drawn.words
    assert "30 September 2024" in drawn.words and "Censuses supplied: 2023, 2024." in drawn.words
    assert "Row used, though a check of the return fails" in drawn.words
    (table,) = [each.value for each in drawn.app.table if "Only in HR" in each.value and len(each.value) == 4]
    (employed_row,) = table[table["Who"] == "Employed, headcount"].replace(r"\\", "", regex=True).to_dict("records")
    assert employed_row == {
        "Who": "Employed, headcount", "Census": "3", "HR": "4", "Difference": "−1", "Only in the census": "+1",
        "Only in HR": "−2", "In both, recorded otherwise": "0",
    }  # fmt: skip


def test_without_a_census_nothing_is_new(store: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("data_quality", {}, {})
    assert "census" not in drawn.words.lower()
    assert not [source.table for source in read_folder(folder) if source.table.startswith("census")]


def test_the_snapshot_keeps_no_birth_date_and_no_ethnicity(census_store: Path) -> None:
    (path,) = census_store.glob("*.duckdb")
    connection = warehouse.open_snapshot(path)
    tables = connection.sql("select table_schema || '.\"' || table_name || '\"' from information_schema.tables")
    for (name,) in tables.fetchall():
        frame = connection.sql(f"select * from {name}").pl()
        assert not {each.lower() for each in frame.columns} & {"personbirthdate", "ethnicity", "sex", "gendercurrent"}
        columns = [column.explode() if column.dtype == pl.List else column for column in frame.iter_columns()]
        held = {value for column in columns for value in column.cast(pl.String, strict=False).unique().to_list()}
        assert not {"1980-02-29", "WBRI", "University of Wexmere"} & held, name
    connection.close()
