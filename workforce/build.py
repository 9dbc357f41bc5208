"""One refresh: extracts in, one published snapshot out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl

from workforce import (
    contracts,
    cube,
    extracts,
    finishing,
    fix_sheets,
    quality,
    risk,
    series,
    snapshots,
    states,
    unmapped,
    warehouse,
)
from workforce.catalogue import MEASURES, Measure
from workforce.errors import Rejected, WorkforceError
from workforce.raw import NOTHING_BEFORE, extract_tables, known, raw_tables
from workforce.settings import Settings

MONTHS_SHOWN = 72
RETURN = ("sw_episodes", "episodes")
Report = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """The snapshot of a refresh, what its files held, and what the fix files cleared, where there were any."""

    snapshot: Path
    judged: contracts.Judged
    cleared: pl.DataFrame | None = None


def build(
    folder: Path,
    settings: Settings,
    store: Path,
    extract_date: date | None = None,
    report: Report = print,
    from_database: bool = False,
    fixes: Path | None = None,
) -> Built:
    """Check the extracts, compute every measure once and publish the snapshot.

    The rows of the fix files in `fixes` stand in the place of the lines they correct. Raises Rejected when the extracts
    or the fix files cannot be used; the last snapshot then stays in use.
    """
    with snapshots.building(store):
        report("reading and checking the extracts")
        looked = quality.judged(extracts.read_sources(folder, settings, from_database), settings, fixes)
        judged = looked.judged
        unmapped.refuse(judged.accepted, settings)
        as_at = framing_date(judged.accepted, settings, extract_date)
        name = f"{as_at:%Y%m%d}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        target = store / f"{name}.building"
        try:
            previous = quality.last(store, report)
            judged = replace(judged, findings=compute(target, looked, settings, as_at, report, previous))
            became = cleared(looked, judged.findings, settings, as_at, previous)
            report("publishing")
            return Built(snapshots.publish(store, target, name), judged, became)
        except (OSError, *warehouse.FAILURES) as error:
            raise WorkforceError(
                f"{store}: the snapshot could not be written ({first_line(error)}); free some disk space and build "
                "again. The last snapshot stays in use."
            ) from error
        except RuntimeError as error:
            if warehouse.is_interrupt(error):
                raise KeyboardInterrupt from error
            raise
        finally:
            snapshots.clear(store)


def first_line(error: Exception) -> str:
    """Return the first line of an error's text."""
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__


def compute(
    target: Path, looked: quality.Looked, settings: Settings, as_at: date, report: Report, previous: quality.Previous
) -> pl.DataFrame:
    """Write the whole snapshot into `target`; return the findings with those that only matching shows."""
    judged = looked.judged
    connection = warehouse.create(target, raw_tables(judged, settings, as_at, previous))
    try:
        report("matching workers, cleaning spells, counting by month")
        warehouse.build_layers(connection, parameters(settings, as_at))
        cube.build_cells(connection, MEASURES.values(), settings.authority.name, numbered_in(report))
        findings = warehouse.table(connection, "marts.fct_findings").drop("finding_id")
        marts = (warehouse.built(connection, f"marts.{name}") for name in risk.TABLES)
        warehouse.keep(connection, "cube.risk_ahead", risk.by_team(*marts))
        finishing.finish(connection)
        report("judging every series")
        judged_series = states.of_areas(finishing.whole_cells(connection), series.of_settings(settings), as_at)
        warehouse.keep(connection, "cube.states", judged_series)
        for name, frame in fix_sheets.tables(looked.failing(findings)).items():
            warehouse.keep(connection, f"quality.{name}", frame)
        quality.keep_outcomes(connection, judged, known(judged, settings), as_at, previous)
        report("counting what the rows left out would change")
        keep_effects(connection, target, judged, settings, as_at)
        return findings
    finally:
        connection.close()


def numbered_in(report: Report) -> Callable[[Measure], None]:
    """Return what reports each measure with its number."""
    numbers = {measure: number for number, measure in enumerate(MEASURES, start=1)}
    return lambda measure: report(f"measure {numbers[measure.id]} of {len(MEASURES)}: {measure.title}")


