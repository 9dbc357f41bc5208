"""Proves that every page draws on any data and filter, and says its message."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from drawn_pages import ROOT, Drawn, draw
from streamlit.testing.v1 import AppTest

from workforce import snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.catalogue.glossary import GLOSSARY
from workforce.series import subject
from workforce.series.sentence import ASSURANCE, VARIATION
from workforce.settings import Rebase
from workforce.ui import catalogue, selection
from workforce.ui.headlines import HEADLINES

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
PAGES = sorted(path.stem for path in (ROOT / "workforce" / "pages").glob("[a-z]*.py"))
TITLES = {
    "overview": "Overview",
    "claim_check": "Claim check",
    "permanent_and_agency": "Permanent and agency",
    "agency": "Agency",
    "leadership_and_oversight": "Leadership and oversight",
    "caseloads": "Caseloads",
    "worker_changes": "Worker changes",
    "recruitment": "Recruitment",
    "way_to_the_target": "Way to the target",
    "retention": "Retention",
    "data_quality": "Data quality",
    "definitions": "Definitions",
    "your_files": "Your files",
}
FILTERS = {
    "everything": {},
    "the first month": {"month": "2019-10-31"},
    "a service": {"service": "Children in Care"},
    "a team": {"team": "Safeguarding Rowan"},
    "a team with no rows": {"team": "Safeguarding Elm"},
    "a team and a month without children": {"team": "Practice Development Team", "month": "2019-10-31"},
}


def assert_sound(drawn: Drawn, page: str) -> None:
    """Fail when the page raised, shows an error or a Python value, or lacks its title."""
    assert [each.message for each in drawn.app.exception] == []
    assert [each.value for each in drawn.app.error] == []
    assert [each.value for each in drawn.app.title] == [TITLES[page]]
    assert not re.search(
        r"\b(None|nan|inf|Traceback|NaT)\b", drawn.words.replace("None.", "").replace("None: this", "")
    )


def test_every_page_has_a_title_here() -> None:
    assert set(PAGES) == set(TITLES)


@pytest.mark.parametrize("filters", FILTERS.values(), ids=list(FILTERS))
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_on_the_sample(
    store: Path, page: str, filters: dict[str, str], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    assert_sound(draw(page, filters, files), page)


@pytest.mark.parametrize("filters", [{}, {"team": "Safeguarding Elm"}, {"month": "2019-10-31"}], ids=str)
@pytest.mark.parametrize("page", PAGES)
def test_every_page_draws_on_the_required_tables_only(
    lean_store: Path, page: str, filters: dict[str, str], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(lean_store))
    assert_sound(draw(page, filters, files), page)


def test_the_pages_say_their_message(store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    assert {"70.2%", "17.5", "18.2%"} <= set(re.findall(r"[\d.]+%?", draw("overview", {}, files).words))
    changes = draw("worker_changes", {}, files).words
    assert "18.2% of children had three or more workers" in changes
    assert re.search(r":red\[\d+ children have no named worker\]", changes)
    assert re.search(r"\d+ of [\d,]+ changes \([\d.]+%\) have no usable reason", changes)
    assert "Of 1,533 changes in the year, 967 were standard pathway transfers" in changes
    assert (
        "336 of 1,533 changes (21.9%) followed somebody going, against 700 of 1,947 in the 12 months before" in changes
    )
    recruitment = draw("recruitment", {}, files).words
    assert "55 people joined in the 12 months to 30 September 2024 (43 the year before)" in recruitment
    assert re.search(r"\d+ of \d+ open posts have no candidate in the running", recruitment)
    assert "Of 233 applications in 12 months, 46 led to an acceptance (19.7%)" in recruitment
    assert "With open posts counted, half are filled within 76 days; 67 counting filled posts only" in recruitment
    assert "43.4 of 47.4 vacant FTE have no requisition; 15 open requisitions are for a post still held" in recruitment
    assert "Starters since April: 31, against 19 in the same months last year" in recruitment
    assert "4 accepted offers are still to start: 2 October 2024 to 10 November 2024" in recruitment
    quality = draw("data_quality", {}, files).words
    assert "The control totals agree" in quality
    assert "Every line of 17 files is accounted for" in quality


def test_tiles_and_table_say_the_state_that_the_build_computed(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = draw("overview", {}, files).app
    states = warehouse.table(warehouse.open_snapshot(snapshots.current(store)), "cube.states")
    held = {row["measure"]: row for row in states.filter(pl.col("level") == "authority").to_dicts()}
    (table,) = [each.value for each in app.table if "State" in each.value.columns]
    told = dict(zip(table["Measure"].str.replace(r" \(target.*", "", regex=True), table.iloc[:, -1], strict=True))
    _signals, *tiles = [each.value for each in app.markdown if each.value.startswith(":small[")]
    assert len(tiles) == len(told) == len(HEADLINES) + 1
    for measure, tile in zip(HEADLINES, tiles, strict=False):
        judged = held[MEASURES[measure].companion or measure]
        words = VARIATION[judged["variation"]] if judged["variation"] else "Not judged"
        line = told[subject(MEASURES[measure])]
        assert words.lower() in line.lower()
        assert ASSURANCE.get(held[measure]["assurance"], "") in line
        assert tile.startswith(f":small[{line}]")


def test_a_rebase_is_told_and_one_click_shows_the_chart_without_it(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    made = Rebase("permanent_share", date(2022, 11, 1), "New leadership team", "Director")
    refused = Rebase("agency_rate", date(2024, 6, 1), "Case review", "Head of Service")
    context = selection.read_context
    monkeypatch.setattr(selection, "read_context", lambda path: replace(context(path), rebases=(made, refused)))
    drawn = draw("permanent_and_agency", {}, files)
    assert "Mean and limits start anew on 1 November 2022: New leadership team, signed by Director." in drawn.words
    asked = "New limits from 1 June 2024 were asked for (Case review, signed by Head of Service) and refused, because "
    assert f"{asked}fewer than 7 months lie after it." in drawn.words
    assert [len(traces(drawn.app, number, "mean")) for number in (0, 1)] == [2, 1]
    assert [each.key for each in drawn.app.toggle] == ["unrebased-permanent_share"]
    files.clear()
    drawn.app.toggle(key="unrebased-permanent_share").set_value(True).run()
    assert len(traces(drawn.app, 0, "mean")) == 1
    assert "Mean and limits start anew on 1 November 2022" in drawn.words


def traces(app: AppTest, number: int, name: str) -> list[dict]:
    """Return the traces of that name in one chart of the page."""
    figure = json.loads(app.get("plotly_chart")[number].proto.spec)
    return [trace for trace in figure["data"] if trace.get("name") == name]


def test_what_was_not_supplied_is_said_and_never_shown_as_zero(
    lean_store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(lean_store))
    drawn = draw("recruitment", {}, files)
    assert "Not supplied" in drawn.words or "not supplied" in drawn.words
    assert "open posts have no candidate" not in drawn.words
    assert "offers are still to start" not in drawn.words and "With open posts counted" not in drawn.words
    assert not any(name.startswith(("open_requisitions", "time_to_fill", "application_funnel")) for name in drawn.files)
    changes = draw("worker_changes", {}, files)
    for title in ("Changes of worker by cause", "Changes of worker for each leaver"):
        assert f"{title}: not supplied. The extracts do not hold what this number is counted from." in changes.words
    assert "after one person went" not in changes.words
    assert not any(name.startswith(("changes-by-cause", "changes_per_leaver")) for name in changes.files)
    agency = draw("agency", {}, files)
    assert "How long agency workers have stayed: not supplied." in agency.words and "no value" not in agency.words


def test_the_search_finds_measures_and_terms_by_every_word(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = draw("definitions", {}, files).app
    assert {each.label for each in app.expander} >= {measure.title for measure in MEASURES.values()}
    app.text_input(key="search").set_value("Vacant covered").run()
    assert [each.label for each in app.expander if each.label in titles()] == [
        "Vacancy rate",
        "Vacancies covered by agency workers",
        "Vacant posts (FTE)",
    ]
    app.text_input(key="search").set_value("<script>alert(1)</script>").run()
    assert "No measure matches" in app.info[0].value
    assert not app.exception


def titles() -> set[str]:
    """Return the titles of the measures."""
    return {measure.title for measure in MEASURES.values()}


def test_the_glossary_explains_the_words_of_the_design() -> None:
    words = """worker, post, vacancy, agency worker, allocation, involvement, case, caseload, spell, cover, handover,
        case holder, establishment, snapshot, as-at date"""
    assert {word.strip() for word in words.split(",")} <= set(GLOSSARY)
    assert list(GLOSSARY) == sorted(GLOSSARY, key=str.casefold)
    assert all(meaning.endswith(".") for meaning in GLOSSARY.values())
    assert catalogue.matches("CASES holder", "Case holder", "A worker with cases.")


def test_an_empty_store_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(tmp_path))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()
    assert "workforce build --extracts" in app.error[0].value
