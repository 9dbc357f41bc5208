"""Proves that the comparison card says what was imported, follows the reader's median or mean, and gives its rows."""

import csv
import io
from pathlib import Path

import pytest
from drawn_pages import draw
from published_files import OWN, authority, indicators, neighbours, rates

from workforce import benchmarks

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
RATES = {"Ash": 10.0, "Elm": 12.0, "Oak": 20.0, "Fir": "c", "Box": "low"}


@pytest.fixture
def held(store: Path, tmp_path: Path) -> Path:
    """Return the sample's store with made-up figures of five authorities and of the fictional one, and neighbours."""
    made = tmp_path / "held"
    made.mkdir()
    for each in store.iterdir():
        (made / each.name).symlink_to(each)
    mine = authority(OWN, "Wexmere", agency_rate_fte=25.4, agency_fte=41.2, inpost_fte=121.0)
    near = [str(901 + rank) for rank in range(10)]
    benchmarks.import_files(made, [indicators(tmp_path, [*rates(RATES), mine]), neighbours(tmp_path, near)])
    return made


def test_without_authorities_the_card_names_the_file_to_import(
    store: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    drawn = draw("caseloads", {"team": "Safeguarding Rowan"}, files)
    assert "How we compare: average caseload" in drawn.words
    assert "workforce indicators file with 'workforce benchmarks import FILE'" in drawn.words
    assert "Wexmere Council (fictional) was at 17.5 that day by this dashboard" in drawn.words.replace("\\", "")
    assert "Nothing is reconciled with our 17.5: no authority's figures for 2024 are imported." in drawn.words
    assert not drawn.app.sidebar.radio


def test_the_card_follows_the_reader_s_median_or_mean_and_gives_its_rows(
    held: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(held))
    drawn = draw("permanent_and_agency", {}, files)
    assert "the neighbours' median is 12.0% (of 3)" in drawn.words
    assert "published 25.4%, highest of 4 among its neighbours" in drawn.words
    assert any("Difference" in list(table.value.get("Part", [])) for table in drawn.app.table)
    (name,) = [name for name in drawn.files if name.startswith("compare-agency_rate_wexmere")]
    rows = {row["row"]: row for row in csv.DictReader(io.StringIO(drawn.files[name].decode()))}
    assert (rows["own"]["rank_neighbours"], rows["own"]["of_neighbours"]) == ("4", "4")
    assert (rows["neighbours_median"]["value"], rows["neighbours_mean"]["value"]) == ("12.0", "14.0")
    assert float(rows["difference"]["value"]) == pytest.approx(24.261083743842363 - 25.4)
    files.clear()
    drawn.app.sidebar.radio(key="neighbours_by").set_value("mean").run()
    words = "\n".join(str(each.value) for each in drawn.app.markdown)
    assert "the neighbours' mean is 14.0% (of 3)" in words and "neighbours' median" not in words


def test_before_the_first_month_shown_nothing_of_another_month_stands_in(
    held: Path, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKFORCE_STORE", str(held))
    drawn = draw("caseloads", {"month": "2019-10-31"}, files)
    assert "has no figure for that day, and one of another month is not compared" in drawn.words
    assert "This dashboard has no figure for 30 September 2019, so nothing is reconciled." in drawn.words
