"""Voluntary and early leaving, and newly qualified workers in and after their supported year."""

from __future__ import annotations

from datetime import date, timedelta

from measure_oracle.caseload import Caseload, posts_of
from measure_oracle.flows import Event, events
from measure_oracle.rows import Month, Node, Row, day
from measure_oracle.workforce_mix import Workforce, people, total


def second_anniversary(start: date) -> date:
    """Return the day two years on; of 29 February, 28 February."""
    return date(start.year + 2, start.month, 28 if (start.month, start.day) == (2, 29) else start.day)


def retention(load: Caseload, supervisions: list[Row], month: Month, node: Node) -> dict[str, tuple]:
    """Return (numerator, denominator) of the measures of staying at one place."""
    work = load.work
    leavers = [e for e in events(work)[1] if e.here(node) and month.window <= e.when <= month.as_at]
    lately = [leaver for leaver in leavers if leaver.when >= month.first]
    in_post = [post for post in work.at_close(month.as_at, "employed") if node.has(post.team)]
    newly = people([post for post in work.at_close(month.as_at) if post.is_newly_qualified])
    here = newly & people([post for post in work.at_close(month.as_at) if node.has(post.team)])
    since = month.as_at - timedelta(days=30)
    met = {
        work.person(row["person_ref"]) for row in supervisions if since <= day(row["supervision_date"]) <= month.as_at
    }
    return {
        "voluntary_turnover_rate": (sum(leaver.reason == 1 for leaver in leavers), len(people(in_post))),
        "leavers_within_two_years": (
            sum(leaver.when < second_anniversary(leaver.service) for leaver in leavers),
            len(leavers),
        ),
        "resignations": (sum(leaver.reason == 1 for leaver in lately), None),
        "early_leavers": (sum(leaver.when < second_anniversary(leaver.service) for leaver in lately), None),
        "newly_qualified_leavers": (sum(was_new(work, leaver) for leaver in lately), None),
        "newly_qualified": (len(here), None),
        "newly_qualified_supervised": (len(here & met), len(here)),
        "newly_qualified_caseload": caseload(load, newly, month, node),
        "newly_qualified_retained": kept(work, month, node),
    }


def was_new(work: Workforce, leaver: Event) -> bool:
    """Return whether somebody left in the supported year or within twelve months of its end."""
    own = [post for post in work.posts[leaver.person] if post.kind == "employed" and post.is_newly_qualified]
    begun = min((post.start for post in own), default=date.max)
    last = max((post.last_day for post in own), default=date.min)
    return begun <= leaver.when and (last.year, last.month, last.day) > year_before(leaver.when)


def year_before(when: date) -> tuple[int, int, int]:
    """Return year, month and day twelve months earlier; of 29 February, 28 February."""
    return when.year - 1, when.month, 28 if (when.month, when.day) == (2, 29) else when.day


def caseload(load: Caseload, newly: set[str], month: Month, node: Node) -> tuple[float, float]:
    """Return the cases of newly qualified people with known full-time equivalent, and that of those with a case."""
    known = newly & load.known(month.as_at, month.as_at).keys()
    held = sum(case.worker in known and node.has(case.team) for case in load.cases(month.as_at, month.as_at))
    return held, sum(
        total([post for post in posts_of(load.work, worker, month.as_at) if node.has(post.team)]) for worker in known
    )


def kept(work: Workforce, month: Month, node: Node) -> tuple[int, int]:
    """Return whose supported year ended here in the 12 months and who is employed now, and how many ended it."""
    now, ended = people(work.at_close(month.as_at, "employed")), set()
    for person, posts in work.posts.items():
        own = [p for p in posts if p.kind == "employed" and p.is_newly_qualified and p.start <= month.as_at]
        last = max((post.last_day for post in own), default=date.max)
        if month.window <= last <= month.as_at and any(p.last_day == last and node.has(p.team) for p in own):
            ended.add(person)
    return len(ended & now), len(ended)
