"""Proves that census returns of every layout are read by content, whatever their order, and damaged ones refused."""

from pathlib import Path

import polars as pl
import pytest
from census_returns import agency, authority_items, employed, flattened, leaver, returned

from workforce.contracts import CENSUS_TABLES, SPECS, Judged, judge
from workforce.contracts.source import SourceTable
from workforce.errors import Rejected
from workforce.extracts import ignored_files, read_file, read_folder
from workforce.settings import Settings

SAMPLES = Path(__file__).parents[2] / "shared" / "samples" / "liia-csww-xml"
YEARS = (2022, 2023, 2024, 2025)
RETURN = returned(2024, [employed(2024), agency()])
DOCTYPE = '<!DOCTYPE Message [<!ENTITY a "aaaaaaaaaa">'
BOMB = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
REQUIRED = {
    "hr_assignments": "person_ref,assignment_ref,post_title,team,org_role,contract_type,fte,start_date\n"
    "P1,A1,Social worker,North,5,permanent,1,2020-01-06\n",
    "ssd_involvements": "invo_involvements_id,invo_professional_id,invo_professional_role_id,invo_professional_team,"
    "invo_person_id,invo_involvement_start_date,invo_involvement_end_date\nI1,W1,CW,T1,C1,2023-01-10,\n",
    "ssd_professionals": "prof_professional_id,prof_staff_id\nW1,S1\n",
    "ssd_department": "dept_team_id,dept_team_name\nT1,North\n",
    "ssd_cin_episodes": "cine_referral_id,cine_person_id,cine_referral_date,cine_close_date\nR1,C1,2023-01-10,\n",
}


def put(folder: Path, text: str | bytes, name: str = "return.xml") -> Path:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def judged(folder: Path) -> Judged:
    """Return the folder's extracts, judged with the tables that are due beside the census."""
    for table, text in REQUIRED.items():
        put(folder, text, f"{table}.csv")
    return judge(read_folder(folder), Settings())


def workers(sources: list[SourceTable]) -> pl.DataFrame:
    return next(source for source in sources if source.table == "census_workers").frame


def whole(year: int) -> list[dict[str, str]]:
    return [employed(year), agency(), leaver(year, 2)]


@pytest.mark.parametrize("year", YEARS)
@pytest.mark.parametrize("block", ["LALevelVacancies", "LALevel"])
def test_each_layout_is_read_without_a_finding(tmp_path: Path, year: int, block: str) -> None:
    put(tmp_path, returned(year, whole(year), block=block))
    result = judged(tmp_path)
    assert result.findings.filter(pl.col("table").str.starts_with("census")).rows() == []
    found = result.accepted["census_workers"]
    assert found["AgencyWorker"].to_list() == ["0", "1", "0"]
    assert found["FTE30"].to_list() == [1.0, 1.0, 1.0]
    own = result.accepted["census_authority"].row(0, named=True)
    assert (own["Year"], own["LEA"], own["NumberOfVacancies"], own["NoAgencyFTE"]) == (year, "900", 4.0, 1.5)
    assert own["CarAllowance"] == ("2" if year == 2025 else None)
    counts = dict(result.balance.select("table", "accepted").rows())
    assert (counts["census_workers"], counts["census_authority"]) == (3, 1)


def test_a_worker_stands_on_the_line_where_the_element_begins(tmp_path: Path) -> None:
    path = put(tmp_path, RETURN)
    lines = workers(read_file(path))["_line"].to_list()
    text = RETURN.splitlines()
    assert [text[line - 1] for line in lines] == ["<CSWWWorker>"] * 2


def test_workers_on_one_line_are_told_apart_by_their_place(tmp_path: Path) -> None:
    put(tmp_path, RETURN.replace("\n", ""))
    result = judged(tmp_path)
    assert result.accepted["census_workers"]["_line"].to_list() == [1, 2]
    assert "census_shared_line" in result.findings["rule"].to_list()


