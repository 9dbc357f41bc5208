"""Proves the fix loop: failing rows written as they stand in their source, corrected, read back, cleared and told."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from census_returns import employed, flattened, returned
from command_line import refused
from drawn_pages import draw
from hypothesis import given, settings
from hypothesis import strategies as st
from test_census_files import put
from three_months import CONFIG, post, tables, write

from workforce import build, cli, contracts, exports, fix_sheets, lineage, snapshots, warehouse
from workforce.extracts.fix_files import read_fixes
from workforce.fix_sheets import BACK, FRONT, HOW_TO, ROWS, FixSheet, marked, unmarked
from workforce.ui.correcting import fix_file

OWN = ("Forename", "PERSON_REF", "Assignment_Ref", "Staff_Number", "Post_Title", "Team", "Org_Role", "Contract_Type",
       "FTE", "Start_Date", "End_Date")  # fmt: skip
READ = OWN[1:]
HR = "fix-hr_assignments.csv"
Rows = list[dict[str, str]]
MATCHED = build.findings_of
pytestmark = pytest.mark.usefixtures("unmatched")


@pytest.fixture
def unmatched(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what only matching shows, which takes a second: the tests that need it put it back."""
    monkeypatch.setattr(build, "findings_of", lambda judged, *rest: judged.findings)


def posts() -> Rows:
    """Return the HR file of the small authority under spellings of its own: one row left out, two flagged."""
    faults = {"W1": {"fte": "1.5"}, "W2": {"end_date": "2019-01-01"}, "L1": {"contract_type": ""}}
    made = [post("M1", 3), *(post(name, 5, **changes) for name, changes in faults.items())]
    own = [{name: str(row.get(name.lower()) or "") for name in OWN} for row in made]
    return [row | {"Forename": "Zebedee", "Staff_Number": f"00{number}"} for number, row in enumerate(own)]


def write_hr(folder: Path, rows: Rows, separator: str = ";") -> None:
    """Write the HR file."""
    with (folder / "hr_assignments.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, OWN, delimiter=separator, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)


def due() -> dict[str, list[Any]]:
    """Return the tables that are required."""
    return {table: rows for table, rows in tables().items() if contracts.SPECS[table].required}


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Return the small authority's required extracts with the HR file that has faults."""
    folder = write(tmp_path / "extracts", due())
    write_hr(folder, posts())
    return folder


def written(folder: Path, *more: str) -> Path:
    """Return the folder of the fix files that the command writes."""
    out = folder.parent / f"fixes-{len(list(folder.parent.iterdir()))}"
    assert cli.main(["fixes", "--extracts", str(folder), "--out", str(out), *more]) == 0
    return out


def read(path: Path) -> list[list[str]]:
    """Return the cells of a fix file."""
    return list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def correct(path: Path, cells: Mapping[tuple[str, str], str]) -> None:
    """Write a fix file with other cells: (line of the source, column) and what is typed there."""
    header, *rows = read(path)
    for (line, column), text in cells.items():
        (row,) = [row for row in rows if row[2] == line]
        row[header.index(column)] = text
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def checked(capsys: pytest.CaptureFixture[str], folder: Path, fixes: Path) -> str:
    """Return what check says with these fix files."""
    capsys.readouterr()
    cli.main(["check", "--extracts", str(folder), "--fixes", str(fixes), "--all"])
    return capsys.readouterr().out


def content(folder: Path) -> dict[str, str]:
    """Return what tells the content of every file of a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
ODD = st.sampled_from(
    ["=1+1", "'=1+1", "''", "'", "-1", "-cmd", "+44 20", "@x", "\tx", "\rx", "\nx", "00123", "1E5", "1.50", "0.1", "-0",
     "1" * 16, "2024-01-05", "5/1", "March 2024", "may 1", "TRUE", "false", " 7", "7 ", "£5", "60%", "18:30", "1,000",
     "a\r\nb", 'say "hi"', "a;b|c", "\0", "’", ".5", "Ωmega", "x=1"]
)  # fmt: skip
CELL = st.none() | TEXT | ODD


@settings(deadline=None)
@given(st.lists(st.tuples(CELL, CELL, TEXT.filter(str.strip)), min_size=1, max_size=5))
def test_any_text_survives_the_way_out_and_back(rows: list[tuple[str | None, ...]]) -> None:
    made = [("a.csv", "", n, "w", "c", "v", "f", list(cells), "", "r", "row-1", True, False)
            for n, cells in enumerate(rows)]  # fmt: skip
    sheet = FixSheet("a.csv", "", ("=A1", "’b", "Line"), (), pl.DataFrame(made, schema=ROWS, orient="row"))
    back = read_back(fix_sheets.written(sheet))
    assert [tuple(cell or "" for cell in row) for row in back] == [tuple(cell or "" for cell in row) for row in rows]


def read_back(data: bytes) -> list[list[str | None]]:
    """Return the own cells of each row of a fix file."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "fix-a.csv").write_bytes(data)
        return [list(row.cells.values()) for row in read_fixes(Path(folder))]


@settings(deadline=None)
@given(CELL)
def test_no_cell_can_be_run_and_the_mark_comes_off_exactly(text: str | None) -> None:
    shown = marked(text)
    assert exports.safe(shown) == shown
    assert unmarked(shown) == (text or None)


@pytest.mark.parametrize("text", ["=1+1", "-cmd", "@x", "'x", "00123", "1E5", "1.0", "1234567890123456", "2024-01-05",
                                  "5/1/2024", "Jan 2024", "true", "18:30", "60%", "-0", "+5", " 5", "£5",
                                  "123456789012", "12345678.25", "-1234567890"])  # fmt: skip
def test_what_a_spreadsheet_would_run_or_change_is_marked(text: str) -> None:
    assert marked(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "0", "37", "-3", "0.5", "-2.25", "1234567890", "Social Worker", "E000034", "Marchmont Team"]
)
def test_what_a_spreadsheet_keeps_stands_as_it_is(text: str) -> None:
    assert marked(text) == text


