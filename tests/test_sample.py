"""The fictional authority: the same on every run, of the stated size, telling the stated story."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from workforce.sample import write_sample
from workforce.settings import load


def read(folder: Path, table: str) -> pl.DataFrame:
    """A table as text, duplicates dropped, its dates parsed in either shape."""
    frame = pl.read_csv(folder / f"{table}.csv", infer_schema=False).unique()
    names = [name for name in frame.columns if name.endswith("_date")]
    iso = [
        pl.coalesce(pl.col(n).str.to_date("%Y-%m-%d", strict=False), pl.col(n).str.to_date("%d/%m/%Y", strict=False))
        for n in names
    ]
    return frame.with_columns(iso)


def posts(folder: Path, on: date) -> pl.DataFrame:
    """Everyone in post at the close of a day, with a usable FTE."""
    both = [
        read(folder, "hr_assignments").select("contract_type", "fte", "start_date", "end_date", "swe_number"),
        read(folder, "agency_assignments").select(
            pl.lit("agency").alias("contract_type"), "fte", "start_date", "end_date", "swe_number"
        ),
    ]
    frame = pl.concat(both).with_columns(pl.col("fte").cast(pl.Float64))
    seated = (pl.col("start_date") <= on) & (pl.col("end_date").is_null() | (pl.col("end_date") > on))
    return frame.filter(seated & pl.col("fte").is_between(0, 1, closed="right"))


def permanent_share(folder: Path, on: date) -> float:
    """Permanent FTE as a percentage of all FTE in post."""
    frame = posts(folder, on)
    permanent = frame.filter(pl.col("contract_type") == "permanent")["fte"].sum()
    return float(100 * permanent / frame["fte"].sum())


def open_children(folder: Path, on: date) -> int:
    """Children with a referral open at the close of a day."""
    rows = read(folder, "ssd_cin_episodes")
    closed = pl.col("cine_close_date").is_not_null() & (pl.col("cine_close_date") <= on)
    return rows.filter((pl.col("cine_referral_date") <= on) & ~closed)["cine_person_id"].n_unique()


def test_same_seed_same_bytes(folder: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, seed=7)
    for path in sorted(folder.iterdir()):
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_another_seed_differs(folder: Path, tmp_path: Path) -> None:
    write_sample(tmp_path, seed=8)
    assert (tmp_path / "ssd_involvements.csv").read_bytes() != (folder / "ssd_involvements.csv").read_bytes()


def test_sizes(folder: Path) -> None:
    positions = read(folder, "hr_positions").filter(pl.col("to_date").is_null())
    assert 170 <= positions.height <= 190
    assert 8_500 <= read(folder, "ssd_cin_episodes")["cine_person_id"].n_unique() <= 9_500
    assert 25_000 <= read(folder, "ssd_involvements").height <= 60_000


def test_permanent_share(folder: Path) -> None:
    assert 25 <= permanent_share(folder, date(2021, 10, 31)) <= 36
    assert 66 <= permanent_share(folder, date(2024, 9, 30)) <= 74


@pytest.mark.parametrize("year", range(2019, 2025))
def test_open_children(folder: Path, year: int) -> None:
    assert 1_500 <= open_children(folder, date(year, 3, 31)) <= 1_900
    assert 1_500 <= open_children(folder, date(year, 9, 30)) <= 1_900


def test_control_totals_are_those_of_the_people_employed_at_the_extract_date(folder: Path) -> None:
    given, on = load(folder / "authority.toml").control_totals, date(2024, 9, 30)
    left = pl.col("end_date").is_not_null() & (pl.col("end_date") <= on)
    employed = read(folder, "hr_assignments").filter((pl.col("start_date") <= on) & ~left)
    assert given.headcount == employed["person_ref"].n_unique() > 100
    assert given.fte == pytest.approx(employed["fte"].cast(pl.Float64).sum())


def test_recruitment_is_up(folder: Path) -> None:
    runs = read(folder, "hr_assignments").group_by("person_ref").agg(pl.col("start_date").min())
    years = [
        runs.filter(pl.col("start_date").is_between(date(y, 10, 1), date(y + 1, 9, 30))).height for y in (2022, 2023)
    ]
    assert years[1] > years[0]
