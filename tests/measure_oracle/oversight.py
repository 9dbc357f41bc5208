"""How long managers have been in post, what posts there are, and who was supervised."""

from __future__ import annotations

from datetime import date, timedelta

from measure_oracle.rows import FOREVER, Node, Row, day
from measure_oracle.workforce_mix import BRIDGE, Workforce, people


def manager_tenure(work: Workforce, as_at: date, node: Node) -> list[float]:
    """Return the days that each manager here has held the most senior of the roles held."""
    days = []
    present = work.at_close(as_at)
    for person in people([post for post in present if node.has(post.team)]):
        role = min((post.role for post in present if post.person == person and post.role), default=9)
        here = [post for post in present if post.person == person and post.role == role and node.has(post.team)]
        if role <= 3 and here:
            days.append((as_at - held_since(work, person, role, min(post.start for post in here))).days)
    return days


def held_since(work: Workforce, person: str, role: int, begun: date) -> date:
    """Return the first day of the run of posts of the role, going back over gaps of up to 7 days."""
    own = [post for post in work.posts[person] if post.role == role]
    while earlier := [
        post.start for post in own if post.start < begun and min(post.last_day, FOREVER - BRIDGE) + BRIDGE >= begun
    ]:
        begun = min(earlier)
    return begun


def established(work: Workforce, positions: list[Row], as_at: date, node: Node) -> float:
    """Return the budgeted full-time equivalent of the positions here in the structure on the day."""
    return sum(
        float(row["budgeted_fte"] or 0)
        for row in positions
        if node.has(work.teams.of(row["team"]))
        and work.role(row, "title")[1]
        and (day(row["from_date"]) or date.min) <= as_at <= (day(row["to_date"]) or FOREVER)
    )


def supervised(work: Workforce, meetings: list[Row], as_at: date, node: Node) -> tuple[int, int]:
    """Return how many of the workers here in roles 4 to 6 had a meeting in the 31 days, and how many there are."""
    first = as_at - timedelta(days=30)
    met = {work.person(row["person_ref"]) for row in meetings if first <= day(row["supervision_date"]) <= as_at}
    present = work.at_close(as_at)
    due = set()
    for person in people([post for post in present if node.has(post.team)]):
        role = min((post.role for post in present if post.person == person and post.role), default=0)
        due |= {person} if role >= 4 else set()
    return len(due & met), len(due)
