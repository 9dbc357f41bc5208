"""Proves that the teams with a concern are those that the build judged so, inside the area that is looked at."""

from pathlib import Path

import polars as pl
import pytest
from drawn_pages import ROOT
from streamlit.testing.v1 import AppTest

from workforce import snapshots, warehouse
from workforce.ui.concerns import headline, judged, judged_by, more

pytestmark = pytest.mark.usefixtures("fresh")
STATES = pl.DataFrame(
    {
        "level": ["team", "team", "team", "authority", "team"], "area": ["North", "North", "South", "All", "East"],
        "measure": ["agency_rate", "vacancy_rate", "agency_rate", "agency_rate", "open_cases"],
        "variation": ["concern_high", "common_cause", None, "concern_high", "concern_high"],
    }
)  # fmt: skip


def test_only_judged_series_of_the_teams_and_measures_asked_for_are_there() -> None:
    found = judged(STATES, ["North", "South"], ["agency_rate", "vacancy_rate"])
    assert found.select("area", "measure").rows() == [("North", "agency_rate"), ("North", "vacancy_rate")]


def test_a_12_month_headline_is_judged_by_its_monthly_companion() -> None:
    assert [judged_by(measure) for measure in ("turnover_rate", "agency_rate", "span_of_control")] == [
        "leavers_fte", "agency_rate", "span_of_control",
    ]  # fmt: skip


def test_the_headline_counts_teams_and_what_is_not_listed_is_told() -> None:
    one = judged(STATES, ["North", "South"], ["agency_rate"])
    assert headline(one) == "1 team with a signal of concern"
    assert headline(one.clear()) == "No team's headline carries a signal of concern"
    assert (more(one), more(pl.concat([one] * 10))) == ("", "2 more are not listed. ")


def test_the_overview_says_what_the_build_judged(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connection = warehouse.open_snapshot(snapshots.current(store))
    states = warehouse.table(connection, "cube.states")
    connection.close()
    assert states.filter(pl.col("level") == "team", pl.col("variation").is_not_null()).height > 100
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    assert "1 team with a signal of concern" in [each.value for each in app.subheader]
    found = states.filter(area="Disabled Children Team", measure="leavers_fte", level="team")
    assert found["variation"].to_list() == ["concern_high"]
    assert any("Leavers (FTE): 0.8, up from 0.0" in each.value for each in app.markdown)
