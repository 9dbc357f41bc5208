"""What the forecast would have said at each month of history, and how far off it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from workforce import forecast
from workforce.forecast import Flows, Stock
from workforce.outlook.outlook import FLOWS, known_of

HORIZONS = (6, 12)


@dataclass(frozen=True)
class Judged:
    """One forecast of the past beside what came: shares in percent, `off` what was said less what came."""

    said_on: date
    as_at: date
    ahead: int
    said: float
    lower: float
    upper: float
    came: float

    @property
    def off(self) -> float:
        """Return what was said less what came, in percentage points."""
        return self.said - self.came

    @property
    def is_inside(self) -> bool:
        """Return whether what came lay in the band."""
        return self.lower <= self.came <= self.upper


def back_test(flows: pl.DataFrame, known: pl.DataFrame) -> list[Judged]:
    """Return every forecast 6 and 12 months ahead whose month has come, oldest first.

    Each is made of the twelve months before it, and of what the extracts say was known then; `flows` and `known` are
    an area's rows of marts.fct_staff_flows_month and marts.fct_known_moves_month.
    """
    past = flows.filter(~pl.col("is_partial")).sort("month")
    rows = past.to_dicts()
    moves = [Flows(*(row[name] for name in FLOWS)) for row in rows]
    first = 1 if rows and rows[0]["is_first"] else 0
    found = []
    for place in range(first + forecast.MONTHS_OF_FLOWS - 1, len(rows) - min(HORIZONS)):
        history = moves[place - forecast.MONTHS_OF_FLOWS + 1 : place + 1]
        stock = stock_of(rows[place])
        said = forecast.ahead(stock, history, known=known_of(known, rows[place]["month"]), months=max(HORIZONS))
        for ahead in HORIZONS:
            if place + ahead < len(rows):
                found += judged(rows[place], rows[place + ahead], said.months[ahead])
    return found


def stock_of(row: dict[str, float]) -> Stock:
    """Return the stock of a row of flows."""
    return Stock(row["permanent"], row["agency"], row["other"])


def judged(then: dict[str, object], later: dict[str, object], month: forecast.Month) -> list[Judged]:
    """Return a forecast beside what came; nothing where one of them has no share."""
    came, said = stock_of(later).share, month.stock.share  # type: ignore[arg-type]
    if came is None or said is None or month.lower is None or month.upper is None:
        return []
    return [Judged(then["as_at"], later["as_at"], month.ahead, said, month.lower, month.upper, came)]  # type: ignore[arg-type]


def summary(tests: Sequence[Judged], ahead: int) -> tuple[int, float, float, float] | None:
    """Return how many forecasts of a horizon, their mean error without sign, the mean with sign, and percent inside."""
    mine = [each for each in tests if each.ahead == ahead]
    if not mine:
        return None
    count = len(mine)
    inside = 100 * sum(each.is_inside for each in mine) / count
    return count, sum(abs(each.off) for each in mine) / count, sum(each.off for each in mine) / count, inside
