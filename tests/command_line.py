"""The command line as tests use it: what a refused command says, what a command prints, extracts to spoil."""

import csv
import io
import shutil
from pathlib import Path

import pytest

from workforce import cli, contracts


def refused(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """Return the one sentence that a refused command says."""
    capsys.readouterr()
    assert cli.main([str(each) for each in arguments]) == 2
    told = capsys.readouterr().err
    said = [line for line in told.splitlines() if not line.startswith("[")]
    assert len(said) == 1 and said[0].endswith(".") and "Traceback" not in told, told
    return said[0]


def rows(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> list[dict[str, str]]:
    """Return the CSV rows that a command prints."""
    capsys.readouterr()
    assert cli.main([str(each) for each in arguments]) == 0
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def copy_few(folder: Path, to: Path) -> None:
    """Copy the required tables, the agency workers and the settings."""
    for name in [*(table for table, spec in contracts.SPECS.items() if spec.required), "agency_assignments"]:
        shutil.copy(folder / f"{name}.csv", to / f"{name}.csv")
    shutil.copy(folder / "authority.toml", to / "authority.toml")
