"""The fictional authority: its calendar, services, teams and seats (established posts)."""

from dataclasses import dataclass
from datetime import date
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.integer | np.bool_]
Floats = NDArray[np.float64]


def day(text: str) -> int:
    """Days from 1 January 1970 to an ISO date."""
    return (date.fromisoformat(text) - date(1970, 1, 1)).days


WARM_UP = day("2011-10-01")
FIRST = day("2018-10-01")
JUDGED = day("2021-10-15")
RESTRUCTURE = day("2023-04-17")
REVIEW = day("2024-02-05")
EXTRACT = day("2024-09-30")
OPEN = 10**6

STAGES = ("assessment", "safeguarding", "care", "moving_on", "disability")
TITLES = {1: "Head of Service", 2: "Service Manager", 3: "Team Manager", 4: "Senior Practitioner",
          5: "Social Worker", 6: "Practice Educator"}  # fmt: skip

# service, team, name after the restructure, stage whose children it holds, posts by org_role
PLAN: tuple[tuple[str, str, str, str | None, dict[int, int]], ...] = (
    ("Leadership", "Senior Leadership Team", "Senior Leadership Team", None, {1: 3, 2: 8}),
    ("Front Door and Assessment", "Front Door Hub", "Front Door Hub", None, {3: 1, 4: 2, 6: 5}),
    ("Front Door and Assessment", "Assessment Heron", "Assessment Heron", "assessment", {3: 2, 4: 2, 5: 6}),
    ("Front Door and Assessment", "Assessment Kestrel", "Assessment Kestrel", "assessment", {3: 2, 4: 2, 5: 6}),
    ("Safeguarding and Support", "Safeguarding Oak", "Family Safeguarding Oak", "safeguarding", {3: 2, 4: 2, 5: 12}),
    ("Safeguarding and Support", "Safeguarding Ash", "Family Safeguarding Ash", "safeguarding", {3: 2, 4: 2, 5: 12}),
    ("Safeguarding and Support", "Safeguarding Rowan", "Safeguarding Rowan", "safeguarding", {3: 2, 4: 2, 5: 12}),
    ("Safeguarding and Support", "Safeguarding Elm", "Court and Permanence Elm", "safeguarding", {3: 2, 4: 2, 5: 12}),
    ("Children in Care", "Children in Care Juniper", "Children in Care Juniper", "care", {3: 2, 4: 3, 5: 16}),
    ("Children in Care", "Children in Care Hazel", "Children in Care Hazel", "care", {3: 2, 4: 3, 5: 16}),
    ("Moving On and Disability", "Moving On Team", "Moving On Team", "moving_on", {3: 1, 4: 2, 5: 6}),
    ("Moving On and Disability", "Disabled Children Team", "Disabled Children Team", "disability", {3: 1, 4: 1, 5: 9}),
    ("Quality and Practice", "Practice Development Team", "Practice Development Team", None, {3: 1, 4: 2, 6: 10}),
)
# The restructure deleted these management posts, which stood empty: team and role of each.
DELETED = (
    ("Senior Leadership Team", 2), ("Senior Leadership Team", 2), ("Front Door Hub", 3), ("Moving On Team", 3),
    ("Practice Development Team", 3),
)  # fmt: skip
MOVED = {"Court and Permanence Elm": "Children in Care"}


@dataclass(frozen=True)
class Seats:
    """Every established post; a seat is empty before `active` and may never be filled."""

    team: Ints
    later_team: Ints
    role: Ints
    stage: Ints
    active: Ints
    fte: Floats
    names: list[str]
    services: list[str]

    def __len__(self) -> int:
        return len(self.team)


def team_names(scale: int) -> tuple[list[str], list[str]]:
    """All team names, before and after the restructure, and the service of each."""
    copies = ceil(sqrt(scale))
    names: list[str] = []
    services: list[str] = []
    for service, early, late, _, _ in PLAN:
        for number in range(copies):
            suffix = f" {number + 1}" if copies > 1 else ""
            for name in dict.fromkeys((early, late)):
                names.append(name + suffix)
                services.append(MOVED.get(name, service))
    return names, services


def build_seats(rng: np.random.Generator, scale: int) -> Seats:
    """The posts of the authority with the day each is first filled."""
    names, services = team_names(scale)
    index = {name: i for i, name in enumerate(names)}
    copies = ceil(sqrt(scale))
    rows: list[tuple[int, int, int, int]] = []
    for _, early, late, stage, posts in PLAN:
        number = STAGES.index(stage) if stage else -1
        for org_role, count in posts.items():
            for i in range(count * scale):
                suffix = f" {i % copies + 1}" if copies > 1 else ""
                holds = number if org_role == 5 else -1
                rows.append((index[early + suffix], index[late + suffix], org_role, holds))
    team, later, role, stage_of = (np.array(column, dtype=np.int64) for column in zip(*rows, strict=True))
    fte = rng.choice([1.0, 0.8, 0.6], size=len(rows), p=[0.82, 0.12, 0.06])
    return Seats(
        team, later, role, stage_of, _active(rng, stage_of, role), np.where(role < 4, 1.0, fte), names, services
    )


def _active(rng: np.random.Generator, stage: Ints, role: Ints) -> Ints:
    """Day each seat is first filled: most always were, some case holders' only after the judgement."""
    active = np.full(len(stage), WARM_UP, dtype=np.int64)
    for number in range(len(STAGES)):
        seats = rng.permutation(np.flatnonzero(stage == number))
        rank = (np.arange(len(seats)) + 0.5) / len(seats)
        start = JUDGED + 20 + (rank - 0.735) / 0.215 * (EXTRACT - 80 - JUDGED)
        active[seats] = np.where(rank < 0.735, WARM_UP, np.where(rank < 0.95, start, OPEN)).astype(np.int64)
    idle = (stage < 0) & (role >= 4) & (rng.random(len(stage)) < 0.08)
    active[idle] = OPEN
    return active
