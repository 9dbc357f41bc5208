"""Who is in post and who is agency at the close of a day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache, cached_property
from statistics import median

from measure_oracle.rows import DAY, FOREVER, Node, Row, Same, Teams, day, placed, registration
from workforce.settings import Settings, fold

BRIDGE = 8 * DAY


@dataclass(frozen=True)
class Post:
    """One post from `start`, gone at the close of `end`."""

    person: str
    kind: str
    contract: str
    role: int | None
    team: str | None
    fte: float | None
    start: date
    end: date
    position: str | None
    manager: str | None
    is_newly_qualified: bool
    covers: bool | None
    scoped: bool
    file: str
    last_day: date
    reason: int | None = None
    service: date | None = None
    ref: str | None = None

    def at(self, when: date) -> bool:
        return self.start <= when < self.end


def fte(text: str | None) -> float | None:
    """Return a full-time equivalent above 0 and at most 1, else None."""
    value = float(text) if text else None
    return value if value is not None and 0 < value <= 1 else None


def code(text: str | None) -> int | None:
    """Return a code of leaving, 1 to 10, else None."""
    return int(text) if text and 1 <= int(text) <= 10 else None


class Workforce:
    """Every post of the HR and agency files, cleaned."""

    def __init__(self, tables: dict[str, list[Row]], settings: Settings, teams: Teams) -> None:
        self.settings, self.teams = settings, teams
        self.titles = {fold(title): role for title, role in settings.org_roles.items()}
        self.contracts = {fold(spelled): kind for spelled, kind in settings.contract_types.items()}
        hr = placed("hr_assignments", tables["hr_assignments"])
        agency = placed("agency_assignments", tables["agency_assignments"])
        self.same = Same()
        self.staff: dict[str, str] = {}
        for row in hr + agency:
            number = registration(row["swe_number"])
            if number:
                self.same.join("ref " + row["person_ref"], "swe " + number)
        for row in hr + agency:
            if row["staff_number"]:
                self.staff[row["staff_number"]] = self.person(row["person_ref"])
        self.rows = [self.post(row, "hr") for row in hr] + [self.post(row, "agency") for row in agency]

    def person(self, ref: str | None) -> str | None:
        return self.same.of("ref " + ref) if ref else None

    def role(self, row: Row, title: str = "post_title") -> tuple[int | None, bool]:
        """Return the role and whether the row is in scope."""
        if row["org_role"] in ("1", "2", "3", "4", "5", "6"):
            return int(row["org_role"]), True
        mapped = self.titles.get(fold(row[title] or ""))
        return (None, mapped != "out_of_scope") if mapped in (None, "out_of_scope") else (int(mapped), True)

    def post(self, row: Row, file: str) -> Post:
        role, scoped = self.role(row)
        contract = "agency"
        if file == "hr":
            spelled = fold(row["contract_type"] or "")
            contract = self.contracts.get(spelled, spelled)
            contract = contract if contract in ("permanent", "fixed_term", "agency") else "unknown"
        covers = {"true": True, "false": False}.get(row.get("covers_vacancy") or "")
        return Post(
            person=self.person(row["person_ref"]),
            kind="agency" if contract == "agency" else "employed",
            contract=contract,
            role=role,
            team=self.teams.of(row["team"]),
            fte=fte(row["fte"]),
            start=day(row["start_date"]),
            end=day(row["end_date"]) or FOREVER,
            position=row["position_ref"],
            manager=self.person(row["line_manager_ref"]),
            is_newly_qualified=row["is_newly_qualified"] == "true",
            covers=covers,
            scoped=scoped,
            file=file,
            last_day=day(row["end_date"]) or FOREVER,
            reason=code(row.get("leave_reason")),
            service=day(row.get("continuous_service_date")),
            ref=row["assignment_ref"],
        )

    @cached_property
    def people(self) -> list[str]:
        return sorted({post.person for post in self.rows})

    @cached_property
    def posts(self) -> dict[str, list[Post]]:
        """Every person's posts in scope: the agency file wins, gaps of up to 7 days are bridged."""
        return {person: list(self.cleaned(person)) for person in self.people}

    def cleaned(self, person: str) -> Iterator[Post]:
        own = [post for post in self.rows if post.person == person and post.scoped]
        winners = [post for run in runs([p for p in own if p.file == "agency"], [], DAY) for post in run]
        pieces = [piece for post in own if post.file == "hr" for piece in less(post, winners)]
        agency = winners + [piece for piece in pieces if piece.kind == "agency"]
        employed = [piece for piece in pieces if piece.kind == "employed"]
        yield from (post for run in runs(agency, employed) for post in run)
        yield from (post for run in runs(employed, agency) for post in run)

    @cached_property
    def employed_runs(self) -> dict[str, list[list[Post]]]:
        """Each person's employed runs, as the posts that make them."""
        return {
            person: list(runs([p for p in posts if p.kind == "employed"], [p for p in posts if p.kind == "agency"]))
            for person, posts in self.posts.items()
        }

    @cache  # noqa: B019
    def at_close(self, when: date, kind: str | None = None) -> list[Post]:
        return [p for posts in self.posts.values() for p in posts if p.at(when) and kind in (None, p.kind)]

    def last_day(self, person: str) -> date:
        """Return the last recorded day of a person in any file and scope."""
        return max(post.end for post in self.rows if post.person == person)


