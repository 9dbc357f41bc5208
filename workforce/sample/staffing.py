"""Who sits in each seat: a monthly simulation of leaving, replacing and converting."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from workforce.sample.places import EXTRACT, FIRST, JUDGED, OPEN, WARM_UP, Floats, Ints, Seats, day

PERMANENT, FIXED, AGENCY = 0, 1, 2
TARGET = (
    (WARM_UP, 0.50), (FIRST, 0.48), (day("2021-07-31"), 0.30), (day("2021-11-15"), 0.295), (day("2022-10-01"), 0.375),
    (day("2023-10-01"), 0.455), (EXTRACT, 0.70),
)  # fmt: skip


@dataclass(frozen=True)
class Spells:
    """One row per occupant of a seat; `end` is the last day in post (OPEN = in post)."""

    seat: Ints
    professional: Ints
    kind: Ints
    start: Ints
    end: Ints
    converted: Ints

    def __len__(self) -> int:
        return len(self.seat)

    def keep(self, mask: Ints) -> "Spells":
        """The rows of a mask or an order."""
        return Spells(*(getattr(self, name)[mask] for name in self.__dataclass_fields__))


class Roster:
    """The state of every seat as the months pass; finished occupancies are kept as blocks."""

    def __init__(self, rng: np.random.Generator, seats: Seats) -> None:
        self.rng, self.seats = rng, seats
        count = len(seats)
        self.kind = np.full(count, PERMANENT)
        self.start = np.where(seats.active < OPEN, seats.active, OPEN)
        early = self.start == WARM_UP
        self.start = np.where(early, WARM_UP - rng.integers(0, 1500, count), self.start)
        self.kind = np.where(rng.random(count) < 0.48, AGENCY, PERMANENT)
        late = ~early & (rng.random(count) < 0.75)
        self.kind[late] = PERMANENT
        self.professional = np.arange(count)
        self.converted = np.zeros(count, dtype=np.int64)
        self.next = count
        self.blocks: list[tuple[Ints, ...]] = []
        self.lead = np.where(seats.role <= 2, rng.integers(day("2022-06-01"), day("2023-05-01"), count), OPEN)

    def close(self, seats: Ints, last: Ints) -> None:
        """Keep the occupancy of some seats as ended on a last day."""
        self.blocks.append(
            (seats, self.professional[seats], self.kind[seats], self.start[seats], last, self.converted[seats])
        )

    def share(self, at: int) -> tuple[float, Floats]:
        """Permanent share of the FTE in post on a day, and the weight of every seat in it."""
        weight = np.where(self.start <= at, self.seats.fte, 0.0)
        return float(weight[self.kind == PERMANENT].sum() / max(weight.sum(), 1.0)), weight

    def month(self, first: int, length: int) -> None:
        """One month: leavers with their successors, then conversions and moves towards the target."""
        rng, end = self.rng, first + length
        goal = float(np.interp(end, [when for when, _ in TARGET], [share for _, share in TARGET]))
        share, _ = self.share(end)
        calm = float(np.interp(first, (JUDGED - 60, JUDGED + 700), (0.0, 1.0)))
        over = max(0.0, share - goal)
        hazard = np.where(self.kind == AGENCY, 0.085 - 0.04 * calm, 0.020 - 0.010 * calm + 1.2 * over)
        hazard = np.where((self.lead < first) | (self.start > first - 45), 0.0, hazard)
        due = (self.lead >= first) & (self.lead < end)
        going = np.flatnonzero(((rng.random(len(hazard)) < hazard) | due) & (self.start < first))
        last = first + rng.integers(0, length, len(going))
        permanent = np.clip(goal + 4.0 * (goal - share), 0.03, 0.92)
        self.replace(going, last, permanent, due[going])
        self.convert(first, length, goal)

    def replace(self, going: Ints, last: Ints, permanent: float, led: Ints) -> None:
        """End some occupancies and seat new people, a few after a gap."""
        rng = self.rng
        self.close(going, last)
        gap = np.where(rng.random(len(going)) < 0.22, rng.integers(6, 38, len(going)), 0)
        draw = rng.random(len(going))
        kind = np.where(draw < permanent, PERMANENT, np.where(draw < permanent + 0.04, FIXED, AGENCY))
        self.kind[going] = np.where(led, PERMANENT, kind)
        self.start[going] = last + gap
        self.professional[going] = self.next + np.arange(len(going))
        self.converted[going] = 0
        self.next += len(going)

    def convert(self, first: int, length: int, goal: float) -> None:
        """Turn settled agency workers permanent while the share is under its target."""
        share, weight = self.share(first + length)
        short = max(0.0, (goal - share) * weight.sum()) * 0.9
        pool = np.flatnonzero((self.kind == AGENCY) & (self.start < first - 120) & (self.seats.role > 2))
        chosen = self.rng.permutation(pool)[: round(short)]
        starts = first + self.rng.integers(0, length, len(chosen))
        self.close(chosen, starts - 1)
        self.kind[chosen] = PERMANENT
        self.start[chosen] = starts
        self.converted[chosen] = 1


def simulate(rng: np.random.Generator, seats: Seats) -> Spells:
    """Every occupancy of every seat up to the extract date, in seat and start order."""
    roster = Roster(rng, seats)
    months = np.arange(np.datetime64("2011-10"), np.datetime64("2024-11")).astype("datetime64[D]").astype(np.int64)
    for first, following in pairwise(months):
        roster.month(int(first), int(following - first))
    seated = np.flatnonzero(roster.start < OPEN)
    roster.close(seated, np.full(len(seated), OPEN))
    joined = [np.concatenate(column) for column in zip(*roster.blocks, strict=True)]
    spells = Spells(*joined)
    spells = spells.keep(spells.start <= EXTRACT)
    spells = spells.keep(np.lexsort((spells.start, spells.seat)))
    ended = np.where(spells.end > EXTRACT, OPEN, spells.end)
    return Spells(spells.seat, spells.professional, spells.kind, spells.start, ended, spells.converted)
