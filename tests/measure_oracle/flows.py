"""Starters, leavers, turnover, staying and conversions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from measure_oracle.rows import DAY, FOREVER, Month, Node
from measure_oracle.workforce_mix import Post, Workforce, people, total


@dataclass(frozen=True)
class Event:
    """One person starting or leaving, with the posts held that day."""

    person: str
    when: date
    posts: tuple[Post, ...]
    reason: int | None
    service: date

    def here(self, node: Node) -> list[Post]:
        return [post for post in self.posts if node.has(post.team)]


@cache
def events(work: Workforce) -> tuple[list[Event], list[Event]]:
    """Return every starter and every leaver ever."""
    starters, leavers = [], []
    for person, own in work.employed_runs.items():
        for run in own:
            first, last = min(post.start for post in run), max(post.end for post in run)
            service = min([first, *(post.service for post in run if post.service)])
            starters.append(Event(person, first, tuple(post for post in run if post.start == first), None, service))
            if last < FOREVER:
                posts = tuple(post for post in run if post.last_day == last)
                reason = min((post.reason for post in posts if post.reason), default=None)
                leavers.append(Event(person, last, posts, reason, service))
    return starters, leavers


def anniversary(start: date) -> date:
    """Return the first anniversary; of 29 February, 28 February."""
    return date(start.year + 1, start.month, 28 if (start.month, start.day) == (2, 29) else start.day)


def employed_on(work: Workforce, person: str, when: date) -> bool:
    """Return whether the person is employed on the day, the last day included."""
    return any(post.kind == "employed" and post.start <= when <= post.end for post in work.posts[person])


def flows(work: Workforce, month: Month, node: Node) -> dict[str, tuple]:
    """Return (numerator, denominator) of the flow measures at one place."""
    every_start, every_leave = events(work)
    starters = [event for event in every_start if event.here(node)]
    leavers = [event for event in every_leave if event.here(node)]
    in_month = lambda event: month.first <= event.when <= month.as_at  # noqa: E731
    in_year = lambda event: month.window <= event.when <= month.as_at  # noqa: E731
    in_post = [post for post in work.at_close(month.as_at, "employed") if node.has(post.team)]
    before = people([post for post in work.at_close(month.window - DAY, "employed") if node.has(post.team)])
    now = people(work.at_close(month.as_at, "employed"))
    joined = [event for event in starters if month.window <= anniversary(event.when) <= month.as_at]
    stayed = [event for event in joined if employed_on(work, event.person, anniversary(event.when))]
    started, left = len([*filter(in_month, starters)]), len([*filter(in_month, leavers)])
    converted = {event.person for event in starters if in_month(event) and converts(work, event, month)}
    return {
        "monthly_agency_conversions": (len(converted), None),
        "starters": (started, None),
        "leavers": (left, None),
        "net_flow": (started - left, None),
        "net_flow_12m": (len([*filter(in_year, starters)]) - len([*filter(in_year, leavers)]), None),
        "starters_fte": (sum(total(event.here(node)) for event in starters if in_month(event)), None),
        "leavers_fte": (sum(total(event.here(node)) for event in leavers if in_month(event)), None),
        "starters_12m": (len([*filter(in_year, starters)]), None),
        "leavers_12m": (len([*filter(in_year, leavers)]), None),
        "turnover_rate": (sum(total(event.here(node)) for event in leavers if in_year(event)), total(in_post)),
        "turnover_rate_headcount": (len([*filter(in_year, leavers)]), len(people(in_post))),
        "stability_index": (len(before & now), len(before)),
        "starter_retention_12m": (len(stayed), len(joined)),
        "agency_conversions": (len({e.person for e in starters if in_year(e) and converts(work, e, month)}), None),
    }


def converts(work: Workforce, event: Event, month: Month) -> bool:
    """Return whether an agency spell that touches the 12 months began before this start."""
    return any(
        post.kind == "agency" and post.start < event.when and post.start <= month.as_at and post.end >= month.window
        for post in work.rows
        if post.person == event.person and post.scoped
    )