def less(post: Post, winners: list[Post]) -> Iterator[Post]:
    """Yield the parts of a post at whose closes no winner is present."""
    if post.start == post.end:
        yield from [] if any(winner.at(post.start) for winner in winners) else [post]
        return
    start = post.start
    for winner in sorted(winners, key=lambda each: each.start):
        if winner.end <= start or winner.start >= post.end or winner.start == winner.end:
            continue
        if winner.start > start:
            yield replace(post, start=start, end=winner.start, last_day=winner.start, reason=None)
        start = max(start, winner.end)
    if start < post.end:
        yield replace(post, start=start)


def runs(pieces: list[Post], breakers: list[Post], bridge: timedelta = BRIDGE) -> Iterator[list[Post]]:
    """Yield runs of posts with gaps up to the bridge; the posts that ended stay through the gap."""
    run: list[Post] = []
    for piece in sorted(pieces, key=lambda each: (each.start, each.end)):
        last = max((each.end for each in run), default=None)
        if last is not None:
            away = any(
                breaker.start < piece.start and breaker.end > last and breaker.start < breaker.end
                for breaker in breakers
            )
            if piece.start > last and (last == FOREVER or piece.start > last + bridge or away):
                yield run
                run = []
            elif piece.start > last:
                ended = max(each.last_day for each in run)
                run = [replace(each, end=piece.start) if each.last_day == ended else each for each in run]
        run.append(piece)
    if run:
        yield run


def total(posts: list[Post]) -> float:
    """Return the known full-time equivalent of these posts."""
    return sum(post.fte for post in posts if post.fte is not None)


def main_post(posts: list[Post]) -> Post | None:
    """Return the post with more full-time equivalent, then the first team by name; unmatched teams come last."""
    rank = lambda post: (-(post.fte or 0), (post.team or "?").startswith("?"), post.team or "")  # noqa: E731
    return min(posts, key=rank, default=None)


def people(posts: list[Post]) -> set[str]:
    return {post.person for post in posts}


def mix(work: Workforce, as_at: date, node: Node) -> dict[str, tuple]:
    """Return (numerator, denominator) of the mix measures at one place."""
    here = [post for post in work.at_close(as_at) if node.has(post.team)]
    employed = [post for post in here if post.kind == "employed"]
    agency = [post for post in here if post.kind == "agency"]
    everyone = total(employed) + total(agency)
    permanent = total([post for post in employed if post.contract == "permanent"])
    covering = total([post for post in agency if post.covers])
    return {
        "permanent_share": (permanent, everyone),
        "directly_employed_share": (total(employed), everyone),
        "agency_rate": (total(agency), everyone),
        "agency_rate_headcount": (len(people(agency)), len(people(here))),
        "in_post_fte": (total(employed), None),
        "in_post_headcount": (len(people(employed)), None),
        "agency_fte": (total(agency), None),
        "agency_headcount": (len(people(agency)), None),
        "agency_cover_rate": (covering, total(agency)),
    }


def tenure(work: Workforce, as_at: date, node: Node) -> list[float]:
    """Return the days since the current agency run began, one for each worker present here."""
    days = []
    for person in people([post for post in work.at_close(as_at, "agency") if node.has(post.team)]):
        own = [post for post in work.posts[person] if post.kind == "agency"]
        employed = [post for post in work.posts[person] if post.kind == "employed"]
        (run,) = [run for run in runs(own, employed) if run[0].start <= as_at < max(post.end for post in run)]
        days.append((as_at - run[0].start).days)
    return days


def span(work: Workforce, as_at: date, node: Node) -> list[float]:
    """Return the number of people supervised, for each first-line manager in post here."""
    present = work.at_close(as_at)
    counts = []
    for person in people([post for post in present if node.has(post.team) and post.kind == "employed"]):
        role = min((post.role for post in present if post.person == person and post.role), default=None)
        if role == 3:
            counts.append(len({post.person for post in present if post.manager == person} - {person}))
    return counts


def unsupervised(work: Workforce, as_at: date, node: Node) -> int:
    """Return how many people here have no manager in post; a manager of managers needs none recorded."""
    present = work.at_close(as_at)
    everyone, found = people(present), set()
    for person in people([post for post in present if node.has(post.team)]):
        own = [post for post in present if post.person == person]
        named = {post.manager for post in own if post.manager}
        role = min((post.role for post in own if post.role), default=None)
        if not (named & everyone) - {person} and (named or (role or 0) >= 4):
            found.add(person)
    return len(found)


def middle(values: list[float]) -> float | None:
    return median(values) if values else None
