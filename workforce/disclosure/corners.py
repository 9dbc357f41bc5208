"""What rows and columns of a split give away together, though each of them holds two withheld cells."""

from __future__ import annotations

import polars as pl

from workforce.disclosure.lattice import QUANTITIES

UNBOUNDED = 1_000_000
AT_ONCE = 5_000


def cornered(lattice: pl.DataFrame, hidden: pl.Series, before: pl.Series | None = None) -> pl.DataFrame:
    """Return the disclosive cells of a split that the printed totals leave no room to move.

    Rows and columns that each hold two withheld cells can still be solved together; a cell is safe when some other
    row and column of its table let it rise or fall by `room` in all while every printed total stays as it is, or
    when two areas with withheld totals can trade people. Where `before` is what was withheld when this was last asked,
    only measures and months with another cell withheld since are looked at: the others would answer the same.
    """
    rows = split_rows(lattice, hidden)
    if before is not None:
        rows = rows.filter(touched(lattice, rows["cell"], hidden != before))
    small = rows.filter("is_small")
    found = pl.concat(
        [*(trades(held, rows) for held in small.iter_slices(AT_ONCE)), margins_only(lattice, hidden, rows)]
    )
    left = exposed(small, found)
    return exposed(left, pl.concat([found, *(rectangles(held, rows) for held in left.iter_slices(AT_ONCE))]))


def touched(lattice: pl.DataFrame, cells: pl.Series, changed: pl.Series) -> pl.Series:
    """Return whether these cells are of a measure and month in which some cell has changed."""
    sheet = lattice["table"].gather(lattice["total"])
    return sheet.gather(cells).is_in(sheet.filter(changed).unique().implode())


