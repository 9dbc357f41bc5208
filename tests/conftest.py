"""Stores of the sample authority that the tests of pages share, and what keeps those tests apart."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from workforce import cli, contracts


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample authority's extracts."""
    made = tmp_path_factory.mktemp("extracts")
    assert cli.main(["sample", "--out", str(made)]) == 0
    return made


@pytest.fixture(scope="session")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the sample's snapshot."""
    made = tmp_path_factory.mktemp("store")
    assert cli.main(["build", "--extracts", str(folder), "--store", str(made)]) == 0
    return made


@pytest.fixture(scope="session")
def lean_store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the same authority built from the required tables only."""
    few = tmp_path_factory.mktemp("few")
    for name in [f"{table}.csv" for table, spec in contracts.SPECS.items() if spec.required] + ["authority.toml"]:
        shutil.copy(folder / name, few / name)
    made = tmp_path_factory.mktemp("lean")
    assert cli.main(["build", "--extracts", str(few), "--store", str(made)]) == 0
    return made


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """Return the files offered by name, filled while pages draw; the button itself is drawn as ever."""
    offered: dict[str, bytes] = {}
    drawn = st.download_button

    def download_button(label: str, data: Any, file_name: str | None = None, *rest: Any, **more: Any) -> bool:
        content = data() if callable(data) else data
        assert file_name not in offered, f"two downloads are called {file_name}"
        offered[str(file_name)] = content.encode() if isinstance(content, str) else content
        return drawn(label, data, file_name, *rest, **more)

    monkeypatch.setattr(st, "download_button", download_button)
    return offered


@pytest.fixture(scope="module")
def fresh() -> Iterator[None]:
    """Start and leave without anything cached; in between, the cache tells the stores apart by their path."""
    st.cache_data.clear()
    yield
    st.cache_data.clear()


@pytest.fixture
def told_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show errors in full, so that a failing test says what went wrong."""
    monkeypatch.setenv("STREAMLIT_CLIENT_SHOW_ERROR_DETAILS", "full")
