"""Proves that the generated pages are up to date and leave no column, rule, measure or term without its words."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path

import pandera.polars as pa
import pytest

from workforce import cli, documents, settings_keys
from workforce.catalogue import MEASURES
from workforce.catalogue.glossary import GLOSSARY
from workforce.cli import reference
from workforce.contracts import EVERY_RULE, SPECS, TableSpec
from workforce.contracts.fields import optional
from workforce.errors import SettingsError
from workforce.settings import Settings, parse

ROOT = Path(__file__).parents[1]
# Their examples are the defaults.
WITH_DEFAULTS = ("caseload", "control_charts", "disclosure", "agency_rules")
EXTRACTS = (ROOT / "data/README.md").read_text(encoding="utf-8")
QUERIES = (ROOT / "queries/README.md").read_text(encoding="utf-8")
TERMS = [
    "worker", "post", "vacancy", "agency worker", "allocation", "case", "caseload", "spell", "cover", "handover",
    "case holder", "establishment", "snapshot", "as-at date",
]  # fmt: skip


def test_the_pages_are_up_to_date() -> None:
    assert documents.stale(ROOT) == [], "run: uv run workforce docs"


@pytest.mark.parametrize("table", SPECS)
def test_every_column_has_type_required_description_rule_and_example(table: str) -> None:
    spec = SPECS[table]
    section = EXTRACTS.split(f"### {table}\n")[1].split("\n### ")[0].split("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in section.splitlines() if line.startswith("| `")]
    assert [row[0].strip("`") for row in rows] == spec.columns
    for row in rows:
        assert len(row) == 6 and all(cell.strip() for cell in row), row
        assert row[3].endswith("."), row
    assert ("Required." in section) == spec.required


def test_every_rule_is_listed_with_its_fix() -> None:
    for rule in EVERY_RULE.values():
        assert f"| `{rule.id}` | {rule.severity} |" in EXTRACTS
        assert rule.fix in EXTRACTS and rule.why in EXTRACTS


@pytest.mark.parametrize("section", [each.name for each in fields(Settings)])
def test_every_key_of_the_settings_is_described_and_every_key_described_is_accepted(section: str) -> None:
    heading = settings_keys.heading(section)
    text = EXTRACTS.split(f"### {heading}\n")[1].split("\n### ")[0]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][2:]
    assert text.strip().splitlines()[0].endswith(".") and rows
    for row in rows:
        assert len(row) == 5 and all(cell.strip() for cell in row), row
        assert row[4].endswith("."), row
    if (keys := settings_keys.accepted(section)) is not None:
        assert [row[0].strip("`") for row in rows] == list(keys)
    read = parse(tomllib.loads("\n".join([heading, *(row[3].strip("`") for row in rows)])))
    held = getattr(read, section)
    assert held != getattr(Settings(), section) or section in WITH_DEFAULTS


def test_no_section_is_described_that_is_not_read() -> None:
    assert list(settings_keys.SECTIONS) == [each.name for each in fields(Settings)]


@pytest.mark.parametrize("section", [each for each in settings_keys.SECTIONS if settings_keys.accepted(each)])
def test_a_key_that_is_not_described_is_refused(section: str) -> None:
    repeated = settings_keys.heading(section).startswith("[[")
    with pytest.raises(SettingsError, match="is not known"):
        parse({section: [{"shoe_size": 5}] if repeated else {"shoe_size": 5}})


def test_a_default_on_the_page_is_what_holds_without_the_key() -> None:
    written = dict(re.findall(r"^\| `(\w+)` \| [^|]+ \| `([^`]+)` \|", EXTRACTS.split("## authority.toml")[1], re.M))
    assert written == {
        "name": "Children's services authority", "level": "authority", "limit_per_fte": "20.0",
        "newly_qualified_limit": "15.0", "threshold": "5", "reason_on": "start",
        "variant": "nhs", "trend_points": "7", "limit_multiplier": "2.66", "header": "1",
        "in_force": "2024-10-31",
        "transition_end": "2025-10-01", "experience_months": "36", "cool_off_months": "3", "notice_days": "28",
    }  # fmt: skip


@pytest.mark.parametrize("day", ['"30/09/2024"', '"30 September 2024"', "20240930", "true"])
def test_a_date_of_another_form_is_refused(day: str) -> None:
    with pytest.raises(SettingsError, match="give a date as YYYY-MM-DD"):
        parse(tomllib.loads(f"[authority]\nextract_date = {day}"))


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.id)
def test_every_measure_is_described(measure) -> None:
    section = QUERIES.split(f"#### {measure.id}\n")[1].split("\n#### ")[0]
    for text in (measure.title, measure.definition, measure.numerator, measure.denominator, measure.official):
        assert text in section


def test_every_staging_and_mart_file_is_listed_with_grain_key_and_sources() -> None:
    for layer in ("staging", "marts"):
        for path in (ROOT / "queries" / layer).glob("*.sql"):
            row = next(line for line in QUERIES.splitlines() if line.startswith(f"| `{path.stem}` |"))
            assert all(cell.strip() for cell in row.strip("|").split("|")), row


@pytest.mark.parametrize("term", TERMS)
def test_the_glossary_explains_the_terms_of_the_field(term: str) -> None:
    assert GLOSSARY[term].endswith(".")
    assert f"| **{term}** |" in QUERIES


def test_a_bar_in_a_cell_does_not_split_it() -> None:
    assert documents.grid(["a"], [["b|c"]]).endswith("| b\\|c |")


def test_a_column_without_an_example_is_named() -> None:
    class Shoes(pa.DataFrameModel):
        """One row per shoe."""

        shoe_size: str = optional("Size.")

    with pytest.raises(ValueError, match=r"shoes\.shoe_size has no example"):
        documents.example(TableSpec("shoes", Shoes), "shoe_size")


def test_docs_writes_what_check_accepts_and_check_names_what_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("data", "queries"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(reference, "ROOT", tmp_path)
    assert cli.main(["docs", "--check"]) == 1
    assert cli.main(["docs"]) == 0
    assert cli.main(["docs", "--check"]) == 0
    page = tmp_path / "data" / "README.md"
    page.write_text(
        page.read_text(encoding="utf-8").replace("One row per absence", "One row per day"), encoding="utf-8"
    )
    capsys.readouterr()
    assert cli.main(["docs", "--check"]) == 1
    told = capsys.readouterr().err
    assert "data" in told and "README.md: out of date; run 'workforce docs'" in told
    assert "queries" not in told
