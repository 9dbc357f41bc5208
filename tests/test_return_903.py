"""Proves the SSDA903 social worker episodes: read, judged, the official measure, alone and beside the case system."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from command_line import refused, rows
from drawn_pages import draw
from three_months import CONFIG, cell, computed, involvement, tables, write

from workforce import cli, contracts, extracts, snapshots, warehouse
from workforce.errors import Rejected
from workforce.settings import Settings

HEADER = ["CHILD", "DOB", "SW_ID", "SW_DECOM", "SW_DEC", "SW_REASON"]
SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
PAGES = sorted(path.stem for path in Path("workforce/pages").glob("[a-z]*.py"))
Row = tuple[str, str, str, str, str]


def episodes(*given: Row) -> list[list[str]]:
    """Return the rows of a return: child, worker, start, end and reason, and a date of birth."""
    return [[child, "01/02/2010", worker, start, end, reason] for child, worker, start, end, reason in given]


def put(folder: Path, given: list[list[str]], name: str = "sw_episodes.csv", header: list[str] = HEADER) -> Path:
    """Write a return into the folder; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *given])
    return folder


def judged(folder: Path) -> contracts.Judged:
    """Return the judged return of a folder."""
    return contracts.judge(extracts.read_folder(folder), Settings())


RETURN = episodes(
    ("C1", "SW1001", "10/04/2023", "01/08/2023", "FCONTA"),
    ("C1", "SW1002", "01/08/2023", "01/12/2023", "TSPROC"),
    ("C1", "XX17", "01/12/2023", "", "LEFTRL"),
    ("C2", "SW1001", "10/05/2023", "01/08/2023", "FCONTA"),
    ("C2", "SW1002", "01/08/2023", "01/12/2023", "ABSENC"),
    ("C2", "SW1001", "01/12/2023", "", "ABSENC"),
    ("C3", "SW1004", "10/05/2023", "", "FCONTA"),
)


@pytest.mark.parametrize(
    "header",
    [HEADER, [name.lower() for name in HEADER], ["Child ", "DOB", "SW ID", "sw-decom", " SW Dec", "SwReason"]],
    ids=["as returned", "lower case", "spaced"],
)
@pytest.mark.parametrize("name", ["sw_episodes.csv", "SSDA903 social workers 2024.csv"])
def test_the_file_is_known_by_its_columns_however_they_are_spelled(
    tmp_path: Path, header: list[str], name: str
) -> None:
    found = judged(put(tmp_path, RETURN, name, header))
    frame = found.accepted["sw_episodes"]
    assert frame.height == len(RETURN)
    assert frame.row(0)[:5] == ("C1", "SW1001", dt.date(2023, 4, 10), dt.date(2023, 8, 1), "FCONTA")
    assert "dob" not in frame.columns
    assert found.findings.filter(pl.col("rule") != "extra_column").is_empty()
    assert extracts.ignored_files(tmp_path) == []


def test_a_workbook_is_read_and_a_birth_date_is_not(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "Return.xlsx")
    sheet = book.add_worksheet("Social workers")
    for number, row in enumerate([HEADER, *RETURN]):
        sheet.write_row(number, 0, row)
    book.close()
    found = judged(tmp_path)
    assert found.accepted["sw_episodes"].height == len(RETURN)
    assert found.findings["column"].to_list() == ["dob"]


def test_two_sheets_of_the_return_are_refused(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "Return.xlsx")
    for year in ("2023", "2024"):
        sheet = book.add_worksheet(year)
        for number, row in enumerate([HEADER, *RETURN]):
            sheet.write_row(number, 0, row)
    book.close()
    with pytest.raises(Rejected, match="the sheets 2023 and 2024 hold the same table"):
        judged(tmp_path)


def test_another_file_is_still_no_table(tmp_path: Path) -> None:
    put(tmp_path, RETURN)
    put(tmp_path, [["C1", "SW1"]], "other.csv", ["CHILD", "SW_ID"])
    assert extracts.ignored_files(tmp_path) == ["other.csv"]


