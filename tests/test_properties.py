"""Proves what must hold for any extracts: order, format and teams make no difference, and the flows add up."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from small_authority import NAME, Row, SmallAuthority, cube

from workforce import extracts, settings, warehouse
from workforce.catalogue import MEASURES
from workforce.settings import Settings

Frames = dict[str, pl.DataFrame]
KEPT = 40
SPLIT, NEW = "Assessment Heron", "Assessment Heron West"
CHILD = ("cine_person_id", "invo_person_id", "clae_person_id", "cppl_person_id", "cinp_person_id", "cina_person_id")
CELL = ["measure", "month", "level", "area", "breakdown", "category"]
NUMBERS = ["numerator", "denominator", "value"]


@pytest.fixture(scope="module")
def frames(folder: Path) -> Frames:
    """Return the sample's extracts as text, with one child in forty and everybody who works there."""
    read = {source.table: source.frame.drop("_line") for source in extracts.read_folder(folder)}
    children = read["ssd_cin_episodes"]["cine_person_id"].unique().sort().gather_every(KEPT)
    for table, frame in read.items():
        for column in set(CHILD) & set(frame.columns):
            read[table] = frame.filter(pl.col(column).is_in(children.implode()))
    return {table: frame for table, frame in read.items() if table != "ssd_family"}


@pytest.fixture(scope="module")
def sample_settings(folder: Path) -> Settings:
    """Return the sample's settings, showing one year."""
    loaded = settings.load(folder / "authority.toml")
    return replace(loaded, authority=replace(loaded.authority, first_month=date(2023, 10, 1)))


def as_csv(frames: Frames, folder: Path) -> None:
    """Write one CSV file a table."""
    for table, frame in frames.items():
        frame.write_csv(folder / f"{table}.csv")


def as_parquet(frames: Frames, folder: Path) -> None:
    """Write one Parquet file a table."""
    for table, frame in frames.items():
        frame.write_parquet(folder / f"{table}.parquet")


def as_workbook(frames: Frames, folder: Path) -> None:
    """Write one workbook, a sheet a table, the last table first."""
    import xlsxwriter

    with xlsxwriter.Workbook(folder / "everything.xlsx") as book:
        for table in reversed(frames):
            frames[table].write_excel(book, worksheet=table)


def shuffled(frames: Frames) -> Frames:
    """Return the same rows and tables in another order."""
    tables = list(frames)
    random.Random(3).shuffle(tables)
    return {table: frames[table].sample(fraction=1, shuffle=True, seed=5) for table in tables}


def all_cells(folder: Path, config: Settings) -> pl.DataFrame:
    """Return every cell of every measure, numbers rounded to what the order of a sum cannot change."""
    connection = cube(folder, config, MEASURES)
    try:
        cells = connection.sql("select * from cube.cells").pl()
    finally:
        connection.close()
    return cells.with_columns(pl.col(NUMBERS).round(6)).sort(CELL)


