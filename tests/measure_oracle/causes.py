"""What happened to the worker before each change of worker, and what each person who went cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from worker_change_oracle import UNPLANNED, holders, open_periods

from measure_oracle.caseload import Caseload
from measure_oracle.rows import FOREVER, Month, Node, day
from measure_oracle.workforce_mix import Post

REACH = timedelta(days=31)
WEEK = timedelta(days=7)
MANAGING, CASE_HOLDING = {1, 2, 3, 6}, {4, 5}


@dataclass(frozen=True)
class Handover:
    """One child passing from one named worker to another; `holders` are the workers before, the latest last."""

    child: str
    on: date
    previous_until: date
    holders: tuple[str, ...]
    new: str
    reason: str | None

    @property
    def previous(self) -> str:
        return self.holders[-1]


def handovers(load: Caseload, child: str, as_at: date) -> Iterator[Handover]:
    """Yield every change of worker of a child as known at a date."""
    rows, referrals, workers = load.story(child, as_at)
    periods = [period for period in open_periods(referrals) if period[0] <= as_at]
    for stretches in holders(rows, periods, as_at):
        seen: list[str] = []
        for place, row in enumerate(stretches):
            who = workers[row.worker]
            if seen and who != seen[-1]:
                yield Handover(child, row.start, stretches[place - 1].end, tuple(seen), who, row.reason)
            if not seen or who != seen[-1]:
                seen.append(who)


def reason_group(reason: str | None) -> str:
    """Return how a recorded reason counts."""
    return "planned" if reason == "TSPROC" else "unplanned" if reason in UNPLANNED else "unclassified"


def cause(load: Caseload, change: Handover) -> str:
    """Return the first cause that fits."""
    first, last = change.previous_until - REACH, change.on + REACH
    if has_returned(load, change):
        return "returned"
    if gone(load, change.previous) and first <= load.work.last_day(change.previous) <= last:
        return "agency_ended" if is_agency(final_posts(load, change.previous)) else "left"
    own = [post for post in load.work.rows if post.person == change.previous]
    before, after = ([post for post in own if post.at(when)] for when in (first, last))
    roles_before, roles_after = {post.role for post in before}, {post.role for post in after}
    if roles_before & CASE_HOLDING and roles_after & MANAGING and not roles_after & CASE_HOLDING:
        return "promoted"
    teams_before, teams_after = ({post.team for post in posts} - {None} for posts in (before, after))
    if teams_before and teams_after and not teams_before & teams_after:
        return "moved_team"
    if any(first <= start <= last or start <= change.on <= end for start, end in absences(load, change.previous)):
        return "absent"
    if change.reason == "TSPROC":
        return "pathway"
    return "in_post" if any(post.start <= last and first <= post.end for post in own) else "unknown"


def has_returned(load: Caseload, change: Handover) -> bool:
    """Return whether the new worker held the child before and came back from an absence."""
    if change.new not in change.holders:
        return False
    ended = any(abs(end - change.on) <= REACH for _, end in absences(load, change.new))
    return ended or (change.reason == "ABSENC" and change.new == change.holders[-2])


@cache
def absences(load: Caseload, worker: str) -> list[tuple[date, date]]:
    """Return the first and last days of a person's absences of more than a week."""
    spans = [
        (day(row["start_date"]), day(row["end_date"]) or FOREVER)
        for row in load.absences
        if row["reason"] not in ("PUB", "TRN") and load.work.person(row["person_ref"]) == worker
    ]
    return [(start, end) for start, end in spans if end - start >= WEEK] if worker in load.people else []


def gone(load: Caseload, worker: str) -> bool:
    """Return whether a person of HR has a last day."""
    return worker in load.people and load.work.last_day(worker) < FOREVER


@cache
def final_posts(load: Caseload, worker: str) -> list[Post]:
    """Return the posts of a person's last day."""
    return [post for post in load.work.rows if post.person == worker and post.end == load.work.last_day(worker)]


def final_rank(post: Post) -> tuple:
    """Return what decides between the posts of a last day: more time, then team, then contract by name."""
    team = None if (post.team or "?").startswith("?") else post.team
    return -(post.fte or 0), team is None, team or "", post.contract


def is_agency(posts: list[Post]) -> bool:
    return any(post.kind == "agency" for post in posts)


@cache
def explained(load: Caseload, month: Month) -> list[tuple[Handover, str]]:
    """Return every change of the 12 months of the children open at the close, with its cause."""
    children = [case.child for case in load.cases(month.as_at, month.as_at)]
    found = (change for child in children for change in handovers(load, child, month.as_at))
    return [(change, cause(load, change)) for change in found if month.window <= change.on <= month.as_at]


@cache
def leavers(load: Caseload, month: Month) -> dict[str, tuple[Post, str, int]]:
    """Return everyone in scope whose last day is in the 12 months: last post, contract, changes that followed."""
    everyone = [person for person in load.work.people if gone(load, person)]
    left = [person for person in everyone if month.window <= load.work.last_day(person) <= month.as_at]
    found = {}
    for person in left:
        own = final_posts(load, person)
        if main := min((post for post in own if post.scoped), key=final_rank, default=None):
            cost = sum(
                change.previous == person and why in ("left", "agency_ended") for change, why in explained(load, month)
            )
            found[person] = (main, "agency" if is_agency(own) else main.contract, cost)
    return found


def costs(load: Caseload, month: Month, node: Node) -> dict[str, tuple]:
    """Return the measures of causes at one place."""
    here = {case.child for case in load.cases(month.as_at, month.as_at) if node.has(case.team)}
    went = [cost for main, _, cost in leavers(load, month).values() if node.has(main.team)]
    return {
        "changes_by_cause": (sum(change.child in here for change, _ in explained(load, month)), None),
        "changes_per_leaver": (sum(went), len(went)),
    }
