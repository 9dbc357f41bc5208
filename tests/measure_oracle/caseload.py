"""Which children are open, who holds them, and what each worker holds."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from worker_change_oracle import Row as Held
from worker_change_oracle import child_year, holders, open_periods

from measure_oracle.absence import away, span_days
from measure_oracle.rows import FOREVER, Month, Node, Row, Teams, day, placed, registration
from measure_oracle.workforce_mix import Post, Workforce, main_post, total
from workforce.settings import fold


@dataclass(frozen=True)
class Allocation:
    """One primary row of a named worker, as recorded; `end` is exclusive."""

    child: str
    professional: str
    worker: str
    team: str | None
    start: date
    end: date
    reason: str | None


@dataclass(frozen=True)
class Case:
    """One child open at the close of a day."""

    child: str
    worker: str | None
    team: str | None


class Caseload:
    """The children and their workers, as the case system records them."""

    def __init__(self, tables: dict[str, list[Row]], work: Workforce, teams: Teams) -> None:
        self.work, self.teams = work, teams
        self.absences = placed("hr_absences", tables["hr_absences"])
        self.professionals = {row["prof_professional_id"]: row for row in tables["ssd_professionals"]}
        self.by_hand = {row["professional_id"]: row["person_ref"] for row in tables["worker_matches"]}
        self.people = set(work.people)
        kinds = {fold(role): kind for role, kind in work.settings.involvement_roles.items()}
        self.rows: dict[str, list[Allocation]] = {}
        for row in placed("ssd_involvements", tables["ssd_involvements"]):
            primary = kinds[fold(row["invo_professional_role_id"] or "")] == "primary"
            if primary and row["invo_professional_id"] not in (None, "-1"):
                self.rows.setdefault(row["invo_person_id"], []).append(self.allocation(row))
        self.referrals: dict[str, list[tuple[date, date, str | None, str]]] = {}
        for row in placed("ssd_cin_episodes", tables["ssd_cin_episodes"]):
            opened, closed = day(row["cine_referral_date"]), day(row["cine_close_date"]) or FOREVER
            if row["cine_referral_nfa"] != "true" and closed > opened:
                own = self.referrals.setdefault(row["cine_person_id"], [])
                own.append((opened, closed, teams.of(row["cine_referral_team"]), row["cine_referral_id"]))

    def allocation(self, row: Row) -> Allocation:
        return Allocation(
            row["invo_person_id"],
            row["invo_professional_id"],
            self.worker(row["invo_professional_id"]),
            self.teams.of(row["invo_professional_team"]),
            day(row["invo_involvement_start_date"]),
            day(row["invo_involvement_end_date"]) or FOREVER,
            row["invo_worker_change_reason"],
        )

    def worker(self, professional: str) -> str:
        """Return the person behind an id: registration number, then staff number, then the mapping file."""
        row = self.professionals.get(professional, {})
        number, staff = registration(row.get("prof_social_worker_registration_no")), row.get("prof_staff_id")
        if number and self.work.same.of("swe " + number) in self.people:
            return self.work.same.of("swe " + number)
        if staff in self.work.staff:
            return self.work.staff[staff]
        if self.work.person(self.by_hand.get(professional)) in self.people:
            return self.work.person(self.by_hand[professional])
        return f"swe {number}" if number else f"id {professional}"

    @cache  # noqa: B019
    def left(self, worker: str) -> date:
        """Return the day from whose close the worker holds nobody."""
        return self.work.last_day(worker) if worker in self.people else FOREVER

    @cache  # noqa: B019
    def story(self, child: str, as_at: date) -> tuple[list[Held], list[tuple[date, date]], dict[str, str]]:
        """Return the rows and referrals of a child as known at a date, and the worker behind each name."""
        own = [row for row in self.rows.get(child, []) if row.start <= as_at]
        names: dict[str, str] = {}
        for row in sorted(own, key=lambda each: each.professional, reverse=True):
            names[row.worker] = row.professional
        rows = []
        for row in own:
            end = min(row.end, self.left(row.worker))
            if end > row.start:
                rows.append(Held(names[row.worker], row.start, end, row.reason, end))
        referrals = [(opened, closed) for opened, closed, *_ in self.referrals.get(child, [])]
        return rows, referrals, {name: worker for worker, name in names.items()}

    @cache  # noqa: B019
    def held(self, child: str, as_at: date) -> list[tuple[date, date, list[tuple[date, date, str]]]]:
        """Return the open periods, each with the stretches of days held by a named worker."""
        rows, referrals, workers = self.story(child, as_at)
        periods = [period for period in open_periods(referrals) if period[0] <= as_at]
        stretches = holders(rows, periods, as_at)
        return [
            (opened, closed, [(row.start, row.end, workers[row.worker]) for row in own])
            for (opened, closed), own in zip(periods, stretches, strict=True)
        ]

    @cache  # noqa: B019
    def cases(self, when: date, as_at: date) -> list[Case]:
        """Return the children open at the close of a day, as known at `as_at`."""
        found = []
        for child in sorted(self.referrals):
            for opened, closed, stretches in self.held(child, as_at):
                if opened <= when < closed:
                    worker = next((who for start, end, who in stretches if start <= when < end), None)
                    before = [who for start, _, who in stretches if start <= when]
                    referral = self.referral_team(child, opened, when)
                    team = self.team(child, before[-1], when, referral) if before else referral
                    found.append(Case(child, worker, team))
        return found

    @cache  # noqa: B019
    def known(self, when: date, as_at: date) -> dict[str, list[Post]]:
        """Return the posts of everyone who holds a case that day and has a known full-time equivalent."""
        workers = {case.worker for case in self.cases(when, as_at)}
        posts = {worker: posts_of(self.work, worker, when) for worker in workers}
        return {worker: own for worker, own in posts.items() if total(own)}

    @cache  # noqa: B019
    def year(self, child: str, as_at: date) -> dict:
        """Return the worker changes of one child in the 12 months."""
        rows, referrals, _ = self.story(child, as_at)
        return child_year(rows, referrals, as_at)

    def month(self, child: str, month: Month) -> dict:
        """Return the worker changes and open days of one child in one month."""
        rows, referrals, _ = self.story(child, month.as_at)
        return child_year(rows, referrals, month.as_at, month.first)

    def team(self, child: str, worker: str, when: date, referral: str | None) -> str | None:
        """Return the holder's HR team on the day, else the involvement's, else the referral's (rulings 26 and 28)."""
        left = self.left(worker)
        own = [
            row
            for row in self.rows[child]
            if row.worker == worker and row.start <= when and row.start < min(row.end, left)
        ]
        latest = max(own, key=lambda row: (row.end > when, row.start, row.end, row.professional))
        posts = [post for post in self.work.posts.get(worker, []) if post.at(when)]
        posts = posts or [post for post in self.work.rows if post.person == worker and post.at(when)]
        if not posts:
            return latest.team or referral
        if latest.team in [post.team for post in posts if not (post.team or "?").startswith("?")]:
            return latest.team
        return main_post(posts).team

    def referral_team(self, child: str, opened: date, when: date) -> str | None:
        """Return the team of the latest referral of the open period that names one."""
        own = [each for each in self.referrals[child] if opened <= each[0] <= when and each[2]]
        return max(own, key=lambda each: (each[0], each[3]))[2] if own else None

    @cached_property
    def limits(self) -> tuple[float, float]:
        return self.work.settings.caseload.limit_per_fte, self.work.settings.caseload.newly_qualified_limit


