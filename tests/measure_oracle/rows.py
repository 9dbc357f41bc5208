"""The extract's rows as they count: unplaceable and repeated rows out, text typed, teams and people recognised."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, timedelta

from workforce.settings import Settings, fold

DAY = timedelta(days=1)
FOREVER = date(9999, 12, 31)
Row = dict[str, str | None]
KEYS = {
    "hr_assignments": ("assignment_ref", "start_date", "end_date", ("person_ref", "assignment_ref", "start_date")),
    "agency_assignments": ("assignment_ref", "start_date", "end_date", ("person_ref", "assignment_ref", "start_date")),
    "ssd_involvements": (
        "invo_involvements_id",
        "invo_involvement_start_date",
        "invo_involvement_end_date",
        ("invo_involvements_id", "invo_person_id", "invo_involvement_start_date"),
    ),
    "ssd_cin_episodes": (
        "cine_referral_id",
        "cine_referral_date",
        "cine_close_date",
        ("cine_referral_id", "cine_person_id", "cine_referral_date"),
    ),
    "hr_absences": (None, "start_date", "end_date", ("person_ref", "start_date")),
    "recruitment_requisitions": ("requisition_ref", None, None, ("requisition_ref",)),
    "recruitment_applications": ("application_ref", None, None, ("application_ref",)),
}


def day(text: str | None) -> date | None:
    """Return the date of an ISO text."""
    return date.fromisoformat(text) if text else None


def rank(row: Row, start: str | None, end: str | None) -> tuple[str, ...]:
    """Return what decides between rows of one key: start, then end (blank last), then text."""
    return row[start] or "" if start else "", row[end] or "" if end else "", *(value or "" for value in row.values())


def placed(table: str, rows: list[Row]) -> list[Row]:
    """Return the rows that can be placed, one for each key (rulings 1 and 2)."""
    if table not in KEYS:
        return list({tuple(row.items()): row for row in rows}.values())
    key, start, end, needed = KEYS[table]
    kept: dict[object, Row] = {}
    for row in rows:
        if not all(row[name] for name in needed):
            continue
        if start and end and row[end] and row[end] < row[start]:
            continue
        name = row[key] if key else tuple(row.values())
        if name not in kept or rank(row, start, end) > rank(kept[name], start, end):
            kept[name] = row
    return list(kept.values())


def registration(text: str | None) -> str | None:
    """Return a registration number in one spelling, or None for a placeholder."""
    plain = re.sub(r"\s", "", text or "").upper()
    plain = f"SW{plain}" if plain.isdigit() else plain
    digits = plain.removeprefix("SW")
    return plain if digits.isdigit() and digits.strip("0") else None


@dataclass
class Teams:
    """Which team a spelling means, and the service of each team."""

    known: dict[str, str] = field(default_factory=dict)
    service: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, settings: Settings, departments: list[Row]) -> Teams:
        teams = cls()
        for service, listed in settings.services.items():
            for team in listed:
                teams.known[fold(team)] = fold(team)
                teams.service[fold(team)] = service
        aliases = {fold(alias): fold(team) for alias, team in settings.team_aliases.items()}
        for alias, team in aliases.items():
            teams.known.setdefault(team, team)
            teams.known.setdefault(alias, teams.known[team])
        for row in departments:
            name = fold(row["dept_team_name"] or row["dept_team_id"] or "")
            team = teams.known.setdefault(name, name)
            teams.known.setdefault(fold(row["dept_team_id"] or ""), team)
        return teams

    def of(self, spelled: str | None) -> str | None:
        """Return the team that a spelling means; '?' and the spelling when it matches none."""
        if not spelled:
            return None
        return self.known.get(fold(spelled), "?" + fold(spelled))


@dataclass(frozen=True)
class Node:
    """One place of the lattice; `teams` is None at authority level."""

    level: str
    area: str
    teams: frozenset[str] | None = None

    def has(self, team: str | None) -> bool:
        return self.teams is None or team in self.teams


def nodes(teams: Teams, authority: str) -> list[Node]:
    """Return the authority, every service and every team."""
    services = {
        service: frozenset(team for team, owner in teams.service.items() if owner == service)
        for service in set(teams.service.values())
    }
    return [
        Node("authority", fold(authority)),
        *(Node("service", fold(name), held) for name, held in sorted(services.items())),
        *(Node("team", team, frozenset([team])) for team in sorted(set(teams.known.values()))),
    ]


class Same:
    """Which names mean the same person."""

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}

    def join(self, first: str, second: str) -> None:
        one, two = sorted((self.of(first), self.of(second)))
        self.parent[two] = one

    def of(self, name: str) -> str:
        while self.parent.get(name, name) != name:
            name = self.parent[name]
        return name


@dataclass(frozen=True)
class Month:
    """One month shown: its close and the first day of the twelve months to it."""

    first: date
    as_at: date

    @property
    def window(self) -> date:
        next_day = self.as_at + DAY
        if next_day.day == 1:
            return next_day.replace(year=next_day.year - 1)
        last_year = self.as_at.replace(year=self.as_at.year - 1)
        return last_year + DAY


def months(first: date, extract: date) -> list[Month]:
    """Return every month from the first shown to the extract date's."""
    shown = []
    while first <= extract:
        after = (first + 31 * DAY).replace(day=1)
        shown.append(Month(first, min(after - DAY, extract)))
        first = after
    return shown