@pytest.fixture(scope="module")
def plain(frames: Frames, sample_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> pl.DataFrame:
    """Return every cell of the extracts as they are, from CSV."""
    folder = tmp_path_factory.mktemp("plain")
    as_csv(frames, folder)
    return all_cells(folder, sample_settings)


@pytest.mark.parametrize("write", [as_csv, as_workbook, as_parquet])
def test_row_order_file_order_and_format_make_no_difference(
    frames: Frames,
    sample_settings: Settings,
    plain: pl.DataFrame,
    tmp_path: Path,
    write: Callable[[Frames, Path], None],
) -> None:
    write(shuffled(frames), tmp_path)
    cells = all_cells(tmp_path, sample_settings)
    assert plain["value"].is_not_null().sum() > 10_000
    assert cells.join(plain, on=cells.columns, how="anti", nulls_equal=True).rows() == []
    assert cells.height == plain.height


def split(frames: Frames) -> Frames:
    """Return the extracts after half of one team's people, posts and children went to a new team."""
    by = {
        "hr_assignments": ("team", "person_ref"), "agency_assignments": ("team", "person_ref"),
        "hr_positions": ("team", "position_ref"), "recruitment_requisitions": ("team", "requisition_ref"),
        "ssd_involvements": ("invo_professional_team", "invo_person_id"),
        "ssd_cin_episodes": ("cine_referral_team", "cine_person_id"),
    }  # fmt: skip
    moved = dict(frames)
    for table, (team, key) in by.items():
        inside = pl.col(team).is_in([SPLIT, "T003"])
        half = pl.col(key).str.tail(1).is_in(list("13579"))
        moved[table] = frames[table].with_columns(
            pl.when(inside & half).then(pl.lit(NEW)).otherwise(pl.col(team)).alias(team)
        )
        assert not moved[table].equals(frames[table]), table
    return moved


def test_splitting_a_team_changes_no_total_of_the_authority(
    frames: Frames, sample_settings: Settings, plain: pl.DataFrame, tmp_path: Path
) -> None:
    as_csv(split(frames), tmp_path)
    services = {name: (*teams, NEW) if SPLIT in teams else teams for name, teams in sample_settings.services.items()}
    cells = all_cells(tmp_path, replace(sample_settings, services=services))
    above = pl.col("level") != "team"
    cells, expected = cells.filter(above), plain.filter(above)
    assert cells.join(expected, on=cells.columns, how="anti", nulls_equal=True).rows() == []
    assert cells.height == expected.height


def test_a_part_is_never_more_than_the_whole(plain: pl.DataFrame) -> None:
    # The sample sends no SSDA903 return.
    shares = [measure for measure in MEASURES.values() if measure.part_of_whole]
    parts = [measure.id for measure in shares if "sw_episodes" not in measure.sources]
    cells = plain.filter(pl.col("measure").is_in(parts), pl.col("status") != "not_supplied")
    assert set(cells["measure"]) == set(parts)
    assert cells.filter(pl.col("numerator") > pl.col("denominator")).rows() == []
    assert cells.filter((pl.col("numerator") < 0) | (pl.col("value") > 100)).rows() == []


def test_complements_and_parts_add_up_in_every_cell(plain: pl.DataFrame) -> None:
    wide = plain.filter(breakdown="").pivot("measure", index=["month", "level", "area"], values="value")
    shares = wide.drop_nulls("agency_rate")
    assert (shares["agency_rate"] + shares["directly_employed_share"] - 100).abs().max() < 1e-5
    assert (shares["permanent_share"] <= shares["directly_employed_share"]).all()
    kinds = wide["planned_changes"] + wide["unplanned_changes"] + wide["unclassified_changes"]
    assert (kinds == wide["worker_changes"]).all() and wide["worker_changes"].max() > 0
    assert (wide["cases_held"] + wide["unallocated_children"] == wide["open_cases"]).all()
    assert (wide["starters"] - wide["leavers"] == wide["net_flow"]).all() and wide["net_flow"].min() < 0


def test_open_days_are_allocated_unallocated_and_tolerated(
    frames: Frames, sample_settings: Settings, tmp_path: Path
) -> None:
    as_csv(frames, tmp_path)
    connection = cube(tmp_path, sample_settings, ["worker_changes"])
    every = {"first_as_at": date.min, "last_as_at": date.max, "is_cohort_only": False}
    years = warehouse.child_years(connection, every)
    connection.close()
    assert years["is_in_cohort"].sum() > 500 and (~years["is_in_cohort"]).sum() > 100
    parts = pl.col("allocated_days") + pl.col("unallocated_days") + pl.col("tolerated_gap_days")
    assert years.filter(parts != pl.col("open_days")).rows() == []
    assert (
        years.filter(pl.col("unallocated_days") < 0, pl.col("top_worker_days") > pl.col("allocated_days")).rows() == []
    )
    assert years.filter(pl.col("max_gap_days") > pl.col("unallocated_days")).rows() == []
    assert years.filter(pl.col("distinct_workers") > pl.col("allocated_days")).rows() == []


def random_people(chance: random.Random, people: int) -> Iterator[tuple[str, Row]]:
    """Yield (table, row) for people with short gaps, overlaps, moves, agency spells and one-day posts."""
    for number in range(people):
        day = date(2020, 1, 6) + timedelta(days=chance.randrange(1200))
        for _ in range(chance.choice([1, 2, 3, 4])):
            last = day + timedelta(days=chance.choice([0, 1, 20, 90, 200, 400]))
            is_open = chance.random() < 0.2
            table = "agency_assignments" if chance.random() < 0.25 else "hr_assignments"
            yield table, {
                "person_ref": f"P{number}", "team": chance.choice(["North", "South", "East"]),
                "fte": chance.choice(["1", "0.5", ""]), "start_date": day.isoformat(),
                "end_date": "" if is_open else last.isoformat(),
            }  # fmt: skip
            day = max(day, last + timedelta(days=chance.choice([-30, -1, 0, 1, 2, 7, 8, 9, 60])))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_opening_plus_starters_less_leavers_is_closing(seed: int, tmp_path: Path) -> None:
    tables: dict[str, list[Row]] = {"hr_assignments": [], "agency_assignments": []}
    for table, row in random_people(random.Random(seed), 250):
        tables[table].append(row)
    dates = {"name": NAME, "first_month": date(2020, 6, 1), "extract_date": date(2024, 9, 30)}
    small = SmallAuthority(tables, {"authority": dates})
    connection = cube(small.write(tmp_path), small.read(), FLOWS)
    months = {measure: authority_values(connection, measure) for measure in FLOWS}
    connection.close()
    closing = months["in_post_headcount"]
    assert len(closing) == 52 and min(months["net_flow"]) < 0 < max(months["net_flow"])
    expected = [before + net for before, net in zip(closing, months["net_flow"][1:], strict=False)]
    assert closing[1:] == expected
    assert months["net_flow"] == [s - e for s, e in zip(months["starters"], months["leavers"], strict=True)]
    for measure in ("starters", "leavers"):
        whole_years = [sum(months[measure][end - 11 : end + 1]) for end in range(11, 52)]
        assert months[f"{measure}_12m"][11:] == whole_years


FLOWS = ["in_post_headcount", "starters", "leavers", "net_flow", "starters_12m", "leavers_12m"]


def authority_values(connection: Any, measure: str) -> list[float]:
    """Return the authority's values of a measure, oldest month first."""
    return warehouse.cells(connection, [measure], "authority", NAME)[measure].filter(breakdown="")["value"].to_list()
