"""Proves that published figures stand on their own day of the year, keep their symbols and name their source."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from workforce import benchmarks
from workforce.comparison import NEIGHBOURS, Peer, absent, credit, peers, published, usual

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
SINCE, NOW = date(2019, 10, 31), date(2024, 9, 30)
ENGLAND = Peer("England", "england", ("E92000001",))
NORTH_WEST = Peer("North West", "region", ("E12000002",))


def figures(*rows: tuple[str, int, str, str, str, float | None, str | None]) -> pl.DataFrame:
    """Return published figures: measure, year, level, code, name, value, symbol."""
    known = list(benchmarks.SCHEMA.items())[:7]
    frame = pl.DataFrame(rows, schema=dict(known), orient="row")
    return frame.with_columns(vintage=pl.lit("2025"), note=pl.lit(None, pl.String))


RATES = figures(
    ("agency_rate", 2018, "england", "E92000001", "England", 15.8, None),
    ("agency_rate", 2022, "england", "E92000001", "England", 17.6, None),
    ("agency_rate", 2023, "england", "E92000001", "England", 17.9, None),
    ("agency_rate", 2025, "england", "E92000001", "England", 13.0, None),
    ("agency_rate", 2023, "region", "E12000002", "North West", None, "x"),
    ("agency_rate", 2023, "region", "E12000007", "London", 20.0, None),
    ("agency_rate", 2022, "authority", "901", "Ash", 10.0, None),
    ("agency_rate", 2022, "authority", "902", "Elm", None, "c"),
    ("agency_rate", 2022, "authority", "903", "Oak", 20.0, None),
    ("agency_rate", 2022, "authority", "904", "Elm", 30.0, None),
    ("agency_rate", 2023, "authority", "902", "Elm", None, "c"),
    ("three_plus_workers", 2023, "england", "E92000001", "England", 27.0, None),
)


def test_a_reader_may_compare_with_england_the_region_the_neighbours_and_every_authority() -> None:
    known = peers(RATES, "E12000002", ["901", "902", "903"])
    assert list(known) == ["England", "North West", NEIGHBOURS, "Ash", "Elm (902)", "Elm (904)", "Oak"]
    assert usual(known) == ["England", "North West"]
    assert known[NEIGHBOURS].codes == ("901", "902", "903")
    assert NEIGHBOURS not in peers(RATES, "X12", [])
    assert usual(peers(RATES, "X12", [])) == ["England"]


def test_each_figure_stands_on_the_day_it_is_about_inside_the_dates() -> None:
    (rate,) = published(RATES, "agency_rate", [ENGLAND], SINCE, NOW)
    assert rate.known == [(date(2022, 9, 30), 17.6), (date(2023, 9, 30), 17.9)]
    (children,) = published(RATES, "three_plus_workers", [ENGLAND], SINCE, NOW)
    assert children.days == (date(2023, 3, 31),)


def test_a_symbol_is_kept_in_the_table_and_draws_nothing() -> None:
    found = published(RATES, "agency_rate", [ENGLAND, NORTH_WEST], SINCE, NOW)
    assert [each.area for each in found] == ["England", "North West"]
    (cell,) = found[1].cells("agency_rate")
    assert (cell["value"], cell["status"], cell["outside_status"]) == (None, "x", "x")
    assert found[1].known == []
    assert credit(found).startswith("England: Department for Education")
    assert absent(found, [ENGLAND, NORTH_WEST]) == "No figures for these years are published for North West."


def test_the_neighbours_stand_as_the_median_of_those_with_a_figure() -> None:
    near = Peer(NEIGHBOURS, "neighbours", ("901", "902", "903"))
    (median,) = published(RATES, "agency_rate", [near], SINCE, NOW)
    first, last = median.cells("agency_rate")[::-1]
    assert (first["value"], first["n"], first["status"]) == (15.0, 2, "ok")
    assert (last["value"], last["n"], last["status"]) == (None, 0, "x")


def test_the_source_names_everyone_drawn_and_the_vintage() -> None:
    oak = Peer("Oak", "authority", ("903",))
    found = published(RATES, "agency_rate", [ENGLAND, Peer("Ash", "authority", ("901",)), oak], SINCE, NOW)
    assert credit(found) == (
        "England, Ash and Oak: Department for Education, children's social work workforce, 2025 edition; one figure a "
        "year, as published, never monthly."
    )
    assert credit([]) == ""


@pytest.mark.skipif(not SAMPLES.exists(), reason="the published sample files are not beside the project")
def test_the_department_s_own_files_bring_every_authority_and_its_neighbours(tmp_path: Path) -> None:
    files = [
        SAMPLES / "dfe-csww-indicators" / "csww_indicators_2017_to_2025.csv",
        SAMPLES / "dfe-statistical-neighbours" / "sn_model_2025_wide.csv",
    ]
    benchmarks.import_files(tmp_path, files)
    held = benchmarks.published(tmp_path)
    near = benchmarks.neighbours(held, "301")["area_code"].to_list()
    known = peers(held, "E12000007", near)
    assert usual(known) == ["England", "London"]
    assert len(known[NEIGHBOURS].codes) == 10
    assert sum(peer.level == "authority" for peer in known.values()) > 150
    mine = [known[NEIGHBOURS], known["Kensington and Chelsea"], known["Barking and Dagenham"]]
    found = {each.area: each for each in published(held, "agency_rate", mine, SINCE, date(2025, 9, 30))}
    assert found["Kensington and Chelsea"].cells("agency_rate")[0]["status"] == "x"
    rows = held.filter(
        (pl.col("measure") == "agency_rate") & (pl.col("year") == 2024) & pl.col("area_code").is_in(near)
    )
    by_day = dict(found[NEIGHBOURS].known)
    assert by_day[date(2024, 9, 30)] == rows["value"].median()
