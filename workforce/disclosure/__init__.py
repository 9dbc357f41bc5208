"""What may leave the service: which cells are withheld from an outside reader (MEASURES 7.2, RULINGS 34)."""

from __future__ import annotations

import polars as pl

from workforce.disclosure import siblings
from workforce.disclosure.corners import blocks, cornered
from workforce.disclosure.lattice import KEYS, placed
from workforce.disclosure.rates import is_homogeneous, may_both_leave, rate, rounded, to_ten
from workforce.disclosure.sums import Ties, groups, marked, settled

__all__ = ["is_homogeneous", "may_both_leave", "outside", "rate", "rounded", "to_ten"]


def outside(cells: pl.DataFrame, services: pl.DataFrame, threshold: int = 5) -> pl.DataFrame:
    """Return the cells with `outside_status`: "c" where nothing of the cell may leave the service, else its status.

    `cells` has the columns of cube.cells, `kind`, and the people behind the numerator (`part`) and behind its
    complement (`rest`, null where the numerator is no part of the denominator). `services` has `team` and `service`.
    """
    lattice = placed(cells, services, threshold)
    ties = Ties(groups(lattice), siblings.links(lattice), siblings.rolling(lattice))
    hidden, guarded = lattice["is_small"], lattice["is_small"]
    while True:
        hidden, guarded = settled(ties, hidden, guarded)
        exposed = cornered(lattice, hidden)
        if exposed.is_empty():
            break
        hidden = marked(hidden, blocks(lattice, hidden, exposed))
    status = pl.when(hidden).then(pl.lit("c")).otherwise(pl.col("status"))
    return cells.sort(KEYS).with_columns(lattice.select(status.alias("outside_status")).to_series())
