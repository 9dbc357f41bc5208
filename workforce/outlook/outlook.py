"""One area's months ahead: permanent share with its band, vacancy rate and average caseload."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import polars as pl

from workforce import forecast
from workforce.forecast import Flows, Forecast, Stock

FLOWS = ("starters", "leavers", "conversions", "agency_exits", "agency_starts")
KNOWN = FLOWS[:4]
MEASURES = ("permanent_share", "average_caseload", "vacancy_rate", "open_cases")
FEWEST_PEOPLE = 20


@dataclass(frozen=True)
class Scenario:
    """What a reader changes; None leaves the average of the last twelve months. Flows are FTE a month.

    `posts` are added to the establishment from the first month ahead, `children` are open from then on.
    """

    hires: float | None = None
    leavers: float | None = None
    conversions: float | None = None
    posts: float = 0.0
    children: float | None = None
    counts_known: bool = True

    def flows(self, average: Flows) -> Flows:
        """Return the flows of the scenario: the averages with what was chosen in their place."""
        chosen = {"starters": self.hires, "leavers": self.leavers, "conversions": self.conversions}
        return replace(average, **{name: value for name, value in chosen.items() if value is not None})

    def is_changed(self) -> bool:
        """Return whether anything differs from what the last twelve months and the known events give."""
        return self != Scenario()


@dataclass(frozen=True)
class Facts:
    """What is known at the close of a month; figures that the extracts do not give are None.

    `cases` over `holder_fte` is the average caseload, and `vacant` the vacant FTE; `is_supplied` is whether the
    extracts give a permanent share at all.
    """

    as_at: date
    area: str
    stock: Stock
    people: int
    history: tuple[Flows, ...]
    known: tuple[Flows, ...] = ()
    cases: float | None = None
    holder_fte: float | None = None
    vacant: float | None = None
    children: float | None = None
    is_supplied: bool = True


@dataclass(frozen=True)
class Ahead:
    """One month ahead: shares and rates in percent, the caseload in cases a full-time holder."""

    ahead: int
    as_at: date
    share: float | None
    lower: float | None
    upper: float | None
    vacancy_rate: float | None
    caseload: float | None


@dataclass(frozen=True)
class Outlook:
    """What lies ahead of an area; `usual` is the forecast on the averages, without the scenario's changes."""

    facts: Facts
    scenario: Scenario
    target: float | None
    average: Flows
    flows: Flows
    months: tuple[Ahead, ...]
    forecast: Forecast
    usual: Forecast


def facts_of(
    flows: pl.DataFrame, known: pl.DataFrame, cells: Mapping[str, pl.DataFrame], as_at: date, area: str
) -> Facts | None:
    """Return the facts at the last whole month up to a day, None where nobody was in post.

    `flows` and `known` are the area's rows of marts.fct_staff_flows_month and marts.fct_known_moves_month, `cells` the
    cube's cells of MEASURES by id.
    """
    past = flows.filter(pl.col("as_at") <= as_at, ~pl.col("is_partial")).sort("month")
    if past.is_empty():
        return None
    now = past.row(-1, named=True)
    history = [Flows(*row) for row in past.filter(~pl.col("is_first")).select(FLOWS).rows()]
    found = {name: figure(frame, now["month"]) for name, frame in cells.items()}
    return Facts(
        as_at=now["as_at"], area=area, stock=Stock(now["permanent"], now["agency"], now["other"]),
        people=now["people"], history=tuple(history), known=known_of(known, now["month"]),
        cases=found["average_caseload"][0], holder_fte=found["average_caseload"][1],
        vacant=found["vacancy_rate"][0], children=found["open_cases"][0],
        is_supplied="not_supplied" not in cells["permanent_share"]["status"],
    )  # fmt: skip


