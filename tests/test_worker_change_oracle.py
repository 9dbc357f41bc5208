"""Proves the worker-change SQL on random dirty caseloads against a second implementation in plain Python."""

import random
from datetime import date, timedelta

import polars as pl
import pytest
from test_worker_changes import child_years
from worker_change_oracle import FOREVER, Row, child_year, open_periods

REASONS = ["TSPROC", "LEFTRL", "MANAGE", "ABSENC", "ABSENC", "OTHERS", None]
FIRST = date(2023, 9, 1)


def random_child(chance: random.Random) -> tuple[list[Row], list[tuple[date, date]]]:
    """Return the rows and referrals of one child, as untidy as real ones are, and more."""
    start = FIRST + timedelta(days=chance.randrange(200))
    referrals = []
    for _ in range(chance.choice([1, 1, 1, 2, 3])):
        closed = start + timedelta(days=chance.randrange(1, 250))
        referrals.append((start, closed))
        start = closed + timedelta(days=chance.randrange(-10, 60))
    if chance.random() < 0.6:
        referrals[-1] = (referrals[-1][0], FOREVER)
    rows = []
    for _ in range(chance.randrange(0, 6)):
        begun = FIRST + timedelta(days=chance.choice([chance.randrange(560), 30 * chance.randrange(19)]))
        ended = FOREVER if chance.random() < 0.3 else begun + timedelta(days=chance.choice([0, 1, 7, 30, 60, 200]))
        rows.append(Row(chance.choice("ABCD"), begun, ended, chance.choice(REASONS)))
    return sorted(set(rows), key=str), referrals


def frames(children: list[tuple[list[Row], list[tuple[date, date]]]]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the allocations and involvements of these children, in the layout of the worked cases."""
    text = lambda day: None if day == FOREVER else day.isoformat()  # noqa: E731
    allocations = [
        (
            f"{child}",
            f"C{child}",
            f"{place}",
            row.worker,
            row.worker,
            "primary",
            "T",
            row.start.isoformat(),
            text(row.end),
            row.reason,
        )
        for child, (rows, _) in enumerate(children)
        for place, row in enumerate(rows)
    ]
    periods = [
        (f"{child}", f"C{child}", f"{place}", opened.isoformat(), text(closed))
        for child, (_, referrals) in enumerate(children)
        for place, (opened, closed) in enumerate(referrals)
    ]
    names = [
        "case_id",
        "child_id",
        "row",
        "worker_id",
        "canonical_worker_id",
        "role",
        "team",
        "start_date",
        "end_date",
        "reason",
    ]
    return (
        pl.DataFrame(allocations, schema=dict.fromkeys(names, pl.String), orient="row"),
        pl.DataFrame(
            periods,
            schema=dict.fromkeys(["case_id", "child_id", "involvement_no", "open_date", "close_date"], pl.String),
            orient="row",
        ),
    )


@pytest.mark.parametrize("as_at", [date(2024, 10, 31), date(2025, 1, 31), date(2025, 3, 31)])
def test_two_implementations_agree_on_every_child(as_at: date) -> None:
    chance = random.Random(20241031)
    children = [random_child(chance) for _ in range(3000)]
    ours = {row["child_id"]: row for row in child_years(*frames(children), as_at).iter_rows(named=True)}
    wrong = []
    for number, (rows, referrals) in enumerate(children):
        expected = child_year(rows, referrals, as_at)
        found = ours.get(f"C{number}")
        if found is None:
            assert expected["open_days"] == 0, (number, open_periods(referrals))
            continue
        differ = {name: (value, found[name]) for name, value in expected.items() if found[name] != value}
        wrong += [(number, differ)] if differ else []
    assert wrong == [], f"{len(wrong)} children differ; the first: {wrong[0]}, {children[wrong[0][0]]}"
