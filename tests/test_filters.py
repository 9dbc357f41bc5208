"""Proves that everyone is one choice of a filter and a team or service that is called All another."""

from datetime import date
from pathlib import Path

import pytest
from drawn_pages import ROOT
from small_authority import SmallAuthority
from streamlit.testing.v1 import AppTest

from workforce import build
from workforce.ui.selection import EVERYONE, for_everyone

pytestmark = pytest.mark.usefixtures("fresh")
POSTS = [("P1", "All", "0.5"), ("P2", "North", "1"), ("P3", "East", "1")]


@pytest.fixture(scope="module")
def named_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of an authority with a service and a team that are called All."""
    made = SmallAuthority(
        {"hr_assignments": [{"person_ref": ref, "team": team, "fte": fte} for ref, team, fte in POSTS]},
        {"services": {"Safeguarding": [], "All": ["All", "North"]}, "authority": {"extract_date": date(2024, 3, 31)}},
    )
    folder, store = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("store")
    build.build(made.write(folder), made.read(), store, report=lambda step: None)
    return store


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """Return the first page as an address opens it."""
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def area(app: AppTest) -> tuple[str, str]:
    """Return the level and the area that are looked at."""
    assert [each.message for each in app.exception] == []
    chosen = app.session_state["chosen"]
    return chosen.level, chosen.area


def test_everyone_is_shown_apart_from_a_team_called_all(named_all: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(named_all, monkeypatch)
    assert area(app) == ("authority", "Wexmere Council")
    assert app.selectbox(key="team").options == ["(All)", "All", "East", "North"]
    assert app.selectbox(key="service").options == ["(All)", "All", "Care"]
    app.selectbox(key="team").set_value("All").run()
    assert area(app) == ("team", "All")
    app.switch_page("workforce/pages/recruitment.py").run()
    assert area(app) == ("team", "All")
    app.selectbox(key="team").set_value(EVERYONE).run()
    assert area(app) == ("authority", "Wexmere Council")
    app.selectbox(key="service").set_value("All").run()
    assert area(app) == ("service", "All")
    assert app.selectbox(key="team").options == ["(All)", "All", "North"]


@pytest.mark.parametrize(
    ("address", "found"),
    [({"team": "All"}, ("team", "All")), ({"service": "All"}, ("service", "All")),
     ({"service": "All", "team": "North"}, ("team", "North")), ({"team": "(All)"}, ("authority", "Wexmere Council"))],
)  # fmt: skip
def test_an_address_names_a_team_called_all(
    named_all: Path, monkeypatch: pytest.MonkeyPatch, address: dict[str, str], found: tuple[str, str]
) -> None:
    app = opened(named_all, monkeypatch, **address)
    assert area(app) == found
    assert [each.value for each in app.sidebar.info] == []


def test_an_address_that_says_all_is_everyone_where_no_team_is_called_so(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(store, monkeypatch, team="All", service="Children in Care")
    assert area(app) == ("service", "Children in Care")
    assert app.selectbox(key="team").options[0] == "All"
    assert [each.value for each in app.sidebar.info] == []


def test_an_address_that_names_no_team_is_said_to_show_everyone(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(store, monkeypatch, team="Nowhere")
    assert area(app)[0] == "authority"
    assert [each.value for each in app.sidebar.info] == ["The team asked for is not in this snapshot; showing All."]


@pytest.mark.parametrize(
    ("names", "label"), [([], "All"), (["Oak"], "All"), (["all"], "(All)"), (["All", "(all)"], "((All))")]
)
def test_no_name_is_shown_as_everyone_is(names: list[str], label: str) -> None:
    assert for_everyone(names) == label