def exposed(small: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """Return the disclosive cells to which none of the ways found leaves the room they need."""
    most = found.group_by("cell").max()
    left = small.join(most, on="cell", how="left", maintain_order="left").filter(pl.any_horizontal(*tight()))
    return left.select(small.columns)


def margins_only(lattice: pl.DataFrame, hidden: pl.Series, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the room of disclosive cells where an area's parts are withheld whole and only totals are printed.

    A cell under row total T and column total M of N people lies within max(0, T + M - N) and min(T, M). A split
    withheld whole is not listed, so that a category nobody has looks like any other.
    """
    parts = lattice.select("cell", "table", "up", "level", hidden.alias("hidden")).filter(
        pl.col("level") != "authority"
    )
    printed = parts.filter(~pl.col("hidden")).select("table", "up").unique()
    held = rows.filter("is_small").join(printed, on=["table", "up"], how="anti")
    cell = held["cell"]
    across, down = lattice["total"].gather(cell), lattice["parent"].gather(cell)
    whole = lattice["parent"].gather(across)
    return held.select("cell", *(between(lattice, hidden, name, across, down, whole) for name in QUANTITIES))


def between(
    lattice: pl.DataFrame, hidden: pl.Series, name: str, across: pl.Series, down: pl.Series, whole: pl.Series
) -> pl.Series:
    """Return the width that a row total and a column total of a whole leave; a withheld total bounds nothing."""
    row, column, everyone = (
        pl.select(pl.when(hidden.gather(one)).then(None).otherwise(lattice[name].gather(one))).to_series()
        for one in (across, down, whole)
    )
    both = pl.when(row.is_not_null() & column.is_not_null()).then
    bounds = pl.select(a=row, b=column, c=both(everyone - row), d=both(everyone - column))
    return bounds.select(pl.min_horizontal(pl.all()).fill_null(UNBOUNDED).alias(f"room_{name}")).to_series()


def split_rows(lattice: pl.DataFrame, hidden: pl.Series) -> pl.DataFrame:
    """Return the withheld cells of each split that is not withheld as a whole, by the area above them."""
    total = lattice["total"]
    flagged = lattice.with_columns(
        hidden.alias("hidden"),
        hidden.gather(total).alias("is_free"),
        hidden.gather(lattice["parent"].gather(total)).alias("is_up_free"),
    )
    split = flagged.filter(pl.col("breakdown") != "", pl.col("total").is_not_null())
    split = split.filter(~pl.col("hidden").all().over("table"), pl.col("hidden"))
    own = pl.col("level") == "authority"
    columns = ["cell", "table", "row", "column", "kind", "least", "base", "room", "is_small", "is_free", *QUANTITIES]
    top = split.filter(own, ~pl.col("is_free")).with_columns(up="row")
    below = split.filter(~own, ~pl.col("is_up_free").fill_null(False))
    return pl.concat([part.select(*columns, "up", own.alias("is_margin")) for part in (top, below)])


def trades(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the room of these disclosive cells, by quantity, where two areas with withheld totals trade people."""
    free = rows.filter("is_free").select("table", "up", "row", "column", *QUANTITIES)
    below = held.filter("is_free").join(free, on=["table", "up", "column"], suffix="_below")
    return below.filter(pl.col("row") != pl.col("row_below")).select(
        "cell", *(moved(name, "", "_below") for name in QUANTITIES)
    )


def rectangles(held: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Return the room of these disclosive cells, by quantity, over the rectangles they are a corner of.

    A cell is a corner of as many rectangles as its table has rows times columns, so few cells are worked on at once.
    """
    place = ["table", "up"]
    other = rows.select(*place, "row", "column", "is_margin", *QUANTITIES)
    other = other.join(held.select(place).unique(), on=place, how="semi")
    below = held.join(other, on=[*place, "column"], suffix="_below").filter(pl.col("row") != pl.col("row_below"))
    beside = below.join(other, on=[*place, "row"], suffix="_beside").filter(pl.col("column") != pl.col("column_beside"))
    across = beside.join(
        other, left_on=[*place, "row_below", "column_beside"], right_on=[*place, "row", "column"], suffix="_across"
    )
    margin = pl.col("is_margin") | pl.col("is_margin_below")
    turned = across.filter(~margin).select("cell", *(moved(name, "_beside", "_across") for name in QUANTITIES))
    return pl.concat([turned, across.filter(margin).select("cell", *map(slid, QUANTITIES))]).group_by("cell").max()


def moved(name: str, beside: str, across: str) -> pl.Expr:
    """Return by how much a quantity can rise and fall in all between two rows of parts."""
    if not beside:
        return span(name, pl.col(f"{name}{across}"), pl.col(name))
    up = pl.min_horizontal(f"{name}{beside}", f"{name}_below")
    return span(name, up, pl.min_horizontal(name, f"{name}{across}"))


def slid(name: str) -> pl.Expr:
    """Return by how much a quantity can rise and fall in all between a row and the row of its totals."""
    up = pl.min_horizontal(f"{name}_beside", f"{name}_across")
    return span(name, up, pl.min_horizontal(name, f"{name}_below"))


def span(name: str, up: pl.Expr, down: pl.Expr) -> pl.Expr:
    """Return rise plus fall; people withheld are known to be at least one, as zeros are printed."""
    kept = 1 if name == "n" else 0
    return ((up - kept).clip(0) + (down - kept).clip(0)).alias(f"room_{name}")


def tight() -> list[pl.Expr]:
    """Return, for each quantity, whether it is few in the cell and too narrowly known."""
    few = {"n": pl.col("base"), "part": pl.col("least"), "rest": pl.col("least")}
    return [
        (
            pl.col(name).is_between(1, least - 1)
            & ((pl.col("kind") == "ratio") | (name == "n"))
            & (pl.col(f"room_{name}").fill_null(0) < pl.col("room"))
        ).fill_null(False)
        for name, least in few.items()
    ]


def blocks(lattice: pl.DataFrame, hidden: pl.Series, exposed: pl.DataFrame) -> pl.Series:
    """Return the cells to withhold instead: the split of an area's parts, or once that is withheld, all of it."""
    spots = exposed.select("table", "up").unique()
    parts = lattice.join(spots, on=["table", "up"], maintain_order="left")
    open_parts = parts.filter(~hidden.gather(parts["cell"]))
    spent = spots.join(open_parts.select("table", "up").unique(), on=["table", "up"], how="anti")
    whole = lattice.join(spent.select("table").unique(), on="table")
    return pl.concat([open_parts["cell"], whole["cell"]])