def figure(cells: pl.DataFrame, month: date) -> tuple[float | None, float | None]:
    """Return numerator and denominator of the undivided cell of a month, None for what it does not hold."""
    found = cells.filter(pl.col("month") == month, pl.col("breakdown") == "", pl.col("status") == "ok")
    return found.select("numerator", "denominator").row(0) if found.height else (None, None)


def known_of(known: pl.DataFrame, month: date) -> tuple[Flows, ...]:
    """Return what was known at a month's close of each coming month, in order and without gaps."""
    found = {row[0]: Flows(*row[1:]) for row in known.filter(month=month).select("months_ahead", *KNOWN).rows()}
    return tuple(found.get(ahead, Flows()) for ahead in range(1, max(found, default=0) + 1))


def average(facts: Facts) -> Flows:
    """Return the mean flows of the last twelve months; raise ValueError where there are fewer."""
    return forecast.mean(facts.history)


def refusal(facts: Facts | None) -> str:
    """Return why there is no forecast, in a sentence; nothing where there is one."""
    if facts is None:
        return "Nobody was in post, so there is nothing to carry forward."
    if not facts.is_supplied:
        return "There is no permanent share to carry forward: the extracts do not say who works through an agency."
    if facts.people < FEWEST_PEOPLE:
        return f"A forecast needs at least {FEWEST_PEOPLE} people in post; {facts.area} has {facts.people}."
    if len(facts.history) < forecast.MONTHS_OF_FLOWS:
        return (
            f"A forecast needs {forecast.MONTHS_OF_FLOWS} whole months of starters and leavers before it; "
            f"there are {len(facts.history)}."
        )
    return ""


def outlook(facts: Facts, target: float | None, scenario: Scenario, months: int = forecast.FURTHEST) -> Outlook:
    """Return the months ahead on the scenario's flows; raise ValueError for under twelve months of flows."""
    usual_flows = average(facts)
    flows = scenario.flows(usual_flows)
    known = facts.known if scenario.counts_known else ()
    found = forecast.ahead(facts.stock, facts.history, target, flows, known, months)
    usual = forecast.ahead(facts.stock, facts.history, target, None, facts.known, months)
    rows = tuple(month(facts, scenario, each) for each in found.months)
    return Outlook(facts, scenario, target, usual_flows, flows, rows, found, usual)


def month(facts: Facts, scenario: Scenario, each: forecast.Month) -> Ahead:
    """Return one month ahead with the vacancy rate and the caseload that its staff would bring."""
    changed = each.ahead > 0
    return Ahead(
        each.ahead, month_end(facts.as_at, each.ahead), each.stock.share, each.lower, each.upper,
        vacancy_rate(facts, each.stock, scenario.posts if changed else 0.0),
        caseload(facts, each.stock, scenario.children if changed else None),
    )  # fmt: skip


def vacancy_rate(facts: Facts, stock: Stock, posts: float) -> float | None:
    """Return vacant ÷ (vacant + employed) FTE in percent: who is employed fills a post, and added posts are vacant."""
    if facts.vacant is None:
        return None
    before = facts.stock.permanent + facts.stock.other
    employed = stock.permanent + stock.other
    vacant = max(0.0, facts.vacant + posts - (employed - before))
    return 100 * vacant / (vacant + employed) if vacant + employed > 0 else None


def caseload(facts: Facts, stock: Stock, children: float | None) -> float | None:
    """Return cases a full-time holder: holders keep their share of all staff, cases their share of open children."""
    staff = facts.stock.permanent + facts.stock.agency + facts.stock.other
    then = stock.permanent + stock.agency + stock.other
    if facts.cases is None or not facts.holder_fte or not staff or not then:
        return None
    more = 1.0 if children is None or not facts.children else children / facts.children
    return facts.cases * more / (facts.holder_fte * then / staff)


def month_end(as_at: date, ahead: int) -> date:
    """Return the last day of the month so many months later."""
    year, month = divmod(as_at.year * 12 + as_at.month - 1 + ahead + 1, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
