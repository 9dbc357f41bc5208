"""The cells in order, each with the area above it, its table and whether it is disclosive by itself."""

from __future__ import annotations

import polars as pl

from workforce.disclosure.rates import LEAST_BASE
from workforce.disclosure.siblings import compared, paired

SENSITIVE_THRESHOLD = 10
SENSITIVE = ("reason",)
INSIDE_ONLY = ("cause_reason", "furthest_outcome")
KEYS = ["measure", "month", "level", "area", "breakdown", "category"]
QUANTITIES = ("n", "part", "rest")


def placed(cells: pl.DataFrame, services: pl.DataFrame, threshold: int) -> pl.DataFrame:
    """Return the cells, which come in the order of KEYS, each numbered, with the cell above, table and own verdict."""
    lattice = compared(paired(coordinates(under(cells.with_row_index("cell"), services))))
    return lattice.with_columns(limits(threshold)).with_columns(small().alias("is_small"))


def under(cells: pl.DataFrame, services: pl.DataFrame) -> pl.DataFrame:
    """Return the cells with the area above each: a team's service, else the authority (`up_level`, `up_area`)."""
    homes = services.select(pl.lit("team").alias("level"), pl.col("team").alias("area"), "service").unique("area")
    authority = cells.filter(level="authority")["area"].first()
    has_service = (pl.col("level") == "team") & pl.col("service").is_not_null()
    level = pl.when(has_service).then(pl.lit("service")).when(pl.col("level") != "authority").then(pl.lit("authority"))
    area = pl.when(has_service).then("service").otherwise(pl.lit(authority))
    homed = cells.join(homes, on=["level", "area"], how="left", maintain_order="left")
    return homed.with_columns(level.alias("up_level"), area.alias("up_area"))


def coordinates(cells: pl.DataFrame) -> pl.DataFrame:
    """Return the cells numbered by table, row and column, with the cells of the area above and of the row total."""
    lattice = cells.with_columns(
        coded("measure", "month", "breakdown").alias("table"),
        pl.struct("measure", "month", "level", "area", "breakdown").rle_id().alias("line"),
        coded("level", "area").alias("row"),
        coded("up_level", "up_area").alias("up"),
        coded("breakdown", "category").alias("column"),
        (pl.col("breakdown") != "").alias("is_split"),
        *(pl.col(name).fill_null(0) for name in ("n", "part")),
        pl.col("n").sum().over([key for key in KEYS if key != "month"]).alias("size"),
    )
    above = lattice.select("cell", *KEYS).rename({"cell": "parent", "level": "up_level", "area": "up_area"})
    shared = ["measure", "month", "up_level", "up_area", "breakdown", "category"]
    lattice = lattice.join(above, on=shared, how="left", maintain_order="left")
    place = ["measure", "month", "level", "area"]
    whole = lattice.filter(~pl.col("is_split")).select(*place, pl.col("cell").alias("total"))
    return lattice.join(whole, on=place, how="left", maintain_order="left")


def coded(*columns: str) -> pl.Expr:
    """Return a number for each combination of these columns, the same for the same text wherever it stands."""
    joined = pl.concat_str([pl.col(name).cast(pl.String).fill_null("") for name in columns], separator="\x1f")
    return joined.cast(pl.Categorical).to_physical()


def limits(threshold: int) -> list[pl.Expr]:
    """Return the least publishable count of people, by breakdown, and the least base, by kind of measure."""
    sensitive = pl.col("breakdown").is_in(SENSITIVE)
    least = pl.when(sensitive).then(max(threshold, SENSITIVE_THRESHOLD)).otherwise(threshold)
    base = pl.when(kind="count").then(least).otherwise(pl.max_horizontal(least, pl.lit(LEAST_BASE)))
    return [least.alias("least"), base.alias("base"), pl.lit(threshold).alias("room")]


def small() -> pl.Expr:
    """Return whether a cell is disclosive: too few people in it or apart from it, or a sensitive split below the top.

    A crossing of two splits whose totals are both printed never leaves the service.
    """
    few = [pl.col(name).is_between(1, pl.col("least") - 1).fill_null(False) for name in ("part", "rest")]
    split = pl.col("breakdown").is_in(SENSITIVE) & (pl.col("level") != "authority")
    crossed = pl.col("breakdown").is_in(INSIDE_ONLY)
    return (
        pl.col("n").is_between(1, pl.col("base") - 1)
        | ((pl.col("kind") == "ratio") & (few[0] | few[1]))
        | pl.col("apart").is_between(1, pl.col("least") - 1)
        | split
        | crossed
    )