BROKEN = [
    (("C1", "SW1", "01/05/2023", "01/05/2023", "FCONTA"), "same_day", "error", True),
    (("C1", "", "01/05/2023", "", "FCONTA"), "missing_id", "error", True),
    (("C1", "SW1", "", "", "FCONTA"), "missing_start_date", "error", True),
    (("C1", "SW1", "01/05/2023", "30/04/2023", "FCONTA"), "end_before_start", "error", True),
    (("C1", "SW1", "01/05/2023", "", "SWLAZY"), "unknown_code", "warning", False),
    (("C1", "SW1", "01/05/2023", "", ""), "reason_missing", "warning", False),
    (("C1", "XX", "01/05/2023", "", "FCONTA"), "unusable_worker_id", "warning", False),
    (("C1", "12345", "01/05/2023", "", "FCONTA"), "worker_id_prefix", "warning", False),
    (("C1", "SW1", "01/05/2023", "25/03/2024", "FCONTA"), "none_open_at_year_end", "info", False),
]
SOUND = [
    ("C1", "SW1", "01/05/2023", "", "FCONTA"),
    ("C1", "SW1", "31/03/2023", "26/03/2024", ""),
    ("C1", "XX17", "01/05/2023", "", "OTHERS"),
]


@pytest.mark.parametrize(("row", "rule", "severity", "out"), BROKEN, ids=[each[1] for each in BROKEN])
def test_a_row_that_breaks_a_rule(tmp_path: Path, row: Row, rule: str, severity: str, out: bool) -> None:
    other = episodes(("C9", "SW9", "01/05/2023", "", "FCONTA"))
    found = judged(put(tmp_path, [*other, *episodes(row)])).findings.filter(pl.col("rule") != "extra_column")
    wanted = [(rule, severity, out)] + ([("reason_missing", "warning", False)] if rule == "unknown_code" else [])
    assert sorted(found.select("rule", "severity", "quarantined").rows()) == sorted(wanted)
    assert set(found["line"]) == {3}


@pytest.mark.parametrize("row", SOUND)
def test_a_row_that_keeps_to_the_rules(tmp_path: Path, row: Row) -> None:
    found = judged(put(tmp_path, episodes(row))).findings
    assert found.filter(pl.col("rule") != "extra_column").is_empty()


@pytest.mark.parametrize(
    ("start", "reason", "found"),
    [("08/08/2023", "TSPROC", []), ("25/07/2023", "TSPROC", []), ("09/08/2023", "TSPROC", ["worker_gap"]),
     ("24/07/2023", "TSPROC", ["worker_gap"]), ("09/11/2023", "FCONTA", [])],
)  # fmt: skip
def test_a_worker_begins_within_seven_days_of_the_last_one(
    tmp_path: Path, start: str, reason: str, found: list[str]
) -> None:
    given = episodes(("C1", "SW1", "01/05/2023", "01/08/2023", "FCONTA"), ("C1", "SW2", start, "", reason))
    told = judged(put(tmp_path, given)).findings.filter(pl.col("rule") != "extra_column")
    assert told["rule"].to_list() == found


def test_only_the_latest_may_be_open_and_an_earlier_one_ends_where_the_next_begins(tmp_path: Path) -> None:
    given = [
        *RETURN,
        *episodes(("C4", "SW1", "01/05/2022", "", "FCONTA"), ("C4", "SW2", "01/07/2022", "", "TSPROC"),
                  ("C4", "SW3", "01/05/2023", "02/05/2023", "TSPROC"), ("C4", "SW4", "02/05/2023", "", "TSPROC")),
    ]  # fmt: skip
    found = judged(put(tmp_path, given)).findings.filter(rule="open_not_latest")
    assert found["line"].to_list() == [9, 10]
    connection = alone(tmp_path / "alone", given)
    # SW1 had gone before the year began; SW2, SW3 and SW4 are in it.
    assert connection.execute(
        "select distinct_workers from marts.fct_looked_after_years where child_id = 'C4' and month = '2024-03-01'"
    ).fetchall() == [(3,)]


def store_of(folder: Path, to: Path) -> Path:
    """Return a store with a snapshot of the folder."""
    assert cli.main(["build", "--extracts", str(folder), "--store", str(to)]) == 0
    return to


