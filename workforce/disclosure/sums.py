"""Secondary suppression: no printed total less its printed parts may say what a withheld part is."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workforce.disclosure import siblings
from workforce.disclosure.lattice import QUANTITIES

AREA, CATEGORY, YEAR = 0, 1, 2
AT_ONCE = 500_000


@dataclass(frozen=True)
class Ties:
    """How cells bear on each other: parts of a printed total (in batches), the same people twice, rolling windows."""

    members: list[pl.DataFrame]
    same: pl.DataFrame
    windows: pl.DataFrame


@dataclass(frozen=True)
class Marks:
    """Which cells are withheld, and which of these must not be found out."""

    hidden: pl.Series
    guarded: pl.Series

    def since(self, earlier: Marks | None) -> pl.Series:
        """Return the cells marked otherwise than earlier; every marked one where nothing was looked at before."""
        if earlier is None:
            return self.hidden | self.guarded
        return (self.hidden != earlier.hidden) | (self.guarded != earlier.guarded)


def groups(lattice: pl.DataFrame) -> list[pl.DataFrame]:
    """Return one row per group and cell in it: parts that make up a parent cell by area, category or twelve months.

    In batches of whole measures, as a group never holds cells of two: memory is that of one batch at a time. Cells
    that only bear on each other share a `cluster`: a table, or all months of a measure that adds up to twelve of them.
    """
    line = pl.col("cell").min().over("line")
    by_area = lattice.filter(pl.col("parent").is_not_null()).select(
        (pl.col("parent") * 3 + AREA).alias("group"), pl.col("parent").alias("above"), "cell"
    )
    by_category = lattice.filter(pl.col("breakdown") != "", pl.col("total").is_not_null()).select(
        (line * 3 + CATEGORY).alias("group"), pl.col("total").alias("above"), "cell"
    )
    by_year = siblings.years(lattice).select((pl.col("above") * 3 + YEAR).alias("group"), "above", "cell")
    members = pl.concat([by_area, by_category, by_year]).sort("group", "cell")
    columns = ["measure", "table", "up", "is_split", "least", "base", "room", "kind", "size", "slack", *QUANTITIES]
    parent = lattice.select(*(pl.col(name).alias(f"above_{name}") for name in ("slack", *QUANTITIES)))
    found = pl.concat([members, lattice[columns][members["cell"]], parent[members["above"]]], how="horizontal")
    batches = (
        found.group_by("measure").len().sort("measure").select("measure", batch=pl.col("len").cum_sum() // AT_ONCE)
    )
    is_rolling = pl.col("measure").is_in(list(siblings.ROLLING))
    found = found.with_columns(cluster=pl.when(is_rolling).then(-1).otherwise(pl.col("table").cast(pl.Int64)))
    numbered = found.join(batches, on="measure", maintain_order="left").drop("measure")
    return numbered.partition_by("batch", maintain_order=True, include_key=False)


def settled(ties: Ties, marks: Marks, seen: Marks | None) -> tuple[Marks, Marks]:
    """Return the marks once no rule asks for another cell, and the marks as they were last looked at.

    Only clusters with a cell marked since `seen` are looked at again: the others would ask for the same as before.
    """
    while True:
        changed = marks.since(seen)
        found = [
            reached(ties.same, marks.hidden),
            reached(ties.windows, marks.hidden),
            *(partners(touched_by(members, changed), marks) for members in ties.members),
        ]
        seen = marks
        guarded = marked(marks.guarded, reached(ties.same, marks.guarded))
        marks = Marks(marked(marks.hidden, pl.concat(found)), guarded)
        if marks.hidden.sum() == seen.hidden.sum():
            return marks, seen


def touched_by(members: pl.DataFrame, changed: pl.Series) -> pl.DataFrame:
    """Return the groups of each cluster that holds one of these cells, or whose total is one of them."""
    at = members.filter(changed.gather(members["cell"]) | changed.gather(members["above"]))
    return members.filter(pl.col("cluster").is_in(at["cluster"].unique().implode()))


def reached(edges: pl.DataFrame, flags: pl.Series) -> pl.Series:
    """Return the effects of the flagged causes."""
    return edges.filter(flags.gather(edges["cause"]))["effect"]


def marked(flags: pl.Series, cells: pl.Series) -> pl.Series:
    """Return the flags with these cells set."""
    new = cells.filter(~flags.gather(cells)).unique()
    return flags.clone().scatter(new, True) if len(new) else flags


def partners(members: pl.DataFrame, marks: Marks) -> pl.Series:
    """Return the cells to withhold next: all under a withheld total, then what keeps a group from being solved."""
    by_area_of_split = pl.col("is_split") & (pl.col("group") % 3 == AREA)
    now = members.with_columns(
        marks.hidden.gather(members["cell"]).alias("hidden"),
        marks.guarded.gather(members["cell"]).alias("guarded"),
        marks.hidden.gather(members["above"]).alias("is_above_hidden"),
        by_area_of_split.alias("is_in_block"),
    ).with_columns(pl.col("hidden").all().over("table", "up", "is_in_block").alias("is_block_hidden"))
    below = now.filter("is_above_hidden", ~pl.col("hidden"), pl.col("group") % 3 != YEAR)["cell"]
    touched = now.filter(~pl.col("is_above_hidden"), ~(pl.col("is_in_block") & pl.col("is_block_hidden")))
    touched = touched.filter(pl.col("hidden").any().over("group"))
    short = unsolved(touched)
    if short.is_empty():
        return below
    first = short.filter(pl.col("is_guarded") == pl.col("is_guarded").max().over("table"))
    return pl.concat([below, *next_cells(now, touched, first)])


def next_cells(now: pl.DataFrame, touched: pl.DataFrame, first: pl.DataFrame) -> list[pl.Series]:
    """Return for each group the smallest printed cell, one that serves two groups before others.

    Where none with people is left, its zeros; where nothing is left, the split of all the parts, or its total.
    """
    left = touched.join(first.select("group"), on="group").filter(~pl.col("hidden"))
    chosen = left.filter(pl.col("n") > 0).with_columns(pl.len().over("cell").alias("serves"))
    chosen = chosen.sort(["group", "serves", "size", "cell"], descending=[False, True, False, False])
    spent = first.join(chosen.select("group").unique(), on="group", how="anti")
    zeros = left.join(spent.select("group"), on="group")["cell"]
    closed = spent.join(left.select("group").unique(), on="group", how="anti").filter(pl.col("group") % 3 != CATEGORY)
    block = closed.filter("is_in_block").select("table", "up").unique()
    parts = now.filter("is_in_block").join(block, on=["table", "up"])["cell"]
    above = closed.filter(~pl.col("is_in_block"))["above"]
    return [chosen.group_by("group", maintain_order=True).first()["cell"], zeros, parts, above]


def unsolved(touched: pl.DataFrame) -> pl.DataFrame:
    """Return the groups whose printed total less the printed parts says too much about the withheld parts."""
    shown = ~pl.col("hidden")
    left = [
        pl.min_horizontal(
            pl.col(f"above_{name}").first() - pl.col(name).filter(shown).sum(), pl.col(name).filter("hidden").sum()
        ).alias(f"left_{name}")
        for name in ("slack", *QUANTITIES)
    ]
    firsts = [pl.col(name).first() for name in ("above", "table", "up", "is_in_block", "kind", "least", "base", "room")]
    return (
        touched.group_by("group", maintain_order=True)
        .agg(
            pl.len().alias("cells"),
            pl.col("hidden").sum().alias("withheld"),
            (pl.col("hidden") & (pl.col("n") > 0)).sum().alias("people"),
            (pl.col("hidden") & pl.col("guarded")).any().alias("is_guarded"),
            (pl.col("kind").first() == "ratio").alias("is_ratio"),
            *left,
            *firsts,
        )
        .filter(~enough())
        .filter((pl.col("group") % 3 != CATEGORY) | (pl.col("withheld") < pl.col("cells")))
    )


def enough() -> pl.Expr:
    """Return whether what subtraction leaves of a group could itself be published, and leaves each part open.

    Withheld parts are known to be at least one, as zeros are printed, except where a whole group is withheld.
    """
    whole = pl.col("withheld") == pl.col("cells")
    width = pl.col("left_n") - pl.when(whole).then(0).otherwise(pl.col("people"))
    parts = [
        (pl.col(name) == 0) | (pl.col(name) >= pl.col("least")) | pl.col(name).is_null()
        for name in ("left_part", "left_rest")
    ]
    ratio = ~pl.col("is_ratio") | (parts[0] & parts[1])
    year = (pl.col("group") % 3 != YEAR) | (pl.col("left_slack") >= pl.col("room"))
    return (pl.col("withheld") >= 2) & (width >= pl.col("room")) & (pl.col("left_n") >= pl.col("base")) & ratio & year
