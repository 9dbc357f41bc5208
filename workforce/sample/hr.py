"""The HR tables as frames of typed columns, before dirt is added."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from workforce.sample.holding import occupant
from workforce.sample.places import DELETED, EXTRACT, FIRST, OPEN, RESTRUCTURE, TITLES, Floats, Ints, Seats
from workforce.sample.staffing import AGENCY, FIXED, Spells


@dataclass(frozen=True)
class People:
    """What is constant for a professional or a spell, drawn once."""

    blank_number: Ints  # by professional: no registration number is recorded
    origin: Ints  # by spell
    leave: Ints
    destination: Ints


def draw_people(rng: np.random.Generator, spells: Spells) -> People:
    """Attributes of every professional and spell."""
    count = len(spells)
    blank = rng.random(int(spells.professional.max()) + 1) < 0.06
    origin = rng.choice([1, 2, 3, 5, 6], size=count, p=[0.3, 0.35, 0.15, 0.12, 0.08])
    origin = np.where(spells.converted == 1, 4, origin)
    leave = rng.choice([1, 2, 3, 6, 9], size=count, p=[0.7, 0.08, 0.1, 0.04, 0.08])
    return People(blank, origin, leave, rng.choice([1, 2, 3, 5, 9], size=count, p=[0.45, 0.15, 0.12, 0.13, 0.15]))


def dates(days: Ints) -> pl.Series:
    """Dates of day numbers, null for OPEN and after."""
    clean = pl.Series(np.asarray(days).astype(np.int32))
    return clean.to_frame("d").select(pl.when(pl.col("d") < OPEN).then(pl.col("d")).cast(pl.Date)).to_series()


def refs(prefix: str, numbers: Ints, width: int = 6) -> pl.Series:
    """Ids such as P000123, null below 0."""
    base = pl.Series("n", np.asarray(numbers).astype(np.int64)).to_frame()
    text = pl.lit(prefix) + pl.col("n").cast(pl.String).str.zfill(width)
    return base.select(pl.when(pl.col("n") >= 0).then(text)).to_series()


def texts(values: list[str], index: Ints) -> pl.Series:
    """Values looked up by index, null where the index is negative or the value is empty."""
    table = pl.Series("v", [value or None for value in values], dtype=pl.String)
    return table.gather(pl.Series(np.where(index < 0, 0, index))).set(pl.Series(index < 0), None)


def registration(people: People, professional: Ints) -> pl.Series:
    """Registration numbers of an obviously fictional range, some blank."""
    return refs("SW", np.where(people.blank_number[professional], -1, 9_000_000 + professional), 7)


def split(spells: Spells, at: Ints) -> tuple[Ints, Ints, Ints]:
    """Spell row, first and last day of the pieces when each spell is cut on a day."""
    across = (spells.start < at) & (spells.end >= at) & (at <= EXTRACT)
    row = np.concatenate((np.arange(len(spells)), np.flatnonzero(across)))
    start = np.concatenate((spells.start, at[across]))
    end = np.concatenate((np.where(across, at - 1, spells.end), spells.end[across]))
    return row, start, end


def pieces(seats: Seats, spells: Spells, people: People) -> tuple[Spells, Ints]:
    """Assignment rows: spells cut by the restructure and by the end of the newly qualified year."""
    moved = seats.team[spells.seat] != seats.later_team[spells.seat]
    row, start, end = split(spells, np.where(moved, RESTRUCTURE, OPEN))
    once = Spells(spells.seat[row], spells.professional[row], spells.kind[row], start, end, spells.converted[row])
    new = (people.origin[row] == 1) & (seats.role[once.seat] == 5) & (once.kind < AGENCY)
    again, start, end = split(once, np.where(new, spells.start[row] + 365, OPEN))
    both = Spells(once.seat[again], once.professional[again], once.kind[again], start, end, once.converted[again])
    row = row[again]
    kept = (both.end >= FIRST) & (both.start <= EXTRACT)
    return both.keep(kept), row[kept]


def managers(seats: Seats, spells: Spells, rows: Spells) -> Ints:
    """Row of the spell of the team manager on the latest day of each row, -1 when there is none.

    A team's managers share its workers.
    """
    chiefs = np.flatnonzero(seats.role == 3)
    chiefs = chiefs[np.argsort(seats.team[chiefs], kind="stable")]
    count = np.bincount(seats.team[chiefs], minlength=len(seats.names))
    first = np.cumsum(count) - count
    team = seats.team[rows.seat]
    turn = first[team] + rows.seat % np.maximum(count[team], 1)
    chief = np.where(count[team] > 0, chiefs[np.minimum(turn, len(chiefs) - 1)], -1)
    on = np.minimum(rows.end - 1, EXTRACT)
    return np.where((chief >= 0) & (seats.role[rows.seat] > 3), occupant(spells, np.maximum(chief, 0), on), -1)


def person_refs(spells: Spells, row: Ints) -> pl.Series:
    """E… for employees, A… for agency workers; null where the row is negative."""
    safe = np.maximum(row, 0)
    number = np.where(row < 0, -1, spells.professional[safe])
    agency = pl.Series("agency", spells.kind[safe] == AGENCY)
    both = pl.DataFrame({"a": refs("A", number), "e": refs("E", number), "k": agency})
    return both.select(pl.when("k").then("a").otherwise("e")).to_series()


def teams_of(seats: Seats, rows: Spells) -> Ints:
    """Team index of each row, by its first day."""
    return np.where(rows.start >= RESTRUCTURE, seats.later_team[rows.seat], seats.team[rows.seat])


def assignments(seats: Seats, spells: Spells, people: People) -> pl.DataFrame:
    """Every assignment row, employed and agency, with the columns both tables share."""
    rows, row = pieces(seats, spells, people)
    role = seats.role[rows.seat]
    split_off = (rows.end < spells.end[row]) & (rows.end < OPEN)
    left = (rows.end < OPEN) & ~split_off
    newly = (people.origin[row] == 1) & (role == 5) & (rows.start < spells.start[row] + 365)
    kind = np.array([0, 1, 2])[rows.kind]
    return pl.DataFrame(
        {
            "kind": kind,
            "person_ref": person_refs(spells, row),
            "assignment_ref": refs("ASG", np.arange(len(rows)), 7),
            "swe_number": registration(people, rows.professional),
            "staff_number": refs("ST", np.where(people.blank_number[rows.professional], rows.professional, -1)),
            "post_title": texts([TITLES.get(i, "") for i in range(7)], role),
            "team": texts(seats.names, teams_of(seats, rows)),
            "org_role": role,
            "contract_type": texts(["permanent", "fixed_term", "agency"], kind),
            "fte": seats.fte[rows.seat],
            "start_date": dates(rows.start),
            "end_date": dates(rows.end),
            "start_origin": refs("", people.origin[row], 1),
            "leave_reason": refs("", np.where(left, people.leave[row], -1), 1),
            "leaver_destination": refs("", np.where(left, people.destination[row], -1), 1),
            "is_newly_qualified": texts(["false", "true"], newly.astype(np.int64)),
            "continuous_service_date": dates(spells.start[row]),
            "position_ref": position_refs(seats, rows.seat, rows.start),
            "line_manager_ref": person_refs(spells, managers(seats, spells, rows)),
        }
    ).sort("person_ref", "start_date")


def position_refs(seats: Seats, seat: Ints, start: Ints) -> pl.Series:
    """Position of a seat on a day; the restructure gave moved seats a new one."""
    moved = (seats.team[seat] != seats.later_team[seat]) & (start >= RESTRUCTURE)
    both = pl.DataFrame({"p": refs("POS", seat, 5), "m": pl.Series(moved)})
    return both.select(pl.when("m").then(pl.col("p") + "R").otherwise("p")).to_series()


AGENCY_ROLES = {3: "team manager", 4: "senior social worker", 5: "social worker", 6: "social worker"}


def agency(rng: np.random.Generator, rows: pl.DataFrame) -> pl.DataFrame:
    """agency_assignments from the shared rows."""
    rows = rows.filter(pl.col("kind") == AGENCY)
    count = rows.height
    flags = {name: rng.random(count) < odds for name, odds in (("covers", 0.88), ("project", 0.05), ("above", 0.04))}
    words = {name: texts(["false", "true"], flag.astype(np.int64)) for name, flag in flags.items()}
    return rows.drop(
        "kind", "contract_type", "start_origin", "leave_reason", "leaver_destination", "continuous_service_date"
    ).with_columns(
        pl.col("org_role").replace_strict(AGENCY_ROLES, default=None, return_dtype=pl.String).alias("agency_role"),
        pl.Series("hourly_price", np.round(rng.uniform(34, 48, count), 2)),
        words["covers"].alias("covers_vacancy"),
        words["project"].alias("is_project_team"),
        words["above"].alias("price_cap_exception_approved"),
        pl.Series("post_qualifying_months", rng.integers(24, 240, count)),
        pl.lit("true").alias("uk_registered"),
        texts(["true", "false"], (rng.random(count) < 0.06).astype(np.int64)).alias("reference_obtained"),
        pl.Series("notice_days", rng.choice([7, 14, 28], count)),
    )


def employed(rows: pl.DataFrame) -> pl.DataFrame:
    """hr_assignments from the shared rows."""
    return rows.filter(pl.col("kind") <= FIXED).drop("kind")


def positions(seats: Seats) -> pl.DataFrame:
    """The establishment: one row a seat, two for seats of a reorganised team, and posts that the restructure ended."""
    seat = np.arange(len(seats))
    moved = np.flatnonzero(seats.team != seats.later_team)
    both = np.concatenate((seat, moved))
    start = np.concatenate((np.full(len(seat), FIRST - 183), np.full(len(moved), RESTRUCTURE)))
    end = np.concatenate((np.where(seats.team != seats.later_team, RESTRUCTURE - 1, OPEN), np.full(len(moved), OPEN)))
    rows = Spells(both, both, both, start, end, both)
    frozen = (seats.active[both] >= OPEN) & (both % 3 == 0)
    held = pl.DataFrame(
        {
            "position_ref": position_refs(seats, both, start),
            "title": texts([TITLES.get(i, "") for i in range(7)], seats.role[both]),
            "team": texts(seats.names, teams_of(seats, rows)),
            "org_role": seats.role[both],
            "budgeted_fte": seats.fte[both],
            "from_date": dates(start),
            "to_date": dates(end),
            "is_frozen": texts(["false", "true"], frozen.astype(np.int64)),
        }
    )
    return pl.concat([held, deleted(seats)]).sort("position_ref")


def deleted(seats: Seats) -> pl.DataFrame:
    """The empty management posts that the restructure took out of the structure."""
    scale = int((seats.role == 1).sum()) // 3
    teams, roles = zip(*(each for each in DELETED for _ in range(scale)), strict=True)
    count = len(roles)
    return pl.DataFrame(
        {
            "position_ref": refs("POS", len(seats) + np.arange(count), 5),
            "title": [TITLES[role] for role in roles],
            "team": [team if team in seats.names else f"{team} 1" for team in teams],
            "org_role": np.array(roles, dtype=np.int64),
            "budgeted_fte": np.ones(count),
            "from_date": dates(np.full(count, FIRST - 183)),
            "to_date": dates(np.full(count, RESTRUCTURE - 1)),
            "is_frozen": ["false"] * count,
        }
    )


def draw_absences(rng: np.random.Generator, spells: Spells) -> tuple[Ints, Ints, Ints, Ints]:
    """Spell row, first day, last day and reason (index into ABSENCE) of every absence of employees."""
    length = np.minimum(spells.end, EXTRACT) - np.maximum(spells.start, FIRST)
    number = rng.poisson(np.where((spells.kind < AGENCY) & (length > 60), length / 365 * 1.7, 0.0))
    spell = np.repeat(np.arange(len(spells)), number)
    long = rng.random(len(spell)) < 0.09
    days = np.where(long, rng.integers(32, 150, len(spell)), rng.geometric(0.16, len(spell)))
    reason = rng.choice(6, len(spell), p=[0.80, 0.03, 0.08, 0.05, 0.01, 0.03])
    reason = np.where(long, rng.choice([0, 1], len(spell), p=[0.6, 0.4]), reason)
    begin = np.maximum(spells.start, FIRST)[spell] + (rng.random(len(spell)) * length[spell]).astype(np.int64)
    last = begin + days - 1
    kept = last < spells.end[spell]
    spell, begin, last, reason = spell[kept], begin[kept], last[kept], reason[kept]
    order = np.lexsort((begin, spell))
    spell, begin, last, reason = spell[order], begin[order], last[order], reason[order]
    clear = np.append(True, (spell[1:] != spell[:-1]) | (begin[1:] > last[:-1]))
    return spell[clear], begin[clear], last[clear], reason[clear]


ABSENCE = ["SIC", "MAT", "TRN", "OTH", "UNP", "PUB"]


def absences(spells: Spells, drawn: tuple[Ints, Ints, Ints, Ints], fte: Floats) -> pl.DataFrame:
    """hr_absences; those that run past the extract date have no end yet."""
    spell, begin, last, reason = drawn
    weekdays = np.busday_count(begin.astype("datetime64[D]"), (last + 1).astype("datetime64[D]"))
    running = last > EXTRACT
    lost = pl.Series("l", np.round(weekdays * fte[spell], 1)).set(pl.Series(running), None)
    return pl.DataFrame(
        {
            "person_ref": person_refs(spells, spell),
            "start_date": dates(begin),
            "end_date": dates(np.where(running, OPEN, last)),
            "reason": texts(ABSENCE, reason),
            "working_days_lost": lost,
        }
    ).sort("person_ref", "start_date")


def supervisions(rng: np.random.Generator, seats: Seats, spells: Spells) -> pl.DataFrame:
    """Personal and case supervisions, about one a month, of everyone below team manager."""
    first, last = np.maximum(spells.start, FIRST), np.minimum(spells.end, EXTRACT)
    below = seats.role[spells.seat] > 3
    number = np.where(below, np.maximum(last - first, 0) // 32, 0)
    spell = np.repeat(np.arange(len(spells)), number)
    order = np.arange(len(spell)) - np.repeat(np.cumsum(number) - number, number)
    at = first[spell] + 14 + order * 32 + rng.integers(0, 12, len(spell))
    whole = meetings(rng, seats, spells, spell, np.minimum(at, EXTRACT))
    # The meeting of the last days is drawn apart, so that what is drawn after this table stays as it is.
    own = rng.spawn(1)[0]
    at = first + 14 + number * 32 + own.integers(0, 12, len(spells))
    spell = np.flatnonzero(below & (at <= last))
    both = [whole, meetings(own, seats, spells, spell, at[spell])]
    return pl.concat(both).sort("person_ref", "supervision_date")


def meetings(rng: np.random.Generator, seats: Seats, spells: Spells, spell: Ints, at: Ints) -> pl.DataFrame:
    """The meetings of some spells on some days that were held, with the team manager of the day."""
    rows = Spells(spells.seat[spell], spell, spell, at, at + 1, spell)
    chief = managers(seats, spells, rows)
    held = (chief >= 0) & (rng.random(len(spell)) < 0.88)
    return pl.DataFrame(
        {
            "person_ref": person_refs(spells, spell[held]),
            "supervisor_ref": person_refs(spells, chief[held]),
            "supervision_date": dates(at[held]),
            "kind": texts(["personal", "case"], rng.integers(0, 2, int(held.sum()))),
        }
    )
