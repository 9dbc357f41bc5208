"""Proves the verdict on every file of the bad-input library: kept as written, found by rule and place, or refused."""

import re
import shutil
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from bad_inputs import CASES, Case, page
from bad_inputs.archives import bomb, crowd
from bad_inputs.case import EPISODES, STAFF
from three_months import CONFIG, tables, write

from workforce import cli, contracts, extracts, settings, snapshots
from workforce.errors import Rejected, WorkforceError
from workforce.extracts import SourceTable

REQUIRED = [name for name, spec in contracts.SPECS.items() if spec.required]
NAMED = [pytest.param(case, id=f"{case.kind}: {case.name}") for case in CASES]
KEPT = [each for each in NAMED if not each.values[0].refused]
REFUSED = [each for each in NAMED if each.values[0].refused]
FIRST = list({each.values[0].kind: each for each in reversed(NAMED)}.values())


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the required extracts of the small authority."""
    few = {name: rows for name, rows in tables().items() if name in REQUIRED}
    roles = '[org_roles]\n"Social Worker" = 5\n'
    return write(tmp_path_factory.mktemp("good") / "extracts", few, CONFIG + roles)


@pytest.fixture(scope="module")
def companions(good: Path, tmp_path_factory: pytest.TempPathFactory) -> list[SourceTable]:
    """Return the tables that must stand beside a file, with the columns that they must have."""
    (episodes,) = [case for case in CASES if case.name == "an id of digits"]
    sources = [*extracts.read_folder(good), *extracts.read_folder(alone(episodes, tmp_path_factory.mktemp("return")))]
    columns = {source.table: contracts.SPECS[source.table].required_columns for source in sources}
    return [replace(each, frame=each.frame.select(*columns[each.table], "_line")) for each in sources]


def alone(case: Case, folder: Path) -> Path:
    """Return the folder, now holding the bad file."""
    (folder / case.file).write_bytes(case.content())
    return folder


def beside(case: Case, sources: list[SourceTable], companions: list[SourceTable]) -> list[SourceTable]:
    """Return the tables of the file among those that are due beside them; a return is enough beside HR."""
    held = {case.table, *(source.table for source in sources)}
    is_hr = case.table == STAFF
    due = [source for source in companions if (source.table == EPISODES) == is_hr and case.table != EPISODES]
    return [*(source for source in due if source.table not in held), *sources]


def spoilt(case: Case, good: Path, folder: Path) -> Path:
    """Return a copy of the good extracts with the bad file in the place of its table."""
    copied = Path(shutil.copytree(good, folder / "extracts"))
    for old in copied.glob(f"{case.table}.*"):
        old.unlink()
    return alone(case, copied)


def test_the_library_is_as_large_as_it_says() -> None:
    assert len({(case.kind, case.name) for case in CASES}) == len(CASES) >= 120
    assert len({case.kind for case in CASES}) >= 15
    assert (Path(__file__).parent / "bad_inputs" / "README.md").read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("case", KEPT)
def test_what_is_kept_is_what_was_written(case: Case, companions: list[SourceTable], tmp_path: Path) -> None:
    sources = extracts.read_folder(alone(case, tmp_path))
    judged = contracts.judge(beside(case, sources, companions), settings.load(None))
    (table,) = [source.table for source in sources][:1]
    accepted = judged.accepted[table]
    assert accepted.select(case.columns).rows() == list(case.kept)
    own = judged.findings.filter(pl.col("file") == case.file)
    told = own.filter(pl.col("table") == table).select("rule", "line", "column", "value").rows()
    assert sorted(told, key=repr) == sorted(case.found, key=repr)
    balance = judged.balance.filter((pl.col("file") == case.file) & (pl.col("table") == table)).row(0, named=True)
    out = own.filter(pl.col("quarantined"))["line"].n_unique()
    assert balance["lines"] == balance["accepted"] + balance["quarantined"] + balance["blank"]
    assert (balance["accepted"], balance["quarantined"], balance["blank"]) == (len(case.kept), out, case.blank)


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_one_sentence(case: Case, companions: list[SourceTable], tmp_path: Path) -> None:
    with pytest.raises(Rejected) as told:
        sources = extracts.read_folder(alone(case, tmp_path))
        contracts.judge(beside(case, sources, companions), settings.load(None))
    sentence = str(told.value)
    assert re.search(case.refused, sentence), sentence
    assert sentence.endswith(".") and "\n" not in sentence
    assert {each.name for each in tmp_path.iterdir()} == {case.file}


@pytest.mark.parametrize("case", FIRST)
def test_check_says_so_without_a_traceback(
    case: Case, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = spoilt(case, good, tmp_path)
    capsys.readouterr()
    code = cli.main(["check", "--extracts", str(folder), "--all"])
    told = capsys.readouterr()
    assert "Traceback" not in told.err
    if case.refused:
        said = [line for line in told.err.splitlines() if not line.startswith("[")]
        assert code == 2 and len(said) == 1 and re.search(case.refused, said[0])
    else:
        assert code in (0, 1) and case.file in told.out


@pytest.mark.parametrize("case", [each for each in REFUSED if each.values[0].table in REQUIRED][::7])
def test_a_refused_build_leaves_the_store_as_it_was(
    case: Case, good: Path, small_store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = Path(shutil.copytree(small_store, tmp_path / "store"))
    before, served = listed(store), snapshots.current(store)
    capsys.readouterr()
    assert cli.main(["build", "--extracts", str(spoilt(case, good, tmp_path)), "--store", str(store)]) == 2
    assert re.search(case.refused, capsys.readouterr().err)
    assert (listed(store), snapshots.current(store)) == (before, served)


def listed(store: Path) -> dict[str, int]:
    """Return the files of a store with their sizes, but for the lock."""
    return {each.name: each.stat().st_size for each in store.rglob("*") if each.is_file() and "lock" not in each.name}


@pytest.mark.parametrize("made", [bomb, crowd])
def test_what_unpacks_to_much_is_refused_in_little_memory(made: Callable[[], bytes], tmp_path: Path) -> None:
    (tmp_path / "ssd_department.xlsx").write_bytes(made())
    tracemalloc.start()
    try:
        with pytest.raises(WorkforceError):
            extracts.read_folder(tmp_path)
        assert tracemalloc.get_traced_memory()[1] < 60 * 1024**2
    finally:
        tracemalloc.stop()
