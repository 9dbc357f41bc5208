"""Who holds the children of a seat on each day: its occupant, else a neighbour, else nobody."""

from dataclasses import dataclass

import numpy as np

from workforce.sample.places import OPEN, Floats, Ints, Seats
from workforce.sample.staffing import Spells

SPAN = 2 * OPEN


@dataclass(frozen=True)
class Holding:
    """Stretches of a seat's children with one professional; `end` is exclusive."""

    seat: Ints
    start: Ints
    end: Ints
    professional: Ints
    reason: Ints  # index into REASONS


REASONS = ("", "LEFTRL", "TSPROC", "ORGRST", "ABSENC", "MANAGE", "FCONTA", "CHCHAN", "PCCHAN", "OTHERS")


def neighbours(seats: Seats) -> Ints:
    """For each seat another long-filled seat of the same team and role (itself when alone)."""
    buddy = np.arange(len(seats))
    order = np.lexsort((seats.active, seats.role, seats.team))
    group = seats.team[order] * 10 + seats.role[order]
    first = np.searchsorted(group, group)
    early = seats.active[order] <= seats.active.min()
    count = np.maximum(np.searchsorted(group, group, side="right") - first, 1)
    filled = np.bincount(first, weights=early, minlength=len(order)).astype(np.int64)[first]
    position = np.arange(len(order)) - first
    target = first + (position + 1) % np.where(filled > 1, filled, count)
    buddy[order] = order[target]
    return buddy


def occupant(spells: Spells, seat: Ints, at: Ints) -> Ints:
    """Row of the spell in a seat at the close of a day, -1 when it is empty."""
    key = spells.seat * SPAN + spells.start
    found = np.searchsorted(key, seat * SPAN + at, side="right") - 1
    held = (found >= 0) & (spells.seat[found] == seat) & (spells.end[found] > at)
    return np.where(held, found, -1)


def holdings(rng: np.random.Generator, seats: Seats, spells: Spells) -> Holding:
    """All stretches in seat and start order; a conversion keeps the children where they are."""
    case = seats.stage[spells.seat] >= 0
    rows = spells.keep(case & (spells.converted == 0))
    following = np.append(spells.converted[1:], 0)
    ends = np.where(
        (following == 1) & (np.append(spells.seat[1:], -1) == spells.seat), np.append(spells.end[1:], 0), spells.end
    )
    end = ends[case & (spells.converted == 0)]
    after = np.append(rows.start[1:], OPEN)
    same = np.append(rows.seat[1:], -1) == rows.seat
    gap = same & (after > end)
    start, stop = end[gap], after[gap]
    wait = np.where(rng.random(len(start)) < 0.3, rng.integers(2, 16, len(start)), 0)
    start = np.minimum(start + wait, stop)
    cover = occupant(spells, neighbours(seats)[rows.seat[gap]], start)
    stop = np.minimum(stop, np.where(cover >= 0, spells.end[cover], 0))
    good = (cover >= 0) & (stop > start)
    seat = np.concatenate((rows.seat, rows.seat[gap][good]))
    begin = np.concatenate((rows.start, start[good]))
    until = np.concatenate((end, stop[good]))
    who = np.concatenate((rows.professional, spells.professional[cover[good]]))
    order = np.lexsort((begin, seat))
    return Holding(seat[order], begin[order], until[order], who[order], np.ones(len(order), dtype=np.int64))


def pick(seats: Seats, stage: Ints, at: Ints, draw: Floats) -> Ints:
    """A seat of a stage that is filled on a day, more often the more hours it has."""
    chosen = np.full(len(stage), -1)
    for number in np.unique(stage):
        rows = np.flatnonzero(stage == number)
        pool = np.flatnonzero(seats.stage == number)
        pool = pool[np.argsort(seats.active[pool], kind="stable")]
        weight = np.cumsum(seats.fte[pool])
        filled = np.searchsorted(seats.active[pool], at[rows] - 20, side="right")
        filled = np.maximum(filled, 1)
        chosen[rows] = pool[np.searchsorted(weight, draw[rows] * weight[filled - 1], side="right").clip(0, filled - 1)]
    return chosen
