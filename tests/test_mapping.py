"""Proves that HR, agency and recruitment reports give, by a mapping, the figures of our own columns."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import vendor_reports
from command_line import refused
from small_authority import cube

from workforce import cli, contracts, extracts, mapping, settings, warehouse

MEASURES = (
    "in_post_fte", "in_post_headcount", "permanent_share", "agency_rate", "agency_rate_headcount", "vacancy_rate",
    "starters_12m", "leavers_12m", "turnover_rate", "average_caseload", "open_requisitions", "offer_acceptance",
    "time_to_hire",
)  # fmt: skip
MEANINGS = {
    "Perm": "permanent", "FTC": "fixed_term", "Full-time regular": "permanent", "Full-time temporary": "fixed_term",
    "Regular": "permanent", "Temp": "fixed_term", "New post": "new",
}  # fmt: skip
REPORTS: dict[str, tuple[Callable[[Path], Any], tuple[str, ...]]] = {
    "iTrent": (vendor_reports.itrent, ("hr_assignments",)),
    "Oracle": (vendor_reports.oracle, ("hr_assignments",)),
    "SuccessFactors": (vendor_reports.successfactors, ("hr_assignments",)),
    "agency vendor": (vendor_reports.vendor, ("agency_assignments",)),
    "recruitment": (vendor_reports.ats, ("recruitment_requisitions", "recruitment_applications")),
}


def cells(folder: Path) -> dict[str, pl.DataFrame]:
    """Return every cell of the measures, built from the folder by its own settings."""
    connection = cube(folder, settings.load(folder / "authority.toml"), MEASURES)
    try:
        return {
            name: warehouse.cells(connection, [name], "authority", "Wexmere Council")[name] for name in MEASURES
        } | {
            f"{name} by team": warehouse.cells(connection, [name], "team", team)[name]
            for name in ("in_post_fte", "agency_rate", "vacancy_rate")
            for team in ("North", "South", "East")
        }
    finally:
        connection.close()


def fill_in(config: Path) -> None:
    """Give every spelling that the proposal lists its meaning, as an analyst does."""
    text = config.read_text(encoding="utf-8")
    for spelled in re.findall(r'^# "(.+)" = "\?"', text, re.M):
        text = text.replace(f'# "{spelled}" = "?"', f'"{spelled}" = "{MEANINGS[spelled]}"')
    config.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, pl.DataFrame]]:
    """Return the cells of the authority in our own columns."""
    yield cells(vendor_reports.own(tmp_path_factory.mktemp("own")))


@pytest.mark.parametrize("shape", REPORTS)
def test_a_report_mapped_by_the_command_gives_the_figures_of_our_own_columns(
    shape: str, ours: dict[str, pl.DataFrame], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = vendor_reports.own(tmp_path / "extracts")
    write, tables = REPORTS[shape]
    written = write(folder)
    for table in tables:
        (folder / f"{table}.csv").unlink()
    for path in written if isinstance(written, list) else [written]:
        assert cli.main(["map", str(path), "--write"]) == 0
    fill_in(folder / "authority.toml")
    has_left_out = shape in ("Oracle", "SuccessFactors")
    capsys.readouterr()
    assert cli.main(["check", "--extracts", str(folder)]) == has_left_out
    said = capsys.readouterr().out
    assert "Ignored" not in said
    assert set(re.findall(r"^(?:info|warning|error) +(\w+),", said.partition("\n")[2], re.M)) <= {
        "left_out_by_mapping", "superseded_row", "placeholder_date", "extra_column", "lines_above_header",
    }  # fmt: skip
    theirs = cells(folder)
    for name, own in ours.items():
        assert own.height and theirs[name].equals(own), name


def test_a_build_from_mapped_reports_alone_publishes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = vendor_reports.own(tmp_path / "extracts")
    for shape in ("Oracle", "agency vendor", "recruitment"):
        write, tables = REPORTS[shape]
        for table in tables:
            (folder / f"{table}.csv").unlink()
        written = write(folder)
        for path in written if isinstance(written, list) else [written]:
            assert cli.main(["map", str(path), "--write"]) == 0
    fill_in(folder / "authority.toml")
    assert cli.main(["build", "--extracts", str(folder), "--store", str(tmp_path / "store")]) == 0
    assert "Published" in capsys.readouterr().out


def test_a_finding_names_the_line_and_the_column_of_the_file_that_was_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = vendor_reports.itrent(vendor_reports.own(tmp_path))
    (tmp_path / "hr_assignments.csv").unlink()
    assert cli.main(["map", str(path), "--write"]) == 0
    fill_in(tmp_path / "authority.toml")
    lines = path.read_bytes().split(b"\r\n")
    lines[6] = lines[6].replace(b"01/01/2024", b"99/01/2024")
    path.write_bytes(b"\r\n".join(lines))
    assert cli.main(["check", "--extracts", str(tmp_path), "--all"]) == 1
    said = capsys.readouterr().out
    assert f'{path.name} line 7, start_date = "99/01/2024"' in said
    assert '"Effective From" (start_date) is not a date' in said
    assert 'Write "Effective From" (start_date) as DD/MM/YYYY, as the file writes its dates.' in said


@pytest.mark.parametrize("table", [name for name in mapping.MAPPED_TABLES if name != "worker_matches"])
def test_our_own_columns_are_proposed_as_they_are_and_certain(folder: Path, table: str) -> None:
    path = folder / f"{table}.csv"
    made = mapping.propose(mapping.opened(mapping.content(path), path.name))
    header = path.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert (made.table.value, made.table.level) == (table, mapping.CERTAIN)
    assert {target: found.taken.columns for target, found in made.found.items()} == {name: (name,) for name in header}
    assert {found.level for found in made.found.values()} == {mapping.CERTAIN}
    assert (made.hours, made.rows_of, made.missing, made.unused, made.leave_out) == (None, None, (), (), {})


def test_names_birth_dates_and_pay_are_neither_mapped_nor_shown(tmp_path: Path) -> None:
    path = vendor_reports.itrent(tmp_path)
    held = mapping.opened(mapping.content(path), path.name)
    made = mapping.propose(held)
    personal = ("surname", "forename", "date of birth", "ni number", "annual salary")
    assert made.personal == personal
    assert not {*personal} & {name for found in made.found.values() for name in found.taken.columns}
    rows = mapping.tried(held, made.source(), settings.Settings()).rows
    assert rows.height == 8 and "Withheld" not in str(rows.rows()) and "01/02/1980" not in str(rows.rows())


def test_what_is_written_leaves_the_rest_byte_for_byte(tmp_path: Path) -> None:
    config = tmp_path / "authority.toml"
    before = b'# ours\r\n[authority]\r\nname = "Wexmere"\r\n'
    config.write_bytes(before)
    path = vendor_reports.vendor(tmp_path)
    assert cli.main(["map", str(path), "--write"]) == 0
    first = config.read_bytes()
    assert first.startswith(before) and first.count(b"\r\n") == first.count(b"\n")
    with config.open("ab") as file:
        file.write(b"\r\n[disclosure]\r\nthreshold = 7 # kept\r\n")
    second = config.read_bytes()
    assert cli.main(["map", str(path), "--write"]) == 2
    assert config.read_bytes() == second
    assert cli.main(["map", str(path), "--write", "--replace"]) == 0
    assert config.read_bytes() == second
    made = settings.load(config)
    assert (made.authority.name, made.disclosure.threshold, len(made.sources)) == ("Wexmere", 7, 1)
    assert list(tmp_path.glob(".authority*")) == []


def test_a_replaced_section_is_the_only_change(tmp_path: Path) -> None:
    config = tmp_path / "authority.toml"
    head = '[[sources]]\nfile = "{}.csv"\ntable = "hr_absences"\n\n[sources.columns]\nperson_ref = "A"\n'
    one, two = head.format("a"), head.format("b")
    config.write_text(f"{one}\n{two}", encoding="utf-8")
    new = one.replace('"A"', '"Other"')
    assert mapping.save(config, new, replace=True) is True
    assert config.read_text(encoding="utf-8") == f"{new}\n{two}"
    with pytest.raises(settings.SettingsError, match=r"already maps a\.csv to hr_absences; nothing was written"):
        mapping.save(config, one)


@pytest.mark.parametrize(
    "text",
    ['Perm "quoted"', "back\\slash", "tab\there", "line\nbreak", "]] # [x]", "\x7f", "\u2028", "naïve £", "'''", "{x}"],
)
def test_any_text_of_a_file_is_held_unchanged_and_is_never_toml(text: str) -> None:
    written = tomllib.loads(f"key = {mapping.quoted(text)}")
    assert written == {"key": text}


def test_a_heading_or_value_that_looks_like_toml_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    header = (
        'Employee Number,Assignment No,Job Title,Team,Contract Type,FTE,Start Date,"x""\n[disclosure]\nthreshold = 1"\n'
    )
    row = 'E1,A1,Social worker,North,"odd""\n[authority]\nname = ""stolen",1,2020-01-06,y\n'
    path.write_text(header + row, encoding="utf-8")
    assert cli.main(["map", str(path), "--write"]) == 0
    held = settings.load(tmp_path / "authority.toml")
    assert held.disclosure.threshold == 5 and held.authority.name == settings.Settings().authority.name
    assert held.sources[0].columns["person_ref"].columns == ("employee number",)


BAD = {
    "empty.csv": (b"", "the file is empty"),
    "blank.xlsx": (b"", "not a readable Excel workbook"),
    "binary.csv": (bytes(range(256)) * 40, "the encoding is neither"),
    "nul.csv": (b"a,b\n\x00,1\n", "NUL bytes"),
    "picture.xlsx": (b"\x89PNG\r\n" + bytes(400), "not a readable Excel workbook"),
    "page.pdf": (b"%PDF-1.7", "not a file of rows that can be read"),
    "header only.csv": (b"Employee Number,Start Date\n", "a header and no rows"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content, said = BAD[name]
    (tmp_path / name).write_bytes(content)
    assert said in refused(capsys, "map", tmp_path / name, "--write")
    assert not (tmp_path / "authority.toml").exists()


def test_a_missing_file_a_folder_and_an_unknown_table_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "cannot be opened" in refused(capsys, "map", tmp_path / "none.csv")
    (tmp_path / "folder.csv").mkdir()
    assert "cannot be opened" in refused(capsys, "map", tmp_path / "folder.csv")
    assert "give one of hr_assignments" in refused(capsys, "map", vendor_reports.vendor(tmp_path), "--table", "hr")


def test_three_hundred_columns_of_nothing_known_are_a_guess_that_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "wide.csv"
    header = ",".join(f"Column {number}" for number in range(300))
    path.write_text(f"{header}\n{','.join(['x'] * 300)}\n", encoding="utf-8")
    assert cli.main(["map", str(path)]) == 0
    said = capsys.readouterr()
    assert "The table is a guess" in said.out and "and 270 more" in said.out
    assert "As it stands the file would be refused" in said.err


def test_percentages_of_a_full_time_post_and_a_leaving_date_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pa0001.csv"
    path.write_text(
        "PERNR;NACHN;GBDAT;BEGDA;ENDDA;Org Unit;Position Title;Employee Group;Employment Percentage;Date Left\n"
        "10001;Withheld;01.02.1980;15.04.2019;31.03.2022;North;Social worker;Permanent;100%;\n"
        "10001;Withheld;01.02.1980;01.04.2022;31.12.9999;North;Social worker;Permanent;60%;30.06.2024\n",
        encoding="utf-8",
    )
    held = mapping.opened(mapping.content(path), path.name)
    made = mapping.propose(held)
    assert made.personal == ("nachn", "gbdat") and made.missing == ()
    rows = mapping.tried(held, made.source(), settings.Settings()).rows
    assert rows.select("person_ref", "assignment_ref", "start_date", "end_date", "fte").rows() == [
        ("10001", "10001/15.04.2019", "2019-04-15", "2022-03-31", "1.0"),
        ("10001", "10001/01.04.2022", "2022-04-01", "2024-06-30", "0.6"),
    ]


def test_a_date_that_could_be_two_is_read_as_another_column_shows(tmp_path: Path) -> None:
    path = tmp_path / "sickness.csv"
    path.write_text(
        "Employee Number,Absence Start Date,Absence End Date,Absence Type\nE1,03/04/2024,03/25/2024,SIC\n",
        encoding="utf-8",
    )
    made = mapping.propose(mapping.opened(mapping.content(path), path.name))
    assert made.table.value == "hr_absences"
    assert {target: part.value for target, part in made.dates.items()} == dict.fromkeys(
        ("start_date", "end_date"), "MM/DD/YYYY"
    )


SECTION = {"file": "a.csv", "table": "hr_absences", "columns": {"person_ref": "Who"}}
REFUSED = {
    "unknown key": ({"colums": {}}, 'key "colums" is not known; the nearest known key is "columns"'),
    "no columns": ({"columns": {}}, "maps nothing"),
    "a form without a year": ({"dates": {"person_ref": "DD/MM"}}, "give a form such as"),
    "dates of nothing": ({"dates": {"start_date": "DD/MM/YYYY"}}, 'the key "start_date" is not known'),
    "hours and fte": ({"columns": {"fte": "F"}, "hours": "H"}, "gives both hours and fte"),
    "header 0": ({"header": 0}, "give the line of the column names"),
    "a number to leave out": ({"leave_out": {"Status": [3]}}, "give the values in quotes"),
    "an odd column": ({"columns": {"person_ref": 3}}, "give text in quotes"),
    "sequence alone": ({"sequence": "seq"}, "without rows_of"),
    "twice": ({"constants": {"person_ref": "x"}}, "from a column and by a constant"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_section_that_cannot_be_meant_is_refused(case: str) -> None:
    change, said = REFUSED[case]
    with pytest.raises(settings.SettingsError, match=re.escape(said)):
        settings.parse({"sources": [SECTION | change]})


def read(folder: Path, content: str, section: dict[str, Any]) -> contracts.Judged:
    """Return one mapped file, judged alone."""
    (folder / "a.csv").write_text(content, encoding="utf-8")
    made = settings.parse({"sources": [SECTION | section]})
    (table,) = extracts.read_folder(folder, made)
    return contracts.judge_alone(table, made)


def test_a_mapped_column_that_is_gone_and_a_missing_file_stop_the_build(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match='"persn" is not a column of hr_absences'):
        read(tmp_path, "Who\nE1\n", {"columns": {"persn": "Who"}})
    with pytest.raises(extracts.folder.Rejected, match=r'line 1: the column "Who" .* the nearest is "whom"'):
        read(tmp_path, "Whom\nE1\n", {})
    with pytest.raises(extracts.folder.Rejected, match=r"b\.csv: no file of the folder has the name"):
        read(tmp_path, "Who\nE1\n", {"file": "b.csv"})
    with pytest.raises(extracts.folder.Rejected, match="required column start_date of hr_absences is not mapped"):
        read(tmp_path, "Who\nE1\n", {})


def test_rows_left_out_on_purpose_are_named_and_the_lines_add_up(tmp_path: Path) -> None:
    columns = {"person_ref": "Who", "start_date": "From", "reason": "Type"}
    judged = read(
        tmp_path,
        "Who,From,Type,Where,Kind\nE1,2024-01-01,Sick,Children,real\nE2,2024-01-02,Sick,Adults,real\n"
        "\nE3,2024-01-03,Sick,children,TEST\nE4,2024-01-04,Sick,,real\n",
        {
            "columns": columns, "values": {"reason": {"sick": "SIC"}}, "keep": {"Where": ["Children"]},
            "leave_out": {"Kind": ["test"]},
        },
    )  # fmt: skip
    assert judged.accepted["hr_absences"].select("person_ref", "reason").rows() == [("E1", "SIC")]
    told = judged.findings.filter(pl.col("rule") == "left_out_by_mapping")
    assert told.select("line", "column", "value").rows() == [
        (3, "Where", "Adults"),
        (5, "Kind", "TEST"),
        (6, "Where", ""),
    ]
    line = judged.balance.row(0, named=True)
    assert (line["lines"], line["accepted"], line["quarantined"], line["blank"]) == (5, 1, 3, 1)
