"""Stores of the sample authority that the tests share, made once for all workers, and what keeps tests apart."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from leftovers import pytest_configure, pytest_sessionfinish
from three_months import tables, write

from workforce import cli, contracts

__all__ = ["pytest_configure", "pytest_sessionfinish"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the number of files that the fuzz test spoils."""
    parser.addoption("--fuzz", type=int, default=500, metavar="N", help="spoil N files in all, at random (500)")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Return no workers for one file, which would run on one of them anyway; else leave the number to the machine."""
    named = {each.partition("::")[0] for each in config.args}
    return 0 if len(named) == 1 and next(iter(named)).endswith(".py") else None


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """Return a folder of this run that the first worker to ask for it makes, while the others wait.

    It is for reading; a test that writes takes a copy.
    """
    own = factory.getbasetemp()
    root = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (root / name).exists():
            begun = factory.mktemp(name)
            make(begun)
            begun.rename(root / name)
    return root / name


def built(extracts: Path, store: Path) -> None:
    """Build a folder of extracts into a store."""
    assert cli.main(["build", "--extracts", str(extracts), "--store", str(store)]) == 0


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the sample authority's extracts, for reading."""
    return made_once(tmp_path_factory, "sample", write_sample)


def write_sample(to: Path) -> None:
    """Write the sample authority's extracts by the command."""
    assert cli.main(["sample", "--out", str(to)]) == 0


@pytest.fixture(scope="session")
def store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the sample's snapshot, for reading."""
    return made_once(tmp_path_factory, "sample-store", lambda to: built(folder, to))


@pytest.fixture(scope="session")
def lean_store(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of the same authority built from the required tables only, for reading."""

    def make(to: Path) -> None:
        few = tmp_path_factory.mktemp("few")
        for name in [f"{table}.csv" for table, spec in contracts.SPECS.items() if spec.required] + ["authority.toml"]:
            shutil.copy(folder / name, few / name)
        built(few, to)

    return made_once(tmp_path_factory, "lean-store", make)


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store that holds the snapshot of the very small authority, for reading."""

    def make(to: Path) -> None:
        built(write(tmp_path_factory.mktemp("small"), tables()), to)

    return made_once(tmp_path_factory, "small-store", make)


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