def test_several_years_in_one_folder_in_any_order(tmp_path: Path) -> None:
    stored = []
    for order in (YEARS, YEARS[::-1]):
        folder = tmp_path / str(order[0])
        folder.mkdir()
        for place, year in enumerate(order):
            put(folder, returned(year, whole(year)), f"{place}.xml")
        accepted = judged(folder).accepted
        stored.append([accepted[table].drop("_file").sort("Year", "_line") for table in CENSUS_TABLES])
    assert [frame.height for frame in stored[0]] == [12, 4]
    assert all(one.equals(other) for one, other in zip(*stored, strict=True))


@pytest.mark.parametrize("name", ["return.xml", "RETURN.XML", "census 2024.txt", "exported.csv"])
def test_a_return_is_known_by_its_content_not_its_name(tmp_path: Path, name: str) -> None:
    put(tmp_path, '<?xml version="1.0" encoding="UTF-8"?>\n' + RETURN, name)
    assert workers(read_folder(tmp_path)).height == 2
    assert ignored_files(tmp_path) == []


@pytest.mark.parametrize(
    "text", ["<Message><Header><CollectionDetails><Collection>CIN</Collection></CollectionDetails></Header></Message>",
             "<Message2><CSWWWorker/></Message2>", "<html><p>Saved from the web</p></html>"],
)  # fmt: skip
def test_other_xml_is_not_read_and_named(tmp_path: Path, text: str) -> None:
    put(tmp_path, text)
    assert read_folder(tmp_path) == []
    assert ignored_files(tmp_path) == ["return.xml"]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-1"])
