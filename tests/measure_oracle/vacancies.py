"""Vacant posts: budgeted less employed, position by position or by team and role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from measure_oracle.rows import FOREVER, Node, Row, day
from measure_oracle.workforce_mix import Workforce, total


@dataclass(frozen=True)
class Vacancy:
    """Vacant full-time equivalent of one position, or of one team and role."""

    team: str | None
    fte: float


def vacancies(work: Workforce, positions: list[Row], as_at: date) -> list[Vacancy]:
    """Return the vacancies at the close (ruling 14)."""
    standing = [
        row
        for row in positions
        if (not row["from_date"] or day(row["from_date"]) <= as_at)
        and as_at <= (day(row["to_date"]) or FOREVER)
        and row["budgeted_fte"]
        and work.role(row, "title")[1]
    ]
    posts = work.at_close(as_at, "employed")
    if 2 * sum(post.position is not None for post in posts) >= len(posts):
        return [
            Vacancy(
                work.teams.of(row["team"]),
                max(0.0, float(row["budgeted_fte"]) - total([p for p in posts if p.position == row["position_ref"]])),
            )
            for row in standing
        ]
    groups: dict[tuple, float] = {}
    for row in standing:
        key = (work.teams.of(row["team"]), work.role(row, "title")[0])
        groups[key] = groups.get(key, 0.0) + float(row["budgeted_fte"])
    return [
        Vacancy(team, max(0.0, budget - total([p for p in posts if (p.team, p.role) == (team, role)])))
        for (team, role), budget in groups.items()
    ]


def vacancy_measures(work: Workforce, positions: list[Row], as_at: date, node: Node) -> dict[str, tuple]:
    """Return (numerator, denominator) of the vacancy measures at one place."""
    vacant = sum(each.fte for each in vacancies(work, positions, as_at) if node.has(each.team))
    here = [post for post in work.at_close(as_at) if node.has(post.team)]
    covering = total([post for post in here if post.kind == "agency" and post.covers])
    return {
        "vacancy_rate": (vacant, vacant + total([post for post in here if post.kind == "employed"])),
        "vacant_fte": (vacant, None),
        "vacancies_covered": (covering, vacant),
    }
