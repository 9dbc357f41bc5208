"""Recruitment: requisitions and applications that agree with the starters."""

import numpy as np
import polars as pl

from workforce.sample.hr import dates, position_refs, refs, teams_of, texts
from workforce.sample.places import EXTRACT, FIRST, OPEN, TITLES, Floats, Ints, Seats
from workforce.sample.staffing import AGENCY, Spells


def recruitment(rng: np.random.Generator, seats: Seats, spells: Spells) -> tuple[pl.DataFrame, pl.DataFrame]:
    """recruitment_requisitions and recruitment_applications: the filled, the given up and those open at the extract."""
    hired = spells.keep((spells.kind < AGENCY) & (spells.start > FIRST))
    extra = int(len(hired) * 0.2) + 1
    seat = np.concatenate((hired.seat, rng.choice(len(seats), extra)))
    filled = np.arange(len(seat)) < len(hired)
    start = np.concatenate((hired.start, rng.integers(FIRST + 120, EXTRACT + 110, extra)))
    approved = start - rng.integers(75, 190, len(seat))
    cancelled = np.where(~filled & (start <= EXTRACT - 40), start - 5, OPEN)
    turned = np.concatenate((hired.converted, np.zeros(extra, dtype=np.int64)))
    closed = requisitions(rng, seats, seat, approved, cancelled, 0)
    seen = applications(rng, approved, start, filled, turned, 0)
    live = live_posts(rng.spawn(1)[0], seats, len(seat))
    return pl.concat([closed, live[0]]), pl.concat([seen, live[1]])


def live_posts(rng: np.random.Generator, seats: Seats, first: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Requisitions not yet started in at the extract, and their applications; references count on from `first`.

    Some have been accepted, and the day the worker is to start is known.
    """
    number = len(seats) // 8
    seat = rng.choice(len(seats), number, replace=False)
    approved = EXTRACT - rng.integers(3, 140, number)
    start = approved + rng.integers(75, 190, number)
    nobody = np.zeros(number, dtype=np.int64)
    accepted = (np.arange(number) % 2 == 0) & (approved + 28 + (start - approved) // 2 <= EXTRACT) & (start > EXTRACT)
    asked = requisitions(rng, seats, seat, approved, np.full(number, OPEN), first)
    return asked, applications(rng, approved, start, accepted, nobody, first)


def requisitions(
    rng: np.random.Generator, seats: Seats, seat: Ints, approved: Ints, cancelled: Ints, first: int
) -> pl.DataFrame:
    """One requisition for each seat and day of approval."""
    rows = Spells(seat, seat, seat, approved, approved, seat)
    return pl.DataFrame(
        {
            "requisition_ref": refs("REQ", np.arange(len(seat)) + first),
            "position_ref": position_refs(seats, seat, approved),
            "title": texts([TITLES.get(i, "") for i in range(7)], seats.role[seat]),
            "team": texts(seats.names, teams_of(seats, rows)),
            "org_role": seats.role[seat],
            "fte": seats.fte[seat],
            "reason": texts(["replacement", "new"], (rng.random(len(seat)) < 0.3).astype(np.int64)),
            "approved_date": dates(np.minimum(approved, EXTRACT)),
            "advert_open_date": dates(np.where(approved + 7 > EXTRACT, OPEN, approved + 7)),
            "advert_close_date": dates(np.where(approved + 28 > EXTRACT, OPEN, approved + 28)),
            "cancelled_date": dates(cancelled),
        }
    )


def applications(
    rng: np.random.Generator, approved: Ints, start: Ints, filled: Ints, turned: Ints, first: int
) -> pl.DataFrame:
    """One to five applications a requisition; the first of a filled one is hired."""
    number = rng.integers(1, 6, len(approved))
    row = np.repeat(np.arange(len(number)), number)
    order = np.arange(len(row)) - np.repeat(np.cumsum(number) - number, number)
    won = filled[row] & (order == 0)
    applied = approved[row] + rng.integers(8, 28, len(row))
    room = np.maximum(start[row] - applied, 10)
    draw: Floats = rng.random(len(row))
    reached = np.where(won, 5, np.select([draw < 0.35, draw < 0.6, draw < 0.88], [0, 1, 2], 3))
    at = [applied + (room * part).astype(np.int64) for part in (0.15, 0.3, 0.4, 0.47, 0.85, 1.0)]
    passed = [reached >= 1, reached >= 2, reached >= 3, won, won, won]
    seen = [np.where(ok & (day <= EXTRACT), day, OPEN) for ok, day in zip(passed, at, strict=True)]
    seen[5] = np.where(seen[3] < OPEN, at[5], OPEN)
    lost = at[2] + 6
    fate = np.where((lost <= EXTRACT) & ~won, lost, OPEN)
    frame = pl.DataFrame(
        {
            "application_ref": refs("APP", np.arange(len(row)) + 5 * first, 7),
            "requisition_ref": refs("REQ", row + first),
            "source": texts(["advert", "referral", "agency", "university"], rng.integers(0, 4, len(row))),
            "is_internal": texts(["false", "true"], (rng.random(len(row)) < 0.1).astype(np.int64)),
            "is_newly_qualified": texts(["false", "true"], (rng.random(len(row)) < 0.25).astype(np.int64)),
            "is_international": texts(["false", "true"], (rng.random(len(row)) < 0.08).astype(np.int64)),
            "is_agency_conversion": texts(["false", "true"], (won & (turned[row] == 1)).astype(np.int64)),
            "applied_date": dates(applied),
        }
    )
    stages = ("shortlisted", "interviewed", "offered", "accepted", "checks_cleared", "start")
    dated = [dates(day).alias(f"{name}_date") for name, day in zip(stages, seen, strict=True)]
    ends = [
        dates(np.where(reached == 3, fate, OPEN)).alias("declined_date"),
        dates(np.where(reached == 0, fate, OPEN)).alias("withdrawn_date"),
        dates(np.where((reached == 1) | (reached == 2), fate, OPEN)).alias("rejected_date"),
    ]
    return frame.with_columns(*dated, *ends).filter(pl.Series(applied <= EXTRACT))
