"""A second, independent reading of the worker-change definition: one child at a time, in plain Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

FOREVER = date(9999, 12, 31)
DAY = timedelta(days=1)
UNPLANNED = {"LEFTRL", "MANAGE", "ORGRST", "ABSENC", "SWDIED", "CHCHAN", "PCCHAN"}


@dataclass(frozen=True)
class Row:
    """One allocation row of a named primary worker; `end` is exclusive, FOREVER when open."""

    worker: str
    start: date
    end: date
    reason: str | None
    recorded_end: date = FOREVER


def open_periods(referrals: list[tuple[date, date]]) -> list[tuple[date, date]]:
    """Return the open periods: overlapping and touching referrals joined."""
    periods: list[tuple[date, date]] = []
    for opened, closed in sorted(referral for referral in referrals if referral[1] > referral[0]):
        if periods and opened <= periods[-1][1]:
            periods[-1] = (periods[-1][0], max(periods[-1][1], closed))
        else:
            periods.append((opened, closed))
    return periods


def same_person_joined(rows: list[Row]) -> list[Row]:
    """Return the rows with touching or overlapping rows of one person made one (ruling 19)."""
    joined: list[Row] = []
    for worker in sorted({row.worker for row in rows}):
        run: Row | None = None
        for row in sorted((row for row in rows if row.worker == worker), key=lambda row: (row.start, row.end)):
            if run is not None and row.start <= run.end:
                run = replace(run, end=max(run.end, row.end), recorded_end=max(run.recorded_end, row.recorded_end))
            else:
                joined += [run] if run else []
                run = row
        joined += [run] if run else []
    return joined


def absence_cover_moved(rows: list[Row]) -> list[Row]:
    """Return the rows with absence cover taken out while another's row runs (ruling 20)."""
    order = sorted(rows, key=lambda row: (row.start, row.reason == "ABSENC", row.worker))
    kept = []
    for place, row in enumerate(order):
        others = max((other.end for other in order[:place]), default=date.min)
        start = max(row.start, others) if row.reason == "ABSENC" else row.start
        if start < row.end:
            kept.append(replace(row, start=start))
    return kept


def unended_closed(rows: list[Row]) -> list[Row]:
    """Return the rows with all but the latest-starting unended row ended at the next later start."""
    latest = max((row.start for row in rows if row.recorded_end == FOREVER), default=None)
    mended = []
    for row in rows:
        if row.recorded_end == FOREVER and row.start < latest:
            row = replace(row, end=min(row.end, min(other.start for other in rows if other.start > row.start)))
        mended.append(row)
    return mended


def handed_over(rows: list[Row]) -> list[Row]:
    """Return who holds the child when: nested rows and joint primaries out, overlaps cut at the later start."""
    standing = []
    for row in rows:
        others = [other for other in rows if other.worker != row.worker]
        nested = any(other.start <= row.start and other.end > row.end for other in others)
        joint = any(other.start == row.start and other.end == row.end and other.worker < row.worker for other in others)
        if not nested and not joint:
            standing.append(row)
    standing.sort(key=lambda row: row.start)
    held = [
        replace(row, end=min([row.end, *(other.start for other in standing if other.start > row.start)]))
        for row in standing
    ]
    return [row for row in held if row.start < row.end]


def holders(rows: list[Row], periods: list[tuple[date, date]], as_at: date) -> list[list[Row]]:
    """Return, for each open period, the stretches of days held by a named worker, as known at `as_at`."""
    own: list[list[Row]] = [[] for _ in periods]
    for row in rows:
        if row.start > as_at or row.end <= row.start:
            continue
        for place, (opened, closed) in enumerate(periods):
            if row.start < closed and row.end > opened:
                own[place].append(Row(row.worker, max(row.start, opened), min(row.end, closed), row.reason, row.end))
                break
    held = [handed_over(unended_closed(absence_cover_moved(same_person_joined(each)))) for each in own]
    before = [list(each) for each in held]
    for place, (opened, closed) in enumerate(periods):
        for earlier in reversed(range(place)):
            running = [
                row for row in before[earlier]
                if row.end == periods[earlier][1] and row.recorded_end > periods[earlier][1]
            ]  # fmt: skip
            if running and running[0].recorded_end > opened:
                held[place] += fill(before[place], running[0], opened, min(closed, running[0].recorded_end))
                break
        held[place].sort(key=lambda row: row.start)
    return held


def fill(own: list[Row], running: Row, start: date, end: date) -> list[Row]:
    """Return the stretches of [start, end) that no row of the period serves, held by the running row."""
    filled, reached = [], start
    for row in [*own, Row("", end, end, None)]:
        if min(row.start, end) > reached:
            filled.append(replace(running, start=reached, end=min(row.start, end)))
        reached = max(reached, row.end)
    return filled


def child_year(
    rows: list[Row], referrals: list[tuple[date, date]], as_at: date, since: date | None = None
) -> dict[str, object]:
    """Return the numbers of one child for the 12 months to `as_at`, or for the days from `since` to it."""
    after = as_at + DAY
    year = after.replace(year=after.year - 1) if after.day == 1 else as_at.replace(year=as_at.year - 1) + DAY
    start = since or year
    periods = [period for period in open_periods(referrals) if period[0] <= as_at]
    days: dict[str, int] = {}
    result = dict(changes=0, changes_planned=0, changes_unplanned=0, tolerated_gap_days=0, open_days=0)
    current, current_days, longest = None, None, 0
    for (opened, closed), held in zip(periods, holders(rows, periods, as_at), strict=True):
        last_open = min(closed, as_at + DAY)
        result["open_days"] += max(0, (last_open - max(opened, start)).days)
        previous: Row | None = None
        spell_start = opened
        for row in held:
            if row.start > as_at:
                break
            gap = (row.start - previous.end).days if previous else 0
            new_spell = previous is None or previous.worker != row.worker or gap > 7
            spell_start = row.start if new_spell else spell_start
            if previous and previous.worker != row.worker and row.start >= start:
                result["changes"] += 1
                result["changes_planned"] += row.reason == "TSPROC"
                result["changes_unplanned"] += row.reason in UNPLANNED
            uncovered = (row.start - max(previous.end if previous else opened, start)).days
            if previous and 1 <= gap <= 7:
                result["tolerated_gap_days"] += max(0, uncovered)
            else:
                longest = max(longest, uncovered)
            inside = (min(row.end, last_open) - max(row.start, start)).days
            if inside > 0:
                days[row.worker] = days.get(row.worker, 0) + inside
            if row.start <= as_at < row.end:
                current, current_days = row.worker, (as_at - spell_start).days + 1
            previous = row
        longest = max(longest, (last_open - max(previous.end if previous else opened, start)).days)
    return result | {
        "distinct_workers": len(days),
        "allocated_days": sum(days.values()),
        "top_worker_days": max(days.values(), default=0),
        "unallocated_days": result["open_days"] - sum(days.values()) - result["tolerated_gap_days"],
        "max_gap_days": max(0, longest),
        "current_professional_id": current,
        "current_spell_days": current_days,
    }
