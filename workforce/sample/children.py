"""Children, referrals, plans and the stages of the journey that seats hold."""

from dataclasses import dataclass, replace

import numpy as np

from workforce.sample.holding import REASONS, pick
from workforce.sample.places import EXTRACT, FIRST, OPEN, RESTRUCTURE, REVIEW, STAGES, WARM_UP, Ints, Seats

ASSESSED, IN_NEED, PROTECTED, LOOKED_AFTER, LEAVING, DISABLED = range(6)
MIX = (0.22, 0.325, 0.215, 0.14, 0.04, 0.06)
LENGTH = (0, 268, 420, 1060, 1700, 790)
PER_DAY = 3.5


@dataclass(frozen=True)
class Referrals:
    """One row per referral; `plan_end` is the end of protection or of care (OPEN = running)."""

    child: Ints
    family: Ints
    path: Ints
    opened: Ints
    assessed: Ints
    second: Ints  # end of the safeguarding stage
    third: Ints  # start of the moving on stage
    plan_end: Ints
    closed: Ints

    def __len__(self) -> int:
        return len(self.child)

    def keep(self, mask: Ints) -> "Referrals":
        """The rows of a mask."""
        return Referrals(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))


@dataclass(frozen=True)
class Stretches:
    """A child's time in one seat: referral row, seat, start, exclusive end, reason."""

    referral: Ints
    seat: Ints
    start: Ints
    end: Ints
    reason: Ints

    def keep(self, mask: Ints) -> "Stretches":
        """The rows of a mask or an order."""
        return Stretches(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))

    def plus(self, other: "Stretches") -> "Stretches":
        """Both sets of rows."""
        return Stretches(*(np.concatenate((getattr(self, n), getattr(other, n))) for n in self.__dataclass_fields__))


def refer(rng: np.random.Generator, scale: int) -> Referrals:
    """Referrals open at some time in the six years, after the case review."""
    days = EXTRACT - WARM_UP
    families = int(days * PER_DAY * scale / 1.7)
    size = rng.choice([1, 2, 3], size=families, p=[0.5, 0.3, 0.2])
    opened = np.sort(WARM_UP + (np.arange(families) + rng.random(families)) * days / families).astype(np.int64)
    path = rng.choice(6, size=families, p=MIX)
    family = np.repeat(np.arange(families), size)
    count = len(family)
    opened, path = opened[family], path[family]
    assessed = opened + rng.integers(25, 75, families)[family]
    whole = np.array(LENGTH)[path] * rng.gamma(2.2, 1 / 2.2, count)
    closed = assessed + np.where(path == ASSESSED, rng.integers(0, 8, count), 30 + whole.astype(np.int64))
    length = closed - assessed
    early = np.minimum(length, rng.integers(60, 260, families)[family])
    second = np.where(path == LOOKED_AFTER, assessed + early, assessed)
    third = np.where(path == LEAVING, assessed + (length * 0.55).astype(np.int64), OPEN)
    plan_end = np.where(path == PROTECTED, assessed + (length * 0.62).astype(np.int64), np.minimum(closed, third))
    rows = Referrals(np.arange(count), family, path, opened, assessed, second, third, plan_end, closed)
    rows = review(rng, rows)
    return rejoin(rng, rows.keep((rows.closed > FIRST) & (rows.opened <= EXTRACT)))


def review(rng: np.random.Generator, rows: Referrals) -> Referrals:
    """The case review of early 2024: long plans step down, some children in need close."""
    count = len(rows)
    on = REVIEW + rng.integers(0, 55, count)
    draw = rng.random(count)
    stepped = (rows.path == PROTECTED) & (rows.assessed < REVIEW - 150) & (rows.plan_end > on) & (draw < 0.75)
    shut = (rows.path == IN_NEED) & (rows.assessed < REVIEW - 270) & (rows.closed > on) & (draw < 0.6)
    later = np.minimum(rows.closed, on + rng.integers(60, 170, count))
    closed = np.where(stepped, later, np.where(shut, on, rows.closed))
    return replace(rows, plan_end=np.where(stepped, on, np.minimum(rows.plan_end, closed)), closed=closed)


