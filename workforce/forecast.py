"""The way to a target: permanent and agency staff carried forward by monthly flows, with an 80 % band (MEASURES §5.3).

P' = P + starters − leavers + conversions; A' = max(0, A − conversions − exits + starts); fixed-term and unknown
staff are a third stock that stays as it is (RULINGS 42). No more convert in a month than were there when it began.
Stocks are in FTE, flows in FTE a month, shares in percent. Vacancies and demand are outside the model.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np

MONTHS_OF_FLOWS = 12
FURTHEST = 24
RUNS = 1000
SEED = 7
LOWER, UPPER = 0.1, 0.9
EQUAL = 1e-9
EXITS = 3


@dataclass(frozen=True)
class Stock:
    """Permanent, agency and other (fixed-term and unknown) staff at the close of a month."""

    permanent: float
    agency: float
    other: float = 0.0

    @property
    def share(self) -> float | None:
        """Return the permanent share in percent, None for nobody."""
        total = self.permanent + self.agency + self.other
        return 100 * self.permanent / total if total > 0 else None


@dataclass(frozen=True)
class Flows:
    """What one month brings: permanent starters and leavers, agency conversions, and other agency exits and starts.

    Where only the difference of agency exits and starts is known, it stands under exits and may be negative.
    """

    starters: float = 0.0
    leavers: float = 0.0
    conversions: float = 0.0
    agency_exits: float = 0.0
    agency_starts: float = 0.0


@dataclass(frozen=True)
class Month:
    """One month ahead: the stock on average flows, and the band that holds 80 % of the resampled runs."""

    ahead: int
    stock: Stock
    lower: float | None
    upper: float | None


@dataclass(frozen=True)
class Forecast:
    """The months ahead, and when the target is reached on average flows and by how many of the resampled runs.

    `reached`, `earliest` and `latest` are months ahead, None for not within the furthest month; `latest` is None also
    where more than a tenth of the runs do not reach it. `chance` is the percent of runs that do.
    """

    months: tuple[Month, ...]
    reached: int | None
    earliest: int | None
    latest: int | None
    chance: float | None


def mean(history: Sequence[Flows]) -> Flows:
    """Return the mean flows of the last twelve months; raise ValueError where there are fewer."""
    last = last_months(history)
    return Flows(*(sum(column) / len(last) for column in zip(*map(astuple, last), strict=True)))


def last_months(history: Sequence[Flows]) -> Sequence[Flows]:
    """Return the last twelve months of flows; raise ValueError where there are fewer."""
    if len(history) < MONTHS_OF_FLOWS:
        raise ValueError(f"{len(history)} months of flows, {MONTHS_OF_FLOWS} needed")
    return history[-MONTHS_OF_FLOWS:]


def after(stock: Stock, flows: Flows) -> Stock:
    """Return the stock one month later; only agency staff who are there can convert."""
    conversions = min(flows.conversions, stock.agency)
    permanent = stock.permanent + flows.starters - flows.leavers + conversions
    agency = stock.agency - conversions - flows.agency_exits + flows.agency_starts
    return Stock(max(0.0, permanent), max(0.0, agency), stock.other)


def path(stock: Stock, flows: Flows, months: int = FURTHEST, known: Sequence[Flows] = ()) -> list[Stock]:
    """Return the stock now and at the close of each month ahead.

    `known` holds what is already certain of the first months; a month has at least that, and the average where that
    is more.
    """
    if months > FURTHEST:
        raise ValueError(f"{months} months ahead, at most {FURTHEST}")
    stocks = [stock]
    for ahead in range(months):
        stocks.append(after(stocks[-1], at_least(flows, known[ahead] if ahead < len(known) else Flows())))
    return stocks


def at_least(flows: Flows, known: Flows) -> Flows:
    """Return flows that are not below what is known of a month; where nothing is known they stay, negative or not."""
    pairs = zip(astuple(flows), astuple(known), strict=True)
    return Flows(*(max(average, certain) if certain else average for average, certain in pairs))


def months_to(target: float, stocks: Sequence[Stock]) -> int | None:
    """Return the least whole month ahead whose share is at or above the target, None where none is."""
    found = (ahead for ahead, each in enumerate(stocks) if each.share is not None and each.share >= target - EQUAL)
    return next(found, None)


def ahead(
    stock: Stock, history: Sequence[Flows], target: float | None = None, chosen: Flows | None = None,
    known: Sequence[Flows] = (), months: int = FURTHEST,
) -> Forecast:  # fmt: skip
    """Return the forecast on the mean flows of the last twelve months, or on chosen ones, with its 80 % band.

    The band resamples the twelve months a thousand times with a fixed seed; chosen flows move every one of them by
    the difference from their mean. Raise ValueError for fewer than twelve months of flows, or more than 24 ahead.
    """
    flows = chosen or mean(history)
    stocks = path(stock, flows, months, known)
    shares = resampled(stock, moved(last_months(history), flows), months, known)
    listed = [Month(0, stock, stock.share, stock.share)]
    listed += [Month(month, stocks[month], *band(shares[:, month - 1])) for month in range(1, months + 1)]
    if target is None:
        return Forecast(tuple(listed), None, None, None, None)
    reached = months_to(target, stocks)
    return Forecast(tuple(listed), reached, *reached_by_runs(stock, shares, target))


def moved(history: Sequence[Flows], flows: Flows) -> list[Flows]:
    """Return months of flows moved so that their mean is the given one; what cannot be negative stays at 0."""
    middle = mean(history)
    found = []
    for each in history:
        moves = zip(*map(astuple, (each, flows, middle)), strict=True)
        shifted = [value + to - at for value, to, at in moves]
        # Exits may be a difference, and then negative.
        found.append(Flows(*(value if place == EXITS else max(0.0, value) for place, value in enumerate(shifted))))
    return found


def resampled(stock: Stock, history: Sequence[Flows], months: int, known: Sequence[Flows]) -> np.ndarray:
    """Return the shares of every run (runs × months ahead), each month drawn whole from the months of history."""
    drawn = np.random.default_rng(SEED).integers(0, len(history), (RUNS, months))
    permanent, agency = np.full(RUNS, stock.permanent), np.full(RUNS, stock.agency)
    shares = np.empty((RUNS, months))
    for month in range(months):
        certain = known[month] if month < len(known) else Flows()
        table = np.array([astuple(at_least(flows, certain)) for flows in history])
        starters, leavers, wanted, exits, starts = table[drawn[:, month]].T
        conversions = np.minimum(wanted, agency)
        permanent = np.maximum(0.0, permanent + starters - leavers + conversions)
        agency = np.maximum(0.0, agency - conversions - exits + starts)
        total = permanent + agency + stock.other
        shares[:, month] = np.divide(100 * permanent, total, out=np.full(RUNS, np.nan), where=total > 0)
    return shares


def reached_by_runs(stock: Stock, shares: np.ndarray, target: float) -> tuple[int | None, int | None, float]:
    """Return the months by which a tenth and nine tenths of the runs reached the target, and the percent that did."""
    if stock.share is not None and stock.share >= target - EQUAL:
        return 0, 0, 100.0
    held = shares >= target - EQUAL
    first = np.where(held.any(axis=1), held.argmax(axis=1) + 1.0, np.inf)
    earliest, latest = (np.quantile(first, at, method="inverted_cdf") for at in (LOWER, UPPER))
    return whole(earliest), whole(latest), 100 * float(np.isfinite(first).mean())


def whole(value: float) -> int | None:
    """Return a month ahead, None for never."""
    return int(value) if math.isfinite(value) else None


def band(shares: np.ndarray) -> tuple[float | None, float | None]:
    """Return the ends of the middle 80 % of the runs that have a share, None where none has."""
    known = shares[np.isfinite(shares)]
    if not known.size:
        return None, None
    return float(np.quantile(known, LOWER)), float(np.quantile(known, UPPER))
