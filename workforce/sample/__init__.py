"""The built-in fictional authority, written as the extracts a real one would send."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl

from workforce.sample import (
    allocations,
    authority,
    children,
    dirt,
    forward,
    hiring,
    holding,
    hr,
    places,
    ssd,
    staffing,
)

__all__ = ["write_sample"]

Report = Callable[[str], object]
Write = Callable[[str, pl.DataFrame], None]


def silent(step: str) -> None:
    """Tell nobody of a step."""


def write_sample(folder: Path, seed: int = 7, scale: int = 1, report: Report = silent) -> None:
    """Write every table and authority.toml, telling each step; the bytes depend on the seed and the scale alone."""
    folder.mkdir(parents=True, exist_ok=True)
    write = partial(_write, folder, report)
    report("drawing posts, people and absences")
    rng = np.random.Generator(np.random.PCG64(seed))
    seats = places.build_seats(rng, scale)
    spells = staffing.simulate(rng, seats)
    people = hr.draw_people(rng, spells)
    away = hr.draw_absences(rng, spells)
    for name, frame in _workforce(rng, seats, spells, people, away, scale).items():
        write(name, frame)
    write("ssd_department", ssd.departments(seats))
    known = dirt.texted(ssd.professionals(seats, spells, people))
    write("ssd_professionals", dirt.professionals(rng, known, scale))
    _caseload(write, rng, seats, spells, away[:3], scale)
    (folder / "authority.toml").write_bytes(authority.settings(seats, spells).encode())


def _workforce(
    rng: np.random.Generator,
    seats: places.Seats,
    spells: staffing.Spells,
    people: hr.People,
    away: tuple[places.Ints, places.Ints, places.Ints, places.Ints],
    scale: int,
) -> dict[str, pl.DataFrame]:
    """The HR and recruitment tables by name."""
    posts = hr.assignments(seats, spells, people)
    requisitions, applications = hiring.recruitment(rng, seats, spells)
    # A stream of its own, so that what is known of the days ahead leaves everything else as it is drawn.
    ahead = rng.spawn(1)[0]
    employed = forward.notices(ahead, hr.employed(posts))
    return {
        "hr_assignments": dirt.assignments(rng, employed, scale),
        "agency_assignments": dirt.agency(rng, forward.agreed(ahead, hr.agency(rng, posts)), scale),
        "hr_positions": hr.positions(seats),
        "hr_absences": hr.absences(spells, away, seats.fte[spells.seat]),
        "supervisions": hr.supervisions(rng, seats, spells),
        "recruitment_requisitions": requisitions,
        "recruitment_applications": applications,
    }


def _caseload(
    write: Write,
    rng: np.random.Generator,
    seats: places.Seats,
    spells: staffing.Spells,
    away: tuple[places.Ints, places.Ints, places.Ints],
    scale: int,
) -> None:
    """Write the tables about children."""
    held = holding.holdings(rng, seats, spells)
    referrals = children.refer(rng, scale)
    primary = allocations.named(seats, children.journeys(rng, seats, referrals), held)
    write("ssd_cin_episodes", ssd.episodes(seats, referrals, primary))
    write("ssd_family", ssd.families(referrals))
    for name, frame in ssd.statuses(referrals, seats).items():
        write(name, frame)
    rows = primary.plus(allocations.others(rng, seats, spells, referrals, primary))
    rows = rows.plus(allocations.covered(rng, seats, spells, primary, away))
    frame = ssd.involvements(allocations.in_window(rows), referrals)
    write("ssd_involvements", dirt.involvements(rng, frame, scale))


def _write(folder: Path, report: Report, name: str, frame: pl.DataFrame) -> None:
    """One table as CSV, comma separated, UTF-8, lines ended by a line feed."""
    report(f"writing {name}.csv: {frame.height:,} rows")
    frame.write_csv(folder / f"{name}.csv", line_terminator="\n")