def rejoin(rng: np.random.Generator, rows: Referrals) -> Referrals:
    """Some referrals belong to a child whose earlier referral has closed."""
    again = np.flatnonzero(rng.random(len(rows)) < 0.09)
    order = np.argsort(rows.closed, kind="stable")
    wanted = rows.opened[again] - rng.integers(45, 500, len(again))
    slot = np.searchsorted(rows.closed[order], wanted) - 1
    again, slot = again[slot >= 0], slot[slot >= 0]
    earlier, first = np.unique(order[slot], return_index=True)
    again = again[first]
    child = np.arange(len(rows))
    child[again] = earlier
    while not np.array_equal(child, child[child]):
        child = child[child]
    return replace(rows, child=child, family=rows.family[child])


def journeys(rng: np.random.Generator, seats: Seats, rows: Referrals) -> Stretches:
    """The stretches of every referral: stages by planned transfer, then reallocations."""
    late = rng.choice([0, 1, 2, 4, 9, 13], size=len(rows), p=[0.5, 0.2, 0.14, 0.08, 0.05, 0.03])
    start = np.minimum(rows.opened + late, rows.assessed)
    transfer = REASONS.index("TSPROC")
    later = np.select(
        [rows.path == LEAVING, rows.path == DISABLED],
        [STAGES.index("care"), STAGES.index("disability")],
        STAGES.index("safeguarding"),
    )
    first_end = np.where(rows.path == ASSESSED, rows.closed, rows.assessed)
    middle = np.where(rows.path == LOOKED_AFTER, rows.second, np.minimum(rows.third, rows.closed))
    pause = np.where(rng.random(len(rows)) < 0.06, rng.integers(3, 20, len(rows)), 0)
    parts = (
        (np.zeros(len(rows), dtype=np.int64), start, first_end, 0),
        (later, rows.assessed + pause, middle, transfer),
        (np.full(len(rows), 2), rows.second, np.where(rows.path == LOOKED_AFTER, rows.closed, 0), transfer),
        (np.full(len(rows), 3), rows.third, rows.closed, transfer),
    )
    whole: Stretches | None = None
    for stage, begin, end, reason in parts:
        seat = pick(seats, stage, begin, rng.random(len(rows) + int(rows.family.max()) + 1)[rows.family])
        part = Stretches(np.arange(len(rows)), seat, begin, end, np.full(len(rows), reason))
        part = part.keep(end > begin)
        whole = part if whole is None else whole.plus(part)
    assert whole is not None
    for _ in range(2):
        whole = reallocate(rng, seats, whole)
    return restructure(rng, seats, whole)


def cut(rng: np.random.Generator, seats: Seats, rows: Stretches, chosen: Ints, at: Ints, reason: Ints) -> Stretches:
    """Rows with some of them passed on to another seat of the same stage on a day."""
    seat = pick(seats, seats.stage[rows.seat[chosen]], at, rng.random(len(chosen)))
    new = Stretches(rows.referral[chosen], seat, at, rows.end[chosen], reason)
    end = rows.end.copy()
    end[chosen] = at
    return replace(rows, end=end).plus(new)


def reallocate(rng: np.random.Generator, seats: Seats, rows: Stretches) -> Stretches:
    """Unplanned and requested changes inside a stage, fewer as the years pass."""
    length = np.minimum(rows.end, EXTRACT) - rows.start
    at = rows.start + 20 + (rng.random(len(length)) * np.maximum(length - 20, 0)).astype(np.int64)
    rate = np.interp(at, (FIRST, RESTRUCTURE), (0.15, 0.05))
    chosen = np.flatnonzero((length > 60) & (at < rows.end) & (rng.random(len(length)) < rate * length / 365))
    codes = np.array([REASONS.index(code) for code in ("MANAGE", "FCONTA", "CHCHAN", "PCCHAN", "")])
    return cut(rng, seats, rows, chosen, at[chosen], rng.choice(codes, len(chosen), p=[0.6, 0.1, 0.1, 0.08, 0.12]))


def restructure(rng: np.random.Generator, seats: Seats, rows: Stretches) -> Stretches:
    """A few children of the reorganised teams change worker on the day of the restructure."""
    moved = seats.team[rows.seat] != seats.later_team[rows.seat]
    running = (rows.start < RESTRUCTURE) & (rows.end > RESTRUCTURE)
    chosen = np.flatnonzero(moved & running & (rng.random(len(moved)) < 0.12))
    day = np.full(len(chosen), RESTRUCTURE)
    return cut(rng, seats, rows, chosen, day, np.full(len(chosen), REASONS.index("ORGRST")))