def alone(folder: Path, given: list[list[str]]) -> object:
    """Return the snapshot of a return on its own."""
    return warehouse.open_snapshot(snapshots.current(store_of(put(folder, given), folder / "store")))


@pytest.fixture(scope="module")
def alone_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of an authority that sent the return and nothing else."""
    return store_of(put(tmp_path_factory.mktemp("alone"), RETURN), tmp_path_factory.mktemp("store"))


def test_the_return_alone_gives_the_official_measure_and_nothing_else(
    alone_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = rows(capsys, "measures", "--store", alone_store, "--as-of", "2024-03-31")
    given = {row["measure"]: (row["numerator"], row["denominator"], row["status"]) for row in printed}
    assert given.pop("looked_after_three_plus") == ("1.0", "3.0", "ok")
    assert set(given.values()) == {("", "", "not_supplied")}


def test_months_that_the_return_does_not_cover_are_not_available(
    alone_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = rows(capsys, "measures", "--store", alone_store, "--measure", "looked_after_three_plus")
    assert [(row["month"], row["status"]) for row in printed if row["status"] != "x"] == [("2024-03-01", "ok")]
    assert printed[-1]["month"] == "2024-03-01"


@pytest.mark.parametrize(
    ("left", "months"), [("01/09/2023", ["2024-03-01"]), ("01/09/2022", ["2023-03-01", "2024-03-01"])]
)
def test_a_year_is_covered_when_children_are_in_it_who_left_care(tmp_path: Path, left: str, months: list[str]) -> None:
    # Each child's worker of the year before is in the file whether or not the children who left then are.
    earlier = ("C1", "SW9", "10/04/2022", "10/04/2023", "FCONTA"), ("C4", "SW9", "10/05/2022", left, "FCONTA")
    connection = alone(tmp_path, [*RETURN, *episodes(*earlier)])
    found = connection.execute("select month::text from marts.dim_return_months where is_year_end order by 1")
    assert [month for (month,) in found.fetchall()] == months


@pytest.mark.usefixtures("fresh", "told_in_full")
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_on_the_return_alone(
    page: str, alone_store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(alone_store))
    drawn = draw(page, {}, files)
    assert [each.message for each in drawn.app.exception] == []
    if page == "worker_changes":
        assert (
            "33.3% of children looked after had three or more workers in the 12 months to 31 March 2024" in drawn.words
        )


def test_a_part_of_a_system_still_needs_the_rest(tmp_path: Path) -> None:
    put(tmp_path, RETURN)
    write(tmp_path, {"ssd_department": [{"dept_team_id": "T1", "dept_team_name": "North"}]})
    with pytest.raises(Rejected, match="ssd_involvements, ssd_professionals, ssd_cin_episodes"):
        judged(tmp_path)


def test_the_hr_files_and_the_return_need_no_case_system(tmp_path: Path) -> None:
    given = {table: rows for table, rows in tables().items() if not table.startswith("ssd_")}
    connection = computed(put(tmp_path, RETURN), given, "in_post_fte", "open_cases")
    assert (cell(connection, "in_post_fte"), cell(connection, "open_cases")) == ((2.5, "ok"), (None, "not_supplied"))


LONG = CONFIG.replace("2024-07-01", "2023-10-01")


def beside(**more: list) -> dict[str, list]:
    """Return the small authority, its children open for all of the year, C2 with two workers in it."""
    given = {**tables(), **more}
    given["ssd_involvements"] = [
        *given["ssd_involvements"], involvement(9, "PR-W2", "C3", "2023-06-01", None),
    ]  # fmt: skip
    for row in (referrals := [dict(row) for row in given["ssd_cin_episodes"]]):
        row["cine_referral_date"] = "2023-01-10"
    return given | {"ssd_cin_episodes": referrals}


def care(child: str, start: str, end: str | None = None) -> dict[str, str | None]:
    """Return an episode of care in the case system."""
    return {
        "clae_person_id": child, "clae_cla_episode_start_date": start, "clae_cla_episode_ceased_date": end,
    }  # fmt: skip


def status(child: str, code: str, start: str, end: str | None = None) -> dict[str, str | None]:
    """Return a legal status in the case system."""
    return {"lega_person_id": child, "lega_legal_status": code, "lega_legal_status_start_date": start,
            "lega_legal_status_end_date": end}  # fmt: skip


MARCH = ("looked_after_three_plus", "2024-03-01")


def test_who_the_case_system_knows_not_to_be_looked_after_is_left_out(tmp_path: Path) -> None:
    looked_after = [care("C1", "2023-06-01"), care("C2", "2023-06-01", "2024-03-31")]
    connection = computed(put(tmp_path, RETURN), beside(ssd_cla_episodes=looked_after), MARCH[0], config=LONG)
    # C2 left care on 31 March and C3 was never in it; an id that the case system does not know stays.
    assert cell(connection, *MARCH) == (100, "ok")
    stranger = [*RETURN, *episodes(("Z9", "SW1", "01/05/2023", "", "FCONTA"))]
    given = beside(ssd_cla_episodes=looked_after)
    assert cell(computed(put(tmp_path / "b", stranger), given, MARCH[0], config=LONG), *MARCH) == (50, "ok")


@pytest.mark.parametrize(("code", "value"), [("V3", 50), ("v4", 50), ("V2", 100 / 3)])
def test_a_series_of_short_breaks_is_left_out(tmp_path: Path, code: str, value: float) -> None:
    given = beside(ssd_legal_status=[status("C2", code, "2023-06-01"), status("C1", "V3", "2023-06-01", "2024-03-31")])
    found = cell(computed(put(tmp_path, RETURN), given, MARCH[0], config=LONG), *MARCH)
    assert found == (pytest.approx(value), "ok")


@pytest.fixture(scope="module")
def both_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of an authority that sent the return and its case system."""
    folder = put(tmp_path_factory.mktemp("both"), [*RETURN, *episodes(("Z9", "SW1", "01/05/2023", "", "FCONTA"))])
    given = beside(ssd_cla_episodes=[care(child, "2023-06-01") for child in ("C1", "C2", "C3", "C8")])
    given["ssd_cin_episodes"].append({**given["ssd_cin_episodes"][0], "cine_referral_id": "R8", "cine_person_id": "C8"})
    return store_of(write(folder, given, LONG), tmp_path_factory.mktemp("store"))