def keep_effects(
    connection: warehouse.Connection, target: Path, judged: contracts.Judged, settings: Settings, as_at: date
) -> None:
    """Write the headlines as published and as if the rows left out counted into the snapshot that is being built."""
    published = warehouse.frame(connection, "quality/headlines", {"extract_date": as_at})
    found = quality.effects(
        judged, lambda accepted: extract_tables(accepted, settings, as_at), parameters(settings, as_at), target,
        dict(published.iter_rows()), settings.authority.name,
    )  # fmt: skip
    warehouse.keep(connection, "quality.effects", found)


def cleared(
    looked: quality.Looked,
    findings: pl.DataFrame,
    settings: Settings,
    as_at: date,
    previous: quality.Previous = NOTHING_BEFORE,
) -> pl.DataFrame | None:
    """Return what became of the findings by the fix files, rule by rule; None without fix files."""
    if looked.before is None:
        return None
    before = findings_of(looked.before, settings, as_at, previous)
    return quality.compared(quality.placed(before), quality.placed(findings))


def findings_of(
    judged: contracts.Judged, settings: Settings, as_at: date, previous: quality.Previous = NOTHING_BEFORE
) -> pl.DataFrame:
    """Return the findings with those that only matching shows, worked out beside any snapshot."""
    with TemporaryDirectory() as place:
        connection = warehouse.create(Path(place) / "findings", raw_tables(judged, settings, as_at, previous))
        try:
            warehouse.build_layers(connection, parameters(settings, as_at), wanted=["from marts.fct_findings"])
            return warehouse.built(connection, "marts.fct_findings")
        finally:
            connection.close()


def parameters(settings: Settings, as_at: date) -> dict[str, Any]:
    """Return the values that the SQL files may name."""
    earliest = date(as_at.year - MONTHS_SHOWN // 12, as_at.month, 1)
    first = settings.authority.first_month or month_after(earliest)
    return {
        "first_month": first,
        "extract_date": as_at,
        "first_as_at": date.min,
        "last_as_at": as_at,
        "is_cohort_only": True,
    }


def month_after(day: date) -> date:
    """Return the first day of the next month."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def framing_date(accepted: Mapping[str, pl.DataFrame], settings: Settings, given: date | None) -> date:
    """Return the extract date given, else the latest recorded; raise Rejected when it cannot frame these extracts."""
    as_at = given or settings.authority.extract_date or latest_date(accepted)
    fix = "correct extract_date in authority.toml, or --extract-date"
    if as_at > date.today():
        raise Rejected(f"The extract date {as_at} is after today; {fix}.")
    first = settings.authority.first_month
    if first and first > as_at:
        raise Rejected(f"first_month {first} is after the extract date {as_at}; correct first_month, or {fix}.")
    begun = accepted["hr_assignments"]["start_date"].min()
    if isinstance(begun, date) and begun > as_at:
        raise Rejected(f"hr_assignments: the first start_date, {begun}, is after the extract date {as_at}; {fix}.")
    return as_at


def latest_date(accepted: Mapping[str, pl.DataFrame]) -> date:
    """Return the latest recorded date that is not in the future."""
    today = date.today()
    latest = [
        frame[column].filter(frame[column] <= today).max()
        for table, frame in accepted.items()
        # A census return describes a 30 September of its own, never the day of the extracts.
        if table not in contracts.CENSUS_TABLES
        for column, kind in frame.schema.items()
        if kind == pl.Date
    ]
    known = [day for day in latest if isinstance(day, date)]
    if not known:
        raise Rejected("The extracts hold no date that is not in the future; check the date columns.")
    return year_end(max(known)) if is_return_alone(accepted) else max(known)


def is_return_alone(accepted: Mapping[str, pl.DataFrame]) -> bool:
    """Return whether the SSDA903 files are all there is."""
    return not any(frame.height for table, frame in accepted.items() if table not in RETURN)


def year_end(day: date) -> date:
    """Return the 31 March that closes the year of the return that a day is in, or the day while that is to come."""
    closing = date(day.year + (day.month > 3), 3, 31)
    return closing if closing <= date.today() else day
