"""Rows of ssd_involvements: the named workers, duty, co-workers, absence cover and managers."""

from dataclasses import dataclass

import numpy as np

from workforce.sample.children import Referrals, Stretches
from workforce.sample.holding import REASONS, SPAN, Holding, neighbours, occupant
from workforce.sample.places import EXTRACT, FIRST, OPEN, RESTRUCTURE, Ints, Seats
from workforce.sample.staffing import Spells

ROLES = ("CW", "COW", "DUTY", "TM", "IRO")
PRIMARY, CO_WORKER, DUTY, MANAGER, REVIEWER = range(5)
NOBODY = -1


@dataclass(frozen=True)
class Rows:
    """Involvement rows; `professional` NOBODY is a tray."""

    referral: Ints
    professional: Ints
    role: Ints
    team: Ints
    start: Ints
    end: Ints
    reason: Ints
    seat: Ints

    def __len__(self) -> int:
        return len(self.referral)

    def keep(self, mask: Ints) -> "Rows":
        """The rows of a mask or an order."""
        return Rows(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))

    def plus(self, other: "Rows") -> "Rows":
        """Both sets of rows."""
        return Rows(*(np.concatenate((getattr(self, n), getattr(other, n))) for n in self.__dataclass_fields__))


def named(seats: Seats, stretches: Stretches, holding: Holding) -> Rows:
    """Stretches cut at every change of the seat's holder: the primary rows."""
    begin = np.searchsorted(holding.seat * SPAN + holding.end, stretches.seat * SPAN + stretches.start, side="right")
    stop = np.searchsorted(holding.seat * SPAN + holding.start, stretches.seat * SPAN + stretches.end, side="left")
    count = np.maximum(stop - begin, 0)
    row = np.repeat(np.arange(len(count)), count)
    piece = np.arange(len(row)) - np.repeat(np.cumsum(count) - count, count) + begin[row]
    start = np.maximum(stretches.start[row], holding.start[piece])
    end = np.minimum(stretches.end[row], holding.end[piece])
    reason = np.where(holding.start[piece] > stretches.start[row], holding.reason[piece], stretches.reason[row])
    seat = stretches.seat[row]
    zero = np.zeros(len(row), dtype=np.int64)
    rows = Rows(stretches.referral[row], holding.professional[piece], zero, seats.team[seat], start, end, reason, seat)
    return rename(seats, rows.keep((start < end) & (start <= EXTRACT)))


def rename(seats: Seats, rows: Rows) -> Rows:
    """Rows of reorganised teams cut on the day of the restructure, the new team after it."""
    moved = seats.team[rows.seat] != seats.later_team[rows.seat]
    across = moved & (rows.start < RESTRUCTURE) & (rows.end > RESTRUCTURE)
    team = np.where(moved & (rows.start >= RESTRUCTURE), seats.later_team[rows.seat], rows.team)
    end = np.where(across, RESTRUCTURE, rows.end)
    whole = Rows(rows.referral, rows.professional, rows.role, team, rows.start, end, rows.reason, rows.seat)
    after = rows.keep(across)
    day = np.full(len(after), RESTRUCTURE)
    code = np.full(len(after), REASONS.index("ORGRST"))
    later = seats.later_team[after.seat]
    return whole.plus(Rows(after.referral, after.professional, after.role, later, day, after.end, code, after.seat))


def like(rows: Rows, professional: Ints, role: int, start: Ints, end: Ints, reason: str = "") -> Rows:
    """Rows of the same children and teams for another person and time."""
    code = np.full(len(rows), REASONS.index(reason))
    return Rows(rows.referral, professional, np.full(len(rows), role), rows.team, start, end, code, rows.seat)


def others(rng: np.random.Generator, seats: Seats, spells: Spells, referrals: Referrals, primary: Rows) -> Rows:
    """Duty, co-worker, reviewing officer and holding manager rows."""
    buddy = neighbours(seats)
    first = primary.keep((primary.start < referrals.assessed[primary.referral]) & (primary.reason == 0))
    opened = referrals.opened[first.referral]
    nobody = np.full(len(first), NOBODY)
    duty = like(first, nobody, DUTY, opened, np.maximum(first.start, opened + 1))
    held = primary.keep((primary.start >= referrals.assessed[primary.referral]) & (rng.random(len(primary)) < 0.08))
    found = occupant(spells, buddy[held.seat], held.start)
    end = np.minimum(held.end, np.where(found >= 0, spells.end[found], 0))
    second = like(held, spells.professional[found], CO_WORKER, held.start, end).keep((found >= 0) & (end > held.start))
    review = primary.keep((seats.stage[primary.seat] == 2) & (primary.reason == REASONS.index("TSPROC")))
    officers = np.flatnonzero((seats.role == 6) & (seats.active < OPEN))
    seat = officers[review.referral % len(officers)]
    found = occupant(spells, seat, review.start)
    end = np.minimum(review.end, np.where(found >= 0, spells.end[found], 0))
    officer = like(review, spells.professional[found], REVIEWER, review.start, end)
    return duty.plus(second).plus(officer.keep((found >= 0) & (end > review.start)))


def covered(
    rng: np.random.Generator, seats: Seats, spells: Spells, primary: Rows, away: tuple[Ints, Ints, Ints]
) -> Rows:
    """Absence cover: a neighbour's row inside the absent worker's, for part of the long absences."""
    spell, begin, end = away
    order = np.lexsort((begin, spells.seat[spell]))
    spell, begin, end = spell[order], begin[order], end[order]
    key = spells.seat[spell] * SPAN + begin
    at = np.searchsorted(key, primary.seat * SPAN + primary.start, side="right")
    at = np.minimum(at, len(key) - 1)
    inside = (spells.professional[spell[at]] == primary.professional) & (begin[at] > primary.start)
    inside &= (end[at] + 1 < primary.end) & (rng.random(len(primary)) < 0.6)
    rows, at = primary.keep(inside), at[inside]
    found = occupant(spells, neighbours(seats)[rows.seat], begin[at])
    stop = np.minimum(end[at] + 1, np.where(found >= 0, spells.end[found], 0))
    good = (found >= 0) & (stop > begin[at]) & (spells.professional[found] != rows.professional)
    return like(rows, spells.professional[found], PRIMARY, begin[at], stop, "ABSENC").keep(good)


def in_window(rows: Rows) -> Rows:
    """Rows that touch the six years, in child and start order."""
    rows = rows.keep((rows.end > FIRST) & (rows.start <= EXTRACT))
    return rows.keep(np.lexsort((rows.professional, rows.role, rows.start, rows.referral)))