def test_encodings_that_the_file_declares(tmp_path: Path, codec: str) -> None:
    label = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(codec, codec)
    text = f'<?xml version="1.0" encoding="{label}"?>\n' + returned(2023, [employed(2023, QualInst="Université")])
    assert workers(read_file(put(tmp_path, text.encode(codec))))["QualInst"].to_list() == ["Université"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_flattened_files_hold_the_same_as_the_xml(tmp_path: Path, separator: str) -> None:
    for form in ("xml", "csv"):
        (tmp_path / form).mkdir()
    put(tmp_path / "xml", returned(2024, whole(2024)))
    for name, rows in (("a.csv", whole(2024)), ("b.csv", [authority_items(2024)])):
        put(tmp_path / "csv", flattened(rows, 2024).replace(",", separator), name)
    one, other = (judged(tmp_path / form).accepted for form in ("xml", "csv"))
    for table, aside in (("census_workers", ["_file", "_line", "_person"]), ("census_authority", ["_file", "_line"])):
        kept = [name for name in one[table].columns if name not in [*aside, "ReferenceDate"]]
        assert one[table].select(kept).equals(other[table].select(kept)), table


def test_one_flattened_file_may_hold_several_years(tmp_path: Path) -> None:
    rows = [row | {"YEAR": str(year)} for year in YEARS for row in whole(year)]
    put(tmp_path, flattened(rows), "all.csv")
    result = judged(tmp_path)
    assert result.accepted["census_workers"]["Year"].value_counts(sort=True)["count"].to_list() == [3, 3, 3, 3]
    assert [rule for rule in result.findings["rule"] if rule.startswith("census")] == []


def refusals() -> dict[str, tuple[str | bytes, str]]:
    named = '<?xml version="1.0" encoding="{}"?>\n' + RETURN.replace("SW0000001", "SWé")
    return {
        "a document type": ("<!DOCTYPE Message>" + RETURN, "line 1: the XML holds a document type"),
        "an entity": (DOCTYPE + "]>" + RETURN.replace("<FTE>1", "<FTE>&a;"), "document type or entities"),
        "an entity bomb": (DOCTYPE + BOMB + "]>" + RETURN.replace("<FTE>1", "<FTE>&i;"), "document type or entities"),
        "a file of the machine": (
            '<!DOCTYPE Message [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + RETURN.replace("<FTE>1", "<FTE>&x;"),
            "document type or entities",
        ),
        "a document type elsewhere": ('<!DOCTYPE Message SYSTEM "http://x.invalid/x">' + RETURN, "document type"),
        "an entity nobody defined": (RETURN.replace("<FTE>1", "<FTE>&a;"), "not well-formed XML"),
        "cut off": (RETURN[: len(RETURN) // 2], "not well-formed XML"),
        "the wrong encoding": (named.format("utf-8").encode("cp1252"), "not well-formed XML"),
        "an encoding nobody knows": (named.format("klingon").encode(), "not well-formed XML"),
        "an empty file": ("", "not well-formed XML"),
        "a NUL": (RETURN.replace("SW0000001", "SW\x00"), "not well-formed XML"),
        "two roots": (RETURN + RETURN, "not well-formed XML"),
        "no year": (RETURN.replace("<Year>2024</Year>", "").replace("2024-09-30", ""), "gives no year"),
        "a year out of reach": (RETURN.replace("<Year>2024", "<Year>1924"), 'gives the year "1924"'),
        "a year in letters": (RETURN.replace("<Year>2024", "<Year>MMXXIV"), 'gives the year "MMXXIV"'),
        "too deep": ("<Message>" + "<a>" * 50 + "</a>" * 50 + "</Message>", "more than 8 deep"),
        "too long": (RETURN.replace("SW0000001", "S" * 100_000), "more than 4,000 characters"),
    }  # fmt: skip


@pytest.mark.parametrize(("text", "words"), refusals().values(), ids=list(refusals()))
def test_damaged_and_hostile_returns_are_refused_in_one_sentence(tmp_path: Path, text: str | bytes, words: str) -> None:
    with pytest.raises(Rejected, match=r"^return\.xml") as told:
        read_folder(put(tmp_path, text).parent)
    assert words in str(told.value)
    assert str(told.value).endswith(".") and "\n" not in str(told.value)


def test_two_returns_of_one_year_are_refused(tmp_path: Path) -> None:
    for name in ("a.xml", "b.xml"):
        put(tmp_path, RETURN, name)
    with pytest.raises(Rejected, match=r"^b\.xml: the census of 2024 is also in a\.xml; keep one of the two\.$"):
        read_folder(tmp_path)


def test_returns_of_several_authorities_are_refused(tmp_path: Path) -> None:
    put(tmp_path, RETURN, "a.xml")
    put(tmp_path, returned(2023, []).replace("<LEA>900", "<LEA>901"), "b.xml")
    with pytest.raises(Rejected, match=r"^b\.xml: the census returns are of several authorities \(900, 901\)"):
        read_folder(tmp_path)


def test_unknown_and_repeated_elements_are_named(tmp_path: Path) -> None:
    text = RETURN.replace("<FTE>1</FTE>", "<FTE>1</FTE><FTE>0.5</FTE><ShoeSize>5</ShoeSize>", 1)
    put(tmp_path, text.replace("</Message>", "<Extra>1</Extra></Message>"))
    told = judged(tmp_path).findings.filter(pl.col("table") == "census_workers")
    assert sorted(told.select("rule", "column", "value").rows()) == [
        ("census_repeated_element", "FTE", "1"), ("census_unknown_element", "Extra", "1"),
        ("census_unknown_element", "ShoeSize", "1"),
    ]  # fmt: skip


def test_pay_is_neither_read_nor_told(tmp_path: Path) -> None:
    put(tmp_path, returned(2025, [employed(2025)]))
    result = judged(tmp_path)
    assert "BaseSalary" not in SPECS["census_workers"].columns
    assert result.findings.filter(pl.col("table") == "census_workers").rows() == []


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the published sample returns are not beside the project")
def test_the_published_sample_loads(tmp_path: Path) -> None:
    put(tmp_path, (SAMPLES / "social_work_workforce_2022.xml").read_bytes())
    result = judged(tmp_path)
    found = result.accepted["census_workers"]
    assert (found.height, found.filter(pl.col("AgencyWorker") == "1").height) == (30, 18)
    assert result.findings.filter(pl.col("rule").is_in(["census_unknown_element", "census_wrong_layout"])).is_empty()
    assert result.accepted["census_authority"]["NumberOfVacancies"].to_list() == [79.68]
