"""What may leave the service: which cells are withheld from an outside reader (MEASURES 7.2, RULINGS 34)."""

from __future__ import annotations

import polars as pl

from workforce.disclosure import siblings
from workforce.disclosure.corners import blocks, cornered
from workforce.disclosure.lattice import KEYS, placed
from workforce.disclosure.rates import is_homogeneous, may_both_leave, rate, rounded, to_ten
from workforce.disclosure.sums import Marks, Ties, groups, marked, settled

__all__ = ["is_homogeneous", "may_both_leave", "outside", "rate", "rounded", "to_ten"]


def outside(cells: pl.DataFrame, services: pl.DataFrame, threshold: int = 5) -> pl.DataFrame:
    """Return the cells with `outside_status`: "c" where nothing of the cell may leave the service, else its status.

    `cells` has the columns of cube.cells, `kind`, and the people behind the numerator (`part`) and behind its
    complement (`rest`, null where the numerator is no part of the denominator). `services` has `team` and `service`.
    """
    ordered = cells.sort(KEYS)
    lattice = placed(ordered, services, threshold)
    ties = Ties(groups(lattice), siblings.links(lattice), siblings.rolling(lattice))
    marks, seen, before = Marks(lattice["is_small"], lattice["is_small"]), None, None
    while True:
        marks, seen = settled(ties, marks, seen)
        exposed = cornered(lattice, marks.hidden, before)
        if exposed.is_empty():
            break
        before = marks.hidden
        marks = Marks(marked(marks.hidden, blocks(lattice, marks.hidden, exposed)), marks.guarded)
    status = pl.when(marks.hidden).then(pl.lit("c")).otherwise(pl.col("status"))
    return ordered.with_columns(lattice.select(status.alias("outside_status")).to_series())