def test_the_failing_rows_are_written_as_they_stand_under_the_files_own_columns(small: Path) -> None:
    before = content(small)
    out = written(small)
    assert sorted(path.name for path in out.iterdir()) == [HOW_TO, HR]
    header, *rows = read(out / HR)
    assert header == [*FRONT, *READ, *BACK]
    assert [row[2] for row in rows] == ["3", "4", "5"]
    first = dict(zip(header, rows[0], strict=True))
    assert (first["Source file"], first["Column"], first["Value"], first["Rule"]) == (
        "hr_assignments.csv", "FTE", "1.5", "fte_out_of_range",
    )  # fmt: skip
    assert first["What is wrong"].startswith("fte is not above 0") and first["How to fix"]
    assert (first["Staff_Number"], first["Start_Date"], first["PERSON_REF"]) == ("'001", "'2020-01-06", "W1")
    assert "Zebedee" not in "".join(path.read_text(encoding="utf-8-sig") for path in out.iterdir())
    assert "- hr_assignments.csv: Forename" in (out / HOW_TO).read_text(encoding="utf-8")
    assert content(small) == before


def test_a_check_says_how_rows_are_corrected_where_any_fails(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pointer = f"workforce fixes --extracts {small} --out FOLDER writes the rows that fail, to be corrected."
    cli.main(["check", "--extracts", str(small)])
    assert pointer in capsys.readouterr().out


def test_only_the_rows_left_out_may_be_asked_for(small: Path) -> None:
    assert [row[2] for row in read(written(small, "--left-out-only") / HR)[1:]] == ["4"]


def test_several_findings_of_a_row_are_numbered_alike_in_each_column(small: Path) -> None:
    rows = posts()
    rows[1] |= {"Contract_Type": "=HYPERLINK(1)"}
    write_hr(small, rows)
    header, row, *_ = read(written(small) / HR)
    told = dict(zip(header, row, strict=True))
    assert told["Column"] == "'1) Contract_Type 2) FTE"
    assert told["Rule"] == "'1) unknown_contract_type 2) fte_out_of_range"
    assert told["Value"] == "'1) =HYPERLINK(1) 2) 1.5"
    assert told["Contract_Type"] == "'=HYPERLINK(1)"


def test_corrections_clear_findings_and_leave_files_and_balance_alone(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, out = content(small), written(small)
    correct(out / HR, {("3", "FTE"): "0.5", ("4", "End_Date"): "'2024-09-01"})
    said = checked(capsys, small, out)
    assert "Fix files: 2 rows corrected, 0 rows left out, 0 rows no longer fitting the extracts." in said
    assert "2 of 3 findings cleared; 1 remain." in said
    assert "        end_before_start: 1 of 1 cleared, 0 remain\n" in said
    assert 'info (kept): hr_assignments.csv line 3 = "FTE": The row was corrected by a fix file' in said
    assert "unknown_contract_type" not in said.split("Fix files:")[1]
    line = next(line for line in said.splitlines() if line.startswith("hr_assignments.csv "))
    assert line.split()[1:8:2] == ["4", "4", "0", "0"]
    assert content(small) == before


def test_a_row_unchanged_or_deleted_still_fails_and_is_not_corrected(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = written(small)
    said = checked(capsys, small, out)
    assert "Fix files: 0 rows corrected" in said and "0 of 3 findings cleared; 3 remain." in said
    assert "corrected_row" not in said
    header, *rows = read(out / HR)
    with (out / HR).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, rows[1]])
    assert "0 of 3 findings cleared; 3 remain." in checked(capsys, small, out)


def test_a_new_fault_of_a_correction_is_a_new_finding(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(small)
    correct(out / HR, {("3", "FTE"): "half"})
    said = checked(capsys, small, out)
    assert "1 of 3 findings cleared; 2 remain; 1 new." in said and "        unreadable_number: 1 new\n" in said
    assert 'line 3, fte = "half"' in said


def test_a_row_is_left_out_for_a_reason_and_counted(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(small)
    correct(out / HR, {("3", BACK[0]): "a contractor", ("3", "FTE"): "0.5"})
    said = checked(capsys, small, out)
    assert 'info (quarantined): hr_assignments.csv line 3 = "a contractor": The row is left out on purpose' in said
    assert "left_out_by_fix" not in checked(capsys, small, written(small))
    line = next(line for line in said.splitlines() if line.startswith("hr_assignments.csv "))
    assert line.split()[1:8:2] == ["4", "2", "2", "0"]


def test_a_correction_for_a_row_that_changed_or_moved_is_not_applied(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = written(small)
    correct(out / HR, {("3", "FTE"): "0.5", ("4", "End_Date"): "2024-09-01"})
    rows = posts()
    rows[1] |= {"Team": "South"}
    write_hr(small, rows)
    said = checked(capsys, small, out)
    assert "Fix files: 1 row corrected, 0 rows left out, 1 row no longer fitting the extracts." in said
    assert f'hr_assignments.csv line 3 = "{HR} line 2": The row is not the one that the fix file was written' in said
    assert "fix_out_of_date" not in said.split("Fix files:")[1]
    write_hr(small, [posts()[0], *posts()])
    assert "0 rows corrected, 0 rows left out, 3 rows no longer fitting" in checked(capsys, small, out)
    write_hr(small, posts()[:2])
    assert "1 row corrected, 0 rows left out, 2 rows no longer fitting" in checked(capsys, small, out)


def test_a_column_that_is_not_read_may_change_without_a_word(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = written(small)
    correct(out / HR, {("3", "FTE"): "0.5"})
    write_hr(small, [row | {"Forename": "Dougal"} for row in posts()], ",")
    assert "1 row corrected, 0 rows left out, 0 rows no longer" in checked(capsys, small, out)


def as_workbook(path: Path) -> None:
    """Save a fix file as a workbook of text."""
    with xlsxwriter.Workbook(str(path.with_suffix(".xlsx")), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(read(path)):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    path.unlink()


def as_text(path: Path, encoding: str, separator: str) -> None:
    """Save a fix file in another encoding with another separator, and a blank row and column as spreadsheets add."""
    rows = [[*row, ""] for row in read(path)]
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows([*rows, [""] * len(rows[0])])


@pytest.mark.parametrize(
    "save",
    [as_workbook, lambda path: as_text(path, "utf-16", "\t"), lambda path: as_text(path, "cp1252", ";")],
    ids=["workbook", "UTF-16 with tabs", "Windows-1252 with semicolons"],
)
def test_a_fix_file_is_read_however_it_is_saved(
    save: Callable[[Path], None], small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = written(small)
    correct(out / HR, {("3", "FTE"): "0.5", ("4", "Team"): "Zoë’s"})
    save(out / HR)
    assert "Fix files: 2 rows corrected" in checked(capsys, small, out)


def test_a_cell_that_only_saving_changed_is_no_correction(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = posts()
    rows[1] |= {"Post_Title": "Social\nWorker", "Team": "Llŷn"}
    write_hr(small, rows)
    out = written(small)
    saved = (out / HR).read_text(encoding="utf-8-sig").replace("\n", "\r\n")
    (out / HR).write_bytes(saved.encode("cp1252", "replace"))
    assert "Fix files: 0 rows corrected" in checked(capsys, small, out)
    correct(out / HR, {("3", "FTE"): "0.5"})
    said = checked(capsys, small, out)
    assert "1 row corrected" in said and 'line 3 = "FTE": The row was corrected' in said


def test_a_file_name_with_spaces_around_it_is_found_again(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "hr_assignments.csv").rename(small / " hr_assignments .csv")
    out = written(small)
    correct(out / "fix-_hr_assignments_.csv", {("3", "FTE"): "0.5"})
    assert "Fix files: 1 row corrected" in checked(capsys, small, out)


def test_a_fix_file_has_a_name_that_any_disk_takes() -> None:
    assert len(fix_sheets.name_of("é" * 120 + ".xlsx", "Posts").encode()) <= 255


def without_mark(rows: list[list[str]]) -> None:
    for row in rows:
        row.pop()


def without_team(rows: list[list[str]]) -> None:
    place = rows[0].index("Team")
    for row in rows:
        row.pop(place)


def with_row(**cells: str) -> Callable[[list[list[str]]], None]:
    """Return what changes cells of the first row by their column, `column` standing for a name with spaces."""

    def change(rows: list[list[str]]) -> None:
        for name, text in cells.items():
            rows[1][rows[0].index(name.replace("_", " ") if name in ("Source_file",) else name)] = text

    return change


def twice(rows: list[list[str]]) -> None:
    rows.append(rows[1])


def blank(rows: list[list[str]]) -> None:
    rows[1][len(FRONT) : -len(BACK)] = [""] * len(READ)


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (without_mark, f'{HR}: the column "Row mark" of a fix file is not in its place'),
        (without_team, f'{HR} line 2: the column "Team" is missing for hr_assignments.csv'),
        (with_row(Source_file="hr_assignment.csv"), f'{HR} line 2: there is no "hr_assignment.csv" among the extracts; '
         "the nearest is hr_assignments.csv"),
        (with_row(Sheet="Posts"), f'{HR} line 2: hr_assignments.csv has no sheet "Posts"'),
        (with_row(Line="three"), f'{HR} line 2: the line is "three", not a number'),
        (twice, f"{HR} line 5: line 3 of hr_assignments.csv stands in {HR} line 2 already"),
        (blank, f"{HR} line 2: every cell of the row is blank"),
        (lambda rows: rows[1].pop(9), f"{HR} line 2: the row has other columns than the header"),
        (lambda rows: rows[0].__setitem__(8, rows[0][7]), f'{HR}: the column "person_ref" stands twice'),
        (lambda rows: rows[0].__setitem__(8, "Ward"), f'{HR} line 2: the column "Assignment_Ref" is missing'),
        (lambda rows: rows.__setitem__(slice(None), [["a", "b"]]), f'{HR}: the column "Source file" of a fix file'),
    ],
)  # fmt: skip
def test_a_bad_fix_file_is_refused_in_one_sentence(
    spoil: Callable[[list[list[str]]], Any], says: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = written(small)
    rows = read(out / HR)
    spoil(rows)
    with (out / HR).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    assert refused(capsys, "check", "--extracts", small, "--fixes", out).startswith(says)


def test_folders_and_files_that_hold_no_fixes_are_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check = ("check", "--extracts", small, "--fixes")
    assert "does not exist" in refused(capsys, *check, small / "none")
    out = written(small)
    assert "is a file, not the folder of fix files" in refused(capsys, *check, out / HR)
    assert "give a folder of fix files only, apart from the extracts" in refused(capsys, *check, small)
    (out / "Thumbs.db").write_bytes(b"x")
    assert "Fix files: 0 rows corrected" in checked(capsys, small, out)
    (out / "Thumbs.db").unlink()
    (out / "notes.docx").write_bytes(b"x")
    assert refused(capsys, *check, out).startswith("notes.docx: not a fix file")
    (out / "notes.docx").unlink()
    (out / HR).write_bytes((out / HR).read_bytes() + b'"')
    assert "a quotation mark is opened here" in refused(capsys, *check, out)
    (out / HR).unlink()
    assert "there is no fix file in this folder" in refused(capsys, *check, out)
    assert "not a new or empty folder" in refused(capsys, "fixes", "--extracts", small, "--out", out)
    assert "(it holds the extracts)" in refused(capsys, "fixes", "--extracts", small, "--out", small)


def test_the_last_row_of_a_required_table_is_not_left_out(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_hr(small, posts()[1:2])
    out = written(small)
    correct(out / HR, {("2", BACK[0]): "a contractor"})
    said = refused(capsys, "check", "--extracts", small, "--fixes", out)
    assert said.startswith(f"{HR} line 2: the fix files leave out every row of hr_assignments.csv, which a build needs")


def test_without_failing_rows_nothing_is_written(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_hr(small, posts()[:1])
    capsys.readouterr()
    assert not written(small).exists()
    assert capsys.readouterr().out == "No row needs a correction; nothing was written.\n"


def test_rows_that_only_matching_shows_are_written_and_cleared_too(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "findings_of", MATCHED)
    absences = "person_ref,start_date,end_date,reason,working_days_lost\nW9,2024-08-05,2024-08-09,SIC,5\n"
    (small / "hr_absences.csv").write_text(absences, encoding="utf-8")
    out = written(small)
    header, row = read(out / "fix-hr_absences.csv")
    assert dict(zip(header, row, strict=True))["Rule"] == "unknown_person"
    correct(out / "fix-hr_absences.csv", {("2", "person_ref"): "W1"})
    assert "        unknown_person: 1 of 1 cleared, 0 remain\n" in checked(capsys, small, out)


SOURCES = """
[[sources]]
file = "staff.csv"
table = "hr_assignments"
columns.person_ref = "Pay No."
columns.assignment_ref = ["Pay No.", "Asg"]
columns.post_title = "Job"
columns.team = "Section"
columns.org_role = "Grade"
columns.contract_type = "Basis"
columns.start_date = "From"
columns.end_date = "To"
constants = {swe_number = "", is_newly_qualified = ""}
hours = "Hours"
standard_hours = 37
"""


def test_rows_of_a_mapped_report_are_corrected_under_its_own_columns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "extracts", due(), CONFIG + SOURCES)
    (folder / "hr_assignments.csv").unlink()
    lines = ["Pay No.,Surname,Asg,Job,Section,Grade,Basis,Hours,From,To",
             "0001,Florence,1,Social Worker,North,5,permanent,37,2020-01-06,",
             "0002,Dylan,1,Social Worker,North,5,permanent,18:30,2020-01-06,2019-01-01"]  # fmt: skip
    (folder / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = written(folder)
    header, row = read(out / "fix-staff.csv")
    read_columns = ["Pay No.", "Asg", "Job", "Section", "Grade", "Basis", "Hours", "From", "To"]
    assert header == [*FRONT, *read_columns, *BACK]
    assert (row[4], row[header.index("Pay No.")], row[header.index("Hours")]) == ("To", "'0002", "'18:30")
    correct(out / "fix-staff.csv", {("3", "To"): "2024-08-01"})
    assert "1 of 1 finding cleared; 0 remain." in checked(capsys, folder, out)


ABSENCES = """keep = {Kind = ["post"]}
[[sources]]
file = "staff.csv"
table = "hr_absences"
columns = {person_ref = "Pay No.", reason = "Job", start_date = "From", end_date = "To", working_days_lost = "Hours"}
keep = {Kind = ["absence"]}
"""


def test_a_row_of_a_file_of_two_tables_is_left_out_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write(tmp_path / "extracts", due(), CONFIG + SOURCES + ABSENCES)
    (folder / "hr_assignments.csv").unlink()
    lines = ["Pay No.,,Asg,Job,Section,Grade,Basis,Hours,From,To,Kind",
             "0001,Florence,1,Social Worker,North,5,permanent,37,2020-01-06,,post",
             "0002,Dylan,1,Social Worker,North,5,permanent,100,2020-01-06,2019-01-01,post",
             "0001,Florence,,SIC,,,,5,2024-08-09,2024-08-05,absence"]  # fmt: skip
    (folder / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    out = written(folder)
    assert "- staff.csv: a column without a name\n" in (out / HOW_TO).read_text(encoding="utf-8")
    header, first, _ = read(out / "fix-staff.csv")
    assert (
        'Write "Hours" as the file writes it: 37 is full time.' in dict(zip(header, first, strict=True))["How to fix"]
    )
    correct(out / "fix-staff.csv", {("3", BACK[0]): "entered twice", ("4", BACK[0]): "not an absence"})
    assert "Fix files: 0 rows corrected, 2 rows left out, 0 rows no longer" in checked(capsys, folder, out)


def test_a_mapped_report_is_corrected_in_the_way_that_it_writes_hours_dates_and_values(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = '[sources.dates]\nstart_date = "DD/MM/YYYY"\nend_date = "DD/MM/YYYY"\n'
    values = '[sources.values.contract_type]\n"Casual" = "odd"\n'
    folder = write(tmp_path / "extracts", due(), CONFIG + SOURCES + forms + values)
    (folder / "hr_assignments.csv").unlink()
    lines = ["Pay No.,Surname,Asg,Job,Section,Grade,Basis,Hours,From,To",
             "0001,Florence,1,Social Worker,North,5,permanent,370,06/01/2020,",
             "0002,Dylan,2,Social Worker,North,5,Casual,37,31/02/2020,",
             ",Brian,3,Social Worker,North,5,permanent,37,06/01/2020,01/02/2019"]  # fmt: skip
    (folder / "staff.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    _, *rows = read(written(folder) / "fix-staff.csv")
    assert [(row[2], row[5]) for row in rows] == [("2", "370"), ("3", "'1) Casual 2) 31/02/2020"), ("4", "")]
    told = " ".join(cell for row in rows for cell in row[3:7])
    assert 'Write "Hours" as the file writes it: 37 is full time.' in told and "divided by" not in told
    assert 'Write "From" as DD/MM/YYYY, as the file writes its dates.' in told and "YYYY-MM-DD" not in told
    assert 'Column "Pay No." is blank' in told and not re.search(r"\w_\w*(id|ref|type|date)\b", told)


def test_rows_of_a_workbook_are_corrected_by_sheet(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (small / "hr_assignments.csv").unlink()
    with xlsxwriter.Workbook(str(small / "export.xlsx")) as book:
        sheet = book.add_worksheet("hr_assignments")
        for number, row in enumerate([dict(zip(OWN, OWN, strict=True)), *posts()]):
            for place, name in enumerate(OWN):
                sheet.write_string(number, place, row[name])
    out = written(small)
    name = "fix-export.xlsx-hr_assignments.csv"
    header, *rows = read(out / name)
    assert header == [*FRONT, *READ, *BACK] and rows[0][:3] == ["export.xlsx", "hr_assignments", "3"]
    correct(out / name, {("4", "End_Date"): "2024-09-01"})
    assert "1 of 3 findings cleared; 2 remain." in checked(capsys, small, out)


def test_an_xml_return_has_no_lines_to_correct_and_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(small, returned(2024, [employed(2024, FTE30="1.1")]))
    capsys.readouterr()
    out = written(small)
    assert "return.xml: 1 row not written, as an XML return holds no lines to correct" in capsys.readouterr().out
    correct(out / HR, {("3", "Source file"): "return.xml"})
    said = refused(capsys, "check", "--extracts", small, "--fixes", out)
    assert "the rows of return.xml cannot be corrected one by one" in said


def test_birth_dates_sex_and_ethnicity_of_a_flattened_return_stay_out(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    put(small, flattened([employed(2024, FTE30="1.1")], 2024), "workers.csv")
    out = written(small)
    header, row = read(out / "fix-workers.csv")
    own = {name.lower() for name in header[len(FRONT) : -len(BACK)]}
    assert {"fte30", "orgrole"} <= own and not {"personbirthdate", "gendercurrent", "sex", "ethnicity"} & own
    assert employed(2024)["PersonBirthDate"] not in row and f"'{employed(2024)['PersonBirthDate']}" not in row
    correct(out / "fix-workers.csv", {(row[2], header[header.index("FTE30")]): "1"})
    assert "census_fte_out_of_range: 1 of 1 cleared" in checked(capsys, small, out)


def test_corrections_so_far_are_carried_into_the_next_fix_files(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = written(small)
    correct(first / HR, {("3", "FTE"): "0.5", ("4", BACK[0]): "entered twice"})
    second = written(small, "--fixes", str(first))
    header, *rows = read(second / HR)
    told = {row[2]: dict(zip(header, row, strict=True)) for row in rows}
    assert told["3"]["FTE"] == "0.5" and told["3"]["What is wrong"].startswith("Corrected by this file")
    assert told["4"][BACK[0]] == "entered twice" and told["5"]["Rule"] == "unknown_contract_type"
    assert [row[-1] for row in rows] == [row[-1] for row in read(first / HR)[1:]]
    correct(second / HR, {("5", "Contract_Type"): "permanent"})
    assert "2 rows corrected, 1 row left out, 0 rows no longer" in checked(capsys, small, second)


def test_what_was_put_right_so_far_is_never_lost_in_silence(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = written(small)
    correct(first / HR, {("3", "FTE"): "0.5", ("4", BACK[0]): "entered twice"})
    capsys.readouterr()
    second = written(small, "--fixes", str(first), "--left-out-only")
    said = capsys.readouterr().out
    assert "2 rows of hr_assignments.csv, 0 left out until corrected, 0 used and flagged, 2 put right so far." in said
    assert [row[2] for row in read(second / HR)[1:]] == ["3", "4"]
    write_hr(small, [row | {"Team": "South"} for row in posts()])
    capsys.readouterr()
    written(small, "--fixes", str(first))
    assert f'hr_assignments.csv line 3 = "{HR} line 2": The row is not the one that' in capsys.readouterr().out


@pytest.fixture(scope="module")
def loop(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[bytes]]:
    """Return extracts, a store built from them twice, the second time a month later with corrections, and the files.

    They are the fix file as the command writes it, and as the page gives it after the first build.
    """
    place = tmp_path_factory.mktemp("loop")
    folder, store = write(place / "extracts", due()), place / "store"
    write_hr(folder, posts())
    out = written(folder)
    build = ["build", "--extracts", str(folder), "--store", str(store)]
    assert cli.main(build) == 0
    connection = warehouse.open_snapshot(snapshots.current(store))
    files = [(out / HR).read_bytes(), fix_file(connection, "hr_assignments.csv", "")]
    connection.close()
    correct(out / HR, {("3", "FTE"): "0.5", ("4", "End_Date"): "2024-09-20"})
    later = (folder / "authority.toml").read_text(encoding="utf-8").replace("2024-09-30", "2024-10-31")
    (folder / "authority.toml").write_text(later, encoding="utf-8")
    assert cli.main([*build, "--fixes", str(out)]) == 0
    return folder, store, files


def test_untouched_findings_keep_their_first_day_and_what_cleared_is_kept(loop: tuple[Path, Path, Any]) -> None:
    connection = warehouse.open_snapshot(snapshots.current(loop[1]))
    found = warehouse.table(connection, "marts.fct_findings").filter(file="hr_assignments.csv")
    days = {rule: (str(day), runs) for rule, day, runs in
            found.select("rule", "first_seen", "runs_failing").iter_rows()}  # fmt: skip
    assert days["unknown_contract_type"] == ("2024-09-30", 2)
    assert days["corrected_row"] == ("2024-10-31", 1)
    assert not {"fte_out_of_range", "end_before_start"} & set(days)
    cleared = {rule: rest for rule, *rest in warehouse.table(connection, "quality.since_last").iter_rows()}
    assert cleared["end_before_start"] == cleared["fte_out_of_range"] == [1, 1, 0, 0]
    assert cleared["unknown_contract_type"] == [1, 0, 1, 0]
    connection.close()


def test_a_corrected_row_keeps_its_file_and_line_and_says_that_it_was_corrected(loop: tuple[Path, Path, Any]) -> None:
    connection = warehouse.open_snapshot(snapshots.current(loop[1]))
    kept = connection.sql("select _file, _line, fte from raw.hr_assignments where person_ref = 'W1'").fetchall()
    assert kept == [("hr_assignments.csv", 3, 0.5)]
    became, told = lineage.standing(connection, "hr_assignments.csv", 3)
    assert became == "accepted" and [each["rule"] for each in told] == ["corrected_row"]
    connection.close()


def test_the_page_says_what_cleared_and_gives_the_fix_file(
    loop: tuple[Path, Path, list[bytes]], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch, fresh: None
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(loop[1]))
    drawn = draw("data_quality", {}, files)
    assert "2 of " in drawn.words and " cleared since the last build" in drawn.words
    assert "In this build **2** rows were corrected and **0** left out by fix files." in drawn.words
    content = drawn.files[HR].decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content, newline="")))
    assert [row[2] for row in rows[1:]] == ["3", "4", "5"]
    assert "Zebedee" not in content


def test_the_fix_file_of_a_snapshot_is_the_one_that_the_command_writes(loop: tuple[Path, Path, list[bytes]]) -> None:
    by_command, by_page = loop[2]
    assert by_page == by_command