def test_each_child_is_set_beside_the_case_system(both_store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = rows(capsys, "reconcile-903", "--store", both_store, "--year", "2024")
    assert [tuple(row.values())[1:] for row in printed] == [
        ("C1", "3", "1", "more in the return"),
        ("C8", "", "0", "only in the case system"),
        ("Z9", "1", "", "only in the return"),
        ("C2", "2", "2", "the same"),
        ("C3", "1", "1", "the same"),
    ]


def test_a_year_that_is_not_compared_is_refused(
    both_store: Path, alone_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "1 year (2024 to 2024)" in refused(capsys, "reconcile-903", "--store", both_store, "--year", "2023")
    assert "nothing to set beside each other" in refused(capsys, "reconcile-903", "--store", alone_store)


@pytest.mark.usefixtures("fresh", "told_in_full")
def test_data_quality_shows_agreement_and_pseudonyms(
    both_store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(both_store))
    drawn = draw("data_quality", {}, files)
    assert [each.message for each in drawn.app.exception] == []
    assert "For 2 of 5 children the SSDA903 return and the case system agree on the number of workers" in drawn.words
    lists = [each.value for each in drawn.app.table]
    listed = next(each for each in lists if "Workers in the return" in each.columns)
    assert len(listed) == 3
    assert not set(listed["Child"]) & {"C1", "C8", "Z9"}


def test_the_validator_s_own_file_loads() -> None:
    path = SAMPLES / "d2i-903-sw-episodes" / "sw_episodes.csv"
    if not path.is_file():
        pytest.skip("the validator's sample file is not on this machine")
    found = contracts.judge(extracts.read_file(path), Settings())
    assert found.accepted["sw_episodes"].height == 1
    assert found.findings.filter(rule="unknown_code")["value"].to_list() == ["SWLAZY"]
