"""Proves that every page draws on the sample, on one team and on an early month, without an exception."""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from workforce import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted(path.name for path in (ROOT / "workforce" / "pages").glob("[a-z]*.py"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the sample's snapshot."""
    folder, made = tmp_path_factory.mktemp("extracts"), tmp_path_factory.mktemp("store")
    assert cli.main(["sample", "--out", str(folder)]) == 0
    assert cli.main(["build", "--extracts", str(folder), "--store", str(made)]) == 0
    return made


@pytest.fixture
def app(store: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """Return the app on the sample, before its first run."""
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
    st.cache_data.clear()
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("filters", [{}, {"month": "2019-10-31"}, {"team": "last"}])
def test_every_page_draws(app: AppTest, page: str, filters: dict[str, str]) -> None:
    app.run()
    for key, value in filters.items():
        box = app.selectbox(key=key)
        box.set_value(box.options[-1] if value == "last" else value)
    app.switch_page(f"workforce/pages/{page}").run()
    assert [each.value for each in app.exception] == []
    assert app.title


def test_the_overview_shows_the_director_s_numbers(app: AppTest) -> None:
    app.run()
    shown = {metric.value for metric in app.metric}
    assert {"70.2%", "17.5", "18.2%"} <= shown


def test_an_empty_store_says_what_to_do(app: AppTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(tmp_path))
    app.run()
    assert "workforce build --extracts" in app.error[0].value
