"""Proves that bad input is refused, or read, with one sentence naming file, place and fix, and that nothing is lost."""

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter
from three_months import CONFIG, cell, layered, tables, write

from workforce import cli, snapshots

HR = "hr_assignments.csv"


@pytest.fixture(scope="module")
def good(small_store: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the small authority's extracts and a store that holds its snapshot."""
    made = tmp_path_factory.mktemp("good")
    return write(made / "extracts", tables()), Path(shutil.copytree(small_store, made / "store"))


@pytest.fixture
def folder(good: tuple[Path, Path], tmp_path: Path) -> Path:
    """Return a copy of the good extracts, to be spoiled."""
    return Path(shutil.copytree(good[0], tmp_path / "extracts"))


def text(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def dated(content: str, *dates: str) -> str:
    """Return the text with its first start dates written otherwise."""
    for date in dates:
        content = content.replace("2020-01-06", date, 1)
    return content


def workbook(path: Path, rows: list[list[object]], hidden: int | None = None) -> None:
    """Write one sheet, named as the table; text that starts with = becomes a formula."""
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet(path.stem)
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    if hidden is not None:
        sheet.set_row(hidden, None, None, {"hidden": True})
    book.close()


def departments(folder: Path, rows: list[list[object]], hidden: int | None = None) -> Path:
    (folder / "ssd_department.csv").unlink()
    workbook(folder / "ssd_department.xlsx", [["dept_team_id", "dept_team_name"], *rows], hidden)
    return folder / "ssd_department.xlsx"


def without_cached_values(path: Path) -> None:
    """Take the calculated values of formulas out of a workbook, as some exporters leave them."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as book, zipfile.ZipFile(made, "w") as copy:
        for name in book.namelist():
            copy.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", book.read(name)))
    path.write_bytes(made.getvalue())


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing file": (lambda f: (f / HR).unlink(), "hr_assignments: no such file .* export it as hr_assignments.csv"),
    "missing folder": (lambda f: shutil.rmtree(f), "the folder of extracts does not exist; give the folder"),
    "missing column": (lambda f: text(f / HR, lambda t: t.replace("start_date", "begun", 1)),
                       "hr_assignments.csv: the required column start_date is missing .* add it to the export"),
    "renamed column": (lambda f: text(f / HR, lambda t: t.replace("contract_type", "contract_typ", 1)),
                       'hr_assignments.csv: the required column contract_type .* rename "contract_typ" to it'),
    "empty file": (lambda f: (f / HR).write_text(""), "hr_assignments.csv: the file is empty; export it again"),
    "header only": (lambda f: text(f / HR, lambda t: t.split("\n")[0] + "\n"),
                    "hr_assignments.csv: the table hr_assignments is required and holds no rows; export"),
    "wrong encoding": (lambda f: (f / HR).write_bytes((f / HR).read_bytes().replace(b"North", b"Nor\x81\xfe", 1)),
                       "hr_assignments.csv line 2: the encoding is neither .* save it again"),
    "cut UTF-16": (lambda f: (f / HR).write_bytes((f / HR).read_text().encode("utf-16")[:-1]),
                   "hr_assignments.csv: the UTF-16 text is cut off; export it again"),
    "NUL bytes": (lambda f: text(f / HR, lambda t: t.replace("North", "No\0rth", 1)),
                  "hr_assignments.csv line 2: the file holds NUL bytes; save it again"),
    "mixed dates": (lambda f: text(f / HR, lambda t: dated(t, "13/01/2020", "01/13/2020")),
                    "hr_assignments.csv: the column start_date holds month-first dates .* export it as YYYY-MM-DD"),
    "duplicate header": (lambda f: text(f / HR, lambda t: t.replace("post_title", "team", 1)),
                         'hr_assignments.csv line 1: the column "team" stands twice in the header; remove or rename'),
    "short row": (lambda f: text(f / HR, lambda t: t.rstrip() + "\nX9,A9\n"),
                  "hr_assignments.csv line 6: 2 values where the header has 15 columns; .* export again"),
    "open quotation": (lambda f: text(f / HR, lambda t: t.rstrip() + '\n"X9,A9\n'),
                       "hr_assignments.csv line 6: a quotation mark is opened here .* correct it"),
    "unmapped role": (lambda f: text(f / "ssd_involvements.csv", lambda t: t.replace("CW", "SWK")),
                      r'ssd_involvements: these involvement roles are not mapped; add .*"SWK" = "\?"  # 3 rows'),
    "blank role": (lambda f: text(f / "ssd_involvements.csv", lambda t: t.replace(",CW,", ",,", 1)),
                   r'ssd_involvements: these involvement roles are not mapped; add .*"" = "\?"  # 1 row\b'),
    "unmapped post title": (lambda f: text(f / HR, lambda t: t.replace("Social Worker,North,5", "Porter,North,")),
                            r'post titles have no org_role .*\[org_roles\].*"Porter" = "\?"  # 3 rows'),
    "two mappings missing": (lambda f: (text(f / HR, lambda t: t.replace("Social Worker,North,5", "Porter,North,")),
                                        text(f / "ssd_involvements.csv", lambda t: t.replace("CW", "SWK"))),
                             '"SWK" = .*"Porter" = '),
    "extract date to come": (lambda f: text(f / "authority.toml", lambda t: t.replace("2024-09-30", "2999-09-30")),
                             "The extract date 2999-09-30 is after today; correct extract_date"),
    "extract date before the data": (lambda f: text(f / "authority.toml", lambda t: t.replace("2024-", "1999-")),
                                     "the first start_date, 2020-01-06, is after the extract date 1999-09-30; correct"),
    "first month after the extract": (lambda f: text(f / "authority.toml", lambda t: t.replace("2024-07", "2024-10")),
                                      "first_month 2024-10-01 is after the extract date 2024-09-30; correct"),
    "two files for a table": (lambda f: shutil.copy(f / HR, f / "hr_assignments.txt"),
                              "hr_assignments.txt: the table hr_assignments is also in hr_assignments.csv; keep one"),
    "unknown setting": (lambda f: text(f / "authority.toml", lambda t: "colour = 1\n" + t),
                        'authority.toml: the key "colour" is not known; the nearest known key is'),
    "formula never calculated": (lambda f: departments(f, [["T1", "North"], ["=1+1", "South"]]),
                                 "ssd_department.xlsx sheet ssd_department cell A3: a formula .* open the workbook"),
    "formula without a value": (lambda f: without_cached_values(departments(f, [["T1", '="No"&"rth"']])),
                                "ssd_department.xlsx sheet ssd_department cell B2: a formula .* open the workbook"),
    "not a workbook": (lambda f: (f / HR).rename(f / "hr_assignments.xlsx"),
                       "hr_assignments.xlsx: not a readable Excel workbook; save it again"),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_refused_with_a_sentence_and_the_last_snapshot_stays(
    kind: str, good: tuple[Path, Path], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, sentence = REFUSED[kind]
    published = snapshots.current(good[1])
    spoil(folder)
    capsys.readouterr()
    assert cli.main(["build", "--extracts", str(folder), "--store", str(good[1])]) == 2
    told = re.sub(r"^\[ *[\d.]+ s\] .*\n", "", capsys.readouterr().err, flags=re.MULTILINE)
    assert re.search(sentence, told, re.DOTALL), told
    assert "Traceback" not in told
    assert told.count("\n") == 1 or "# " in told
    assert snapshots.current(good[1]) == published
    assert list(good[1].glob("*.building*")) == []


READ: dict[str, tuple[Callable[[Path], object], set[str]]] = {
    "UTF-16": (lambda f: (f / HR).write_bytes((f / HR).read_text().encode("utf-16")), set()),
    "byte order mark": (lambda f: (f / HR).write_bytes(b"\xef\xbb\xbf" + (f / HR).read_bytes()), set()),
    "Windows-1252": (lambda f: (f / HR).write_bytes(
        (f / HR).read_text().replace("Social", "Soci\u00e9").encode("cp1252")),
                     {"converted_characters"}),
    "semicolons": (lambda f: text(f / HR, lambda t: t.replace(",", ";")), set()),
    "day-first dates": (lambda f: text(f / HR, lambda t: dated(t, "06/01/2020")), {"mixed_date_shapes"}),
    "duplicate ids": (lambda f: text(f / HR, lambda t: t + dated(t.split("\n")[2], "2019-01-07") + "\n"),
                      {"repeated_key"}),
    "hidden rows": (lambda f: departments(f, [["T1", "North"], ["T2", "South"]], hidden=2), {"hidden_rows"}),
    "extra columns": (lambda f: text(f / "ssd_department.csv", lambda t: t.replace("\n", ",dept_email\n", 1)
                                                                          .replace("North", "North,")),
                      {"extra_column"}),
}  # fmt: skip


# What is to be said of these authorities' few rows whatever they are read from.
TOLD_ANYWAY = {
    "agency_over_two_years", "child_without_involvement", "newly_qualified_for_years", "registration_missing",
}  # fmt: skip


@pytest.mark.parametrize("kind", READ)
def test_read_all_the_same_and_told(kind: str, folder: Path) -> None:
    spoil, rules = READ[kind]
    spoil(folder)
    connection = layered(folder, "in_post_headcount")
    assert {rule for (rule,) in connection.sql("select rule from marts.fct_findings").fetchall()} == rules | TOLD_ANYWAY
    assert cell(connection, "in_post_headcount") == (3, "ok")


def test_ids_that_excel_keeps_as_text_stay_as_they_are(folder: Path) -> None:
    departments(folder, [["T1", "North"], ["007", "South"]])
    found = layered(folder).sql("select dept_team_id from raw.ssd_department order by 1").fetchall()
    assert found == [("007",), ("T1",)]


def test_values_that_may_be_blank_do_not_stop_the_build(folder: Path) -> None:
    away = pl.read_csv(folder / "hr_absences.csv", infer_schema=False)
    blank = away.with_columns(reason=pl.lit(None, pl.String))
    pl.concat([away, blank, blank.with_columns(end_date=pl.lit("2024-08-20"))]).write_csv(folder / "hr_absences.csv")
    positions = pl.read_csv(folder / "hr_positions.csv", infer_schema=False)
    positions.with_columns(from_date=pl.lit(None, pl.String)).write_csv(folder / "hr_positions.csv")
    assert cell(layered(folder, "sickness_absence_rate"), "sickness_absence_rate")[1] == "ok"


def test_a_blank_role_may_be_mapped(folder: Path) -> None:
    text(folder / "ssd_involvements.csv", lambda t: t.replace(",CW,", ",,"))
    (folder / "authority.toml").write_text(CONFIG.replace('"CW"', '""'), encoding="utf-8")
    assert cell(layered(folder, "cases_held"), "cases_held") == (2, "ok")
