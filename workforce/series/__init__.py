"""One measure of one area over time, judged: what tile, chart, table, sentence, export and command line all read."""

from workforce.series.cells import Series, of_cells
from workforce.series.context import TABLES, Context, of_settings, of_tables
from workforce.series.reading import LIMITS, Point, Reading, read
from workforce.series.rebasing import Rebased
from workforce.series.words import (
    NAMES,
    ORDERED,
    SINGULAR,
    SYMBOLS,
    Cell,
    amount,
    band_order,
    behind,
    category_name,
    clipped,
    fraction,
    long_date,
    lowered,
    month_end,
    rounded,
    shown,
    side_of,
    subject,
    with_unit,
    year_before,
)

__all__ = [
    "LIMITS", "NAMES", "ORDERED", "SINGULAR", "SYMBOLS", "TABLES", "Cell", "Context", "Point", "Reading", "Rebased",
    "Series", "amount", "band_order", "behind", "category_name", "clipped", "fraction", "long_date", "lowered",
    "month_end", "of_cells", "of_settings", "of_tables", "read", "rounded", "shown", "side_of", "subject",
    "with_unit", "year_before",
]  # fmt: skip
