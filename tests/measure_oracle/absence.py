"""Working days lost to sickness, and who is away at the close."""

from __future__ import annotations

import csv
from datetime import date
from functools import cache
from pathlib import Path

from measure_oracle.rows import DAY, FOREVER, Month, Node, Row, day
from measure_oracle.workforce_mix import Workforce, main_post, total

HOLIDAYS = Path(__file__).parents[2] / "data" / "reference" / "bank_holidays.csv"


@cache
def bank_holidays() -> frozenset[date]:
    with HOLIDAYS.open(encoding="utf-8") as file:
        return frozenset(date.fromisoformat(row["date"]) for row in csv.DictReader(file))


def span_days(first: date, last: date) -> list[date]:
    """Return every day from the first to the last, both included."""
    return [first + number * DAY for number in range((last - first).days + 1)]


def lost(absence: Row, month: Month, fte: float, since: date) -> float:
    """Return the working days of one absence that fall in the days from `since` to the close (ruling 15)."""
    start, end = day(absence["start_date"]), day(absence["end_date"]) or month.as_at
    inside = [each for each in span_days(start, end) if since <= each <= month.as_at]
    if absence["working_days_lost"]:
        return float(absence["working_days_lost"]) * len(inside) / len(span_days(start, end)) if inside else 0.0
    return fte * sum(each.weekday() < 5 and each not in bank_holidays() for each in inside)


def ended(work: Workforce, person: str, absence: Row) -> str | None:
    """Return the last day of an absence; an open one of somebody who left ends with the employment."""
    start = day(absence["start_date"])
    for run in work.employed_runs[person]:
        last = max(post.end for post in run)
        if run[0].start <= start <= last and last < FOREVER and not absence["end_date"]:
            return last.isoformat()
    return absence["end_date"]


def days_lost(work: Workforce, absences: list[Row], month: Month, node: Node, since: date) -> float:
    """Return the days lost to sickness from `since` to the close."""
    found = 0.0
    for absence in absences:
        start = day(absence["start_date"])
        if absence["reason"] != "SIC" or start > month.as_at:
            continue
        person = work.person(absence["person_ref"])
        held = [
            post
            for post in work.posts.get(person, [])
            if post.kind == "employed" and (post.start <= start <= post.last_day or post.at(start))
        ]
        main = main_post(held)
        if main and node.has(main.team):
            found += lost(absence | {"end_date": ended(work, person, absence)}, month, total(held), since)
    return found


def sickness(work: Workforce, absences: list[Row], month: Month, node: Node) -> tuple[float, float]:
    """Return days lost, and full-time equivalent in post times the working days of the year."""
    leap = any((each.month, each.day) == (2, 29) for each in span_days(month.window, month.as_at))
    in_post = [post for post in work.at_close(month.as_at, "employed") if node.has(post.team)]
    return days_lost(work, absences, month, node, month.window), total(in_post) * (254 if leap else 253)


def sickness_in_month(work: Workforce, absences: list[Row], month: Month, node: Node) -> tuple[float, float]:
    """Return days lost in the month, and full-time equivalent in post times its working days."""
    in_post = [post for post in work.at_close(month.as_at, "employed") if node.has(post.team)]
    days = sum(each.weekday() < 5 and each not in bank_holidays() for each in span_days(month.first, month.as_at))
    return days_lost(work, absences, month, node, month.first), total(in_post) * days


def away(work: Workforce, absences: list[Row], as_at: date) -> set[str]:
    """Return the people absent at the close for any reason but public duties and training."""
    return {
        work.person(absence["person_ref"])
        for absence in absences
        if absence["reason"] not in ("PUB", "TRN")
        and day(absence["start_date"]) <= as_at
        and (not absence["end_date"] or as_at < day(absence["end_date"]))
    }