def posts_of(work: Workforce, worker: str | None, when: date) -> list[Post]:
    return [post for post in work.posts.get(worker, []) if post.at(when)]


def cases_and_fte(load: Caseload, when: date, as_at: date, node: Node) -> tuple[float, float]:
    """Return the cases of people with known full-time equivalent, and that of everyone holding a case."""
    cases, known = load.cases(when, as_at), load.known(when, as_at)
    held = sum(case.worker in known and node.has(case.team) for case in cases)
    return held, sum(total([post for post in posts if node.has(post.team)]) for posts in known.values())


def children(load: Caseload, as_at: date, node: Node) -> dict[str, tuple]:
    """Return the counts of children at one place."""
    here = [case for case in load.cases(as_at, as_at) if node.has(case.team)]
    absent = away(load.work, load.absences, as_at)
    return {
        "open_cases": (len(here), None),
        "cases_held": (sum(case.worker is not None for case in here), None),
        "unallocated_children": (sum(case.worker is None for case in here), None),
        "cases_held_by_absent_workers": (sum(case.worker in absent for case in here if case.worker), None),
    }


def per_worker(load: Caseload, as_at: date, node: Node) -> tuple[dict[str, tuple], list[float]]:
    """Return the limits measures and each holder's cases for one full-time equivalent."""
    mine = Counter(case.worker for case in load.cases(as_at, as_at) if case.worker and node.has(case.team))
    loads, holders_here, over, newly, newly_over = [], 0, 0, 0, 0
    limit, newly_limit = load.limits
    for worker, count in mine.items():
        posts = posts_of(load.work, worker, as_at)
        here = total([post for post in posts if node.has(post.team)])
        if not here:
            continue
        holders_here += 1
        loads.append(count / here)
        over += count > limit * here + 1e-9
        if any(post.is_newly_qualified for post in posts):
            newly += 1
            newly_over += count > newly_limit * here + 1e-9
    return {"over_limit_share": (over, holders_here), "newly_qualified_over_limit": (newly_over, newly)}, loads


def daily(load: Caseload, month: Month, node: Node) -> tuple[float, float]:
    """Return case-days and holder-days of full-time equivalent in the month."""
    pairs = [cases_and_fte(load, each, month.as_at, node) for each in span_days(month.first, month.as_at)]
    return sum(held for held, _ in pairs), sum(time for _, time in pairs)


def changes_in_month(load: Caseload, month: Month, node: Node) -> tuple[float, float]:
    """Return changes and child-years of the month, over the children open at the close."""
    cases = load.cases(month.as_at, month.as_at)
    found = [load.month(case.child, month) for case in cases if node.has(case.team)]
    return sum(each["changes"] for each in found), sum(each["open_days"] for each in found) / 365.25


def changes(load: Caseload, as_at: date, node: Node) -> dict[str, tuple]:
    """Return the worker-change measures of the children open at the close."""
    years = [load.year(case.child, as_at) for case in load.cases(as_at, as_at) if node.has(case.team)]
    add = lambda name: sum(year[name] for year in years)  # noqa: E731
    return {
        "worker_changes": (add("changes"), None),
        "planned_changes": (add("changes_planned"), None),
        "unplanned_changes": (add("changes_unplanned"), None),
        "unclassified_changes": (add("changes") - add("changes_planned") - add("changes_unplanned"), None),
        "unallocated_days": (add("unallocated_days"), None),
        "worker_changes_per_child_year": (add("changes"), add("open_days") / 365.25),
        "continuity": (add("top_worker_days"), add("allocated_days")),
        "three_plus_workers": (
            sum(year["distinct_workers"] >= 3 for year in years),
            sum(year["distinct_workers"] >= 1 for year in years),
        ),
    }
