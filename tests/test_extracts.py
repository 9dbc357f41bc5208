"""Proves that extracts are read as text from every format and encoding, and refused with the line when damaged."""

from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from workforce.errors import Rejected, SettingsError
from workforce.extracts import read_file
from workforce.settings import load, parse

TEXT = "dept_team_id,dept_team_name\n007,Zoë\n8,North\n"


def put(folder: Path, data: bytes | str, name: str = "ssd_department.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


@pytest.mark.parametrize(
    ("codec", "found"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")],
)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("quoted", [False, True])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_encodings_and_separators(
    tmp_path: Path, codec: str, found: str, separator: str, quoted: bool, ending: str
) -> None:
    text = TEXT.replace("Zoë", '"Zoë"' if quoted else "Zoë").replace(",", separator).replace("\n", ending)
    [source] = read_file(put(tmp_path, text.encode(codec)))
    assert source.encoding == found
    assert source.frame.rows() == [("007", "Zoë", 2), ("8", "North", 3)]


def test_blank_lines_are_counted_and_lines_are_physical(tmp_path: Path) -> None:
    [source] = read_file(put(tmp_path, 'dept_team_id,dept_team_name\n\n1,"two\nlines"\n,\n2,B\n'))
    assert (source.lines, source.blank) == (4, 2)
    assert source.frame["_line"].to_list() == [3, 6]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (TEXT + "9,a,b\n", "line 4: 3 values"),
        (TEXT + "9\n", "line 4: 1 value where"),
        (TEXT + '9,"open\n', "line 4: a quotation mark"),
        ("dept_team_id,Dept_Team_ID\n1,2\n", "stands twice"),
        (TEXT + "9,a\x00b\n", "line 4: the file holds NUL"),
        ("", "empty"),
        (b"dept_team_id,dept_team_name\n1,\x81\xff\n", "line 2: the encoding"),
    ],
)
def test_damaged_files_are_refused(tmp_path: Path, data: str | bytes, words: str) -> None:
    with pytest.raises(Rejected, match=words):
        read_file(put(tmp_path, data))


def test_columns_outside_the_contract_are_listed_and_not_read(tmp_path: Path) -> None:
    [source] = read_file(put(tmp_path, "dept_team_id,pers_dob,dept_team_name\n1,2001-01-01,A\n"))
    assert source.extra_columns == ["pers_dob"]
    assert source.frame.columns == ["dept_team_id", "dept_team_name", "_line"]


def test_xlsx_and_parquet_give_the_same_text(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(tmp_path / "all.xlsx")
    sheet = book.add_worksheet("ssd_department")
    for number, row in enumerate([["dept_team_id", "dept_team_name"], ["007", "Zoë"], [], ["8", "North"]]):
        sheet.write_row(number, 0, row)
    book.close()
    pl.DataFrame({"dept_team_id": ["007", "8"], "dept_team_name": ["Zoë", "North"]}).write_parquet(
        tmp_path / "ssd_department.parquet"
    )
    [excel], [parquet] = read_file(tmp_path / "all.xlsx"), read_file(tmp_path / "ssd_department.parquet")
    assert excel.frame.drop("_line").rows() == parquet.frame.drop("_line").rows() == [("007", "Zoë"), ("8", "North")]
    assert (excel.lines, excel.blank, excel.frame["_line"].to_list()) == (3, 1, [2, 4])


def test_a_csv_renamed_xlsx_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Rejected, match="not a readable Excel"):
        read_file(put(tmp_path, TEXT, "ssd_department.xlsx"))


def test_settings_refuse_unknown_keys_with_the_nearest() -> None:
    with pytest.raises(SettingsError, match=r'"limit_per_fet".*"limit_per_fte"'):
        parse({"caseload": {"limit_per_fet": 20}})
    with pytest.raises(SettingsError, match=r'"case_load".*"caseload"'):
        parse({"case_load": {}})


def test_settings_are_read(tmp_path: Path) -> None:
    text = """[authority]\nname = "A"\nextract_date = 2024-09-30\nfirst_month = "2018-10"\n[[targets]]\nmeasure = "x"\n
    from = 2025-01-01\nvalue = 0\n[org_roles]\n"Porter" = "out_of_scope"\n[services]\n"S" = ["T"]\n"""
    settings = load(put(tmp_path, text, "authority.toml"))
    assert str(settings.authority.first_month) == "2018-10-01"
    assert settings.targets[0].value == 0
    assert settings.org_roles == {"Porter": "out_of_scope"}
    assert load(None).caseload.limit_per_fte == 20
