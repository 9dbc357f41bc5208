"""One refresh: extracts in, one published snapshot out."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import asdict, astuple, dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from workforce import contracts, extracts, quality, risk, series, snapshots, states, unmapped, warehouse
from workforce.catalogue import MEASURES
from workforce.errors import Rejected, WorkforceError
from workforce.settings import Settings, fold
from workforce.wording import shape_sentence

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
MONTHS_SHOWN = 72
RETURN = ("sw_episodes", "episodes")
NOTHING_BEFORE = quality.Previous()
Report = Callable[[str], None]


@dataclass(frozen=True)
class Built:
    """The snapshot of a refresh and what its files held."""

    snapshot: Path
    judged: contracts.Judged


def build(
    folder: Path,
    settings: Settings,
    store: Path,
    extract_date: date | None = None,
    report: Report = print,
    from_database: bool = False,
) -> Built:
    """Check the extracts, compute every measure once and publish the snapshot.

    Raises Rejected when the extracts cannot be used; the last snapshot then stays in use.
    """
    with snapshots.building(store):
        report("reading and checking the extracts")
        judged = contracts.judge(extracts.read_sources(folder, settings, from_database), settings)
        unmapped.refuse(judged.accepted, settings)
        as_at = framing_date(judged.accepted, settings, extract_date)
        name = f"{as_at:%Y%m%d}-{datetime.now(UTC):%Y%m%d%H%M%S%f}"
        target = store / f"{name}.building"
        try:
            previous = quality.last(store, report)
            judged = replace(judged, findings=compute(target, judged, settings, as_at, report, previous))
            report("publishing")
            return Built(snapshots.publish(store, target, name), judged)
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
    target: Path, judged: contracts.Judged, settings: Settings, as_at: date, report: Report, previous: quality.Previous
) -> pl.DataFrame:
    """Write the whole snapshot into `target`; return the findings with those that only matching shows."""
    connection = warehouse.create(target, raw_tables(judged, settings, as_at, previous))
    try:
        report("matching workers, cleaning spells, counting by month")
        warehouse.build_layers(connection, parameters(settings, as_at))
        for number, measure in enumerate(MEASURES.values(), start=1):
            report(f"measure {number} of {len(MEASURES)}: {measure.title}")
            warehouse.build_cells(connection, measure, settings.authority.name)
        findings = warehouse.table(connection, "marts.fct_findings").drop("finding_id")
        marts = (warehouse.built(connection, f"marts.{name}") for name in risk.TABLES)
        warehouse.keep(connection, "cube.risk_ahead", risk.by_team(*marts))
        warehouse.finish(connection)
        report("judging every series")
        judged_series = states.of_areas(warehouse.whole_cells(connection), series.of_settings(settings), as_at)
        warehouse.keep(connection, "cube.states", judged_series)
        quality.keep_outcomes(connection, judged, known(judged, settings), as_at, previous)
        report("counting what the rows left out would change")
        keep_effects(connection, target, judged, settings, as_at)
        return findings
    finally:
        connection.close()


def keep_effects(
    connection: warehouse.Connection, target: Path, judged: contracts.Judged, settings: Settings, as_at: date
) -> None:
    """Write the headlines as published and as if the rows left out counted into the snapshot that is being built."""
    published = warehouse.frame(connection, "quality/headlines", {"extract_date": as_at})
    found = quality.effects(
        judged, lambda accepted: raw_tables(accepted, settings, as_at), parameters(settings, as_at), target,
        dict(published.iter_rows()), settings.authority.name,
    )  # fmt: skip
    warehouse.keep(connection, "quality.effects", found)


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


def raw_tables(
    judged: contracts.Judged, settings: Settings, as_at: date, previous: quality.Previous = NOTHING_BEFORE
) -> dict[str, pl.DataFrame]:
    """Return every table of the raw schema: accepted rows, findings, settings, reference and the last findings."""
    tables = dict(judged.accepted)
    findings = judged.findings
    supplied = sorted(supply(judged, settings))
    tables |= settings_tables(settings, as_at, judged.shape) | {
        "findings": findings,
        "balance": judged.balance,
        "supplied": pl.DataFrame(supplied, schema={"table_name": pl.String, "column_name": pl.String}, orient="row"),
        "ssd_shape": shape_table(judged.shape),
        "quarantined_involvements": findings.filter(
            (pl.col("table") == "ssd_involvements") & pl.col("quarantined")
        ).select("child_id", "rule", "start_date"),
        **quality.registry(),
        **previous.tables(),
        "code_mix": quality.code_mix(judged.accepted),
        "checkable": quality.checkable(set(supplied)),
        "pseudonyms": rows({"salt": pl.String}, [(secrets.token_hex(16),)]),
        "bank_holidays": pl.read_csv(REFERENCE / "bank_holidays.csv", try_parse_dates=True).select("date"),
    }
    return tables


def shape_table(shape: contracts.Shape) -> pl.DataFrame:
    """Return the signs of the case system's shape as rows; none where no such tables were sent."""
    return rows({"name": pl.String, "trait": pl.String}, [(shape.name, trait) for trait, _ in shape.traits])


def supply(judged: contracts.Judged, settings: Settings) -> set[tuple[str, str]]:
    """Return each table and column that was sent.

    Where HR holds the agency workers, its columns stand for those of the agency file.
    """
    sent = {(table, column) for table, columns in judged.supplied.items() for column in columns}
    if not judged.supplied["agency_assignments"] and "agency" in judged.accepted["hr_assignments"]["contract_type"]:
        sent |= {("agency_assignments", column) for column in judged.supplied["hr_assignments"]}
    return sent | ({("status_weights", "weight")} if settings.status_weights else set())


def known(judged: contracts.Judged, settings: Settings) -> set[tuple[str, str]]:
    """Return each table and column that was sent, with the control totals that were given."""
    totals = asdict(settings.control_totals).items()
    return supply(judged, settings) | {("control_totals", name) for name, given in totals if given is not None}


def settings_tables(settings: Settings, as_at: date, shape: contracts.Shape) -> dict[str, pl.DataFrame]:
    """Return the settings as tables that SQL can join."""
    values = {
        "authority.name": settings.authority.name,
        "authority.code": settings.authority.code,
        "authority.region_code": settings.authority.region_code,
        "authority.judgement_date": settings.authority.judgement_date,
        "extract_date": as_at,
        "ssd_shape": shape_sentence(shape.name, [words for _, words in shape.traits]) if shape.name else None,
        "caseload.limit_per_fte": settings.caseload.limit_per_fte,
        "caseload.newly_qualified_limit": settings.caseload.newly_qualified_limit,
        "disclosure.threshold": settings.disclosure.threshold,
        "reading.reason_on": settings.reading.reason_on,
        "control_charts.variant": settings.control_charts.variant,
        "control_charts.trend_points": settings.control_charts.trend_points,
        "control_charts.limit_multiplier": settings.control_charts.limit_multiplier,
        "control_totals.headcount": settings.control_totals.headcount,
        "control_totals.fte": settings.control_totals.fte,
    }
    return {
        "settings": rows(
            {"key": pl.String, "value": pl.String}, [(k, None if v is None else str(v)) for k, v in values.items()]
        ),
        "settings_teams": rows(
            {"team_key": pl.String, "team": pl.String, "service": pl.String},
            [(key, team, service) for key, (team, service) in known_teams(settings).items()],
        ),
        "settings_roles": rows(
            {"title_key": pl.String, "org_role": pl.Int32, "out_of_scope": pl.Boolean},
            [(fold(t), None if r == "out_of_scope" else r, r == "out_of_scope") for t, r in settings.org_roles.items()],
        ),
        "settings_contracts": rows(
            {"contract_key": pl.String, "contract_type": pl.String},
            [(fold(spelled), kind) for spelled, kind in settings.contract_types.items()],
        ),
        "settings_involvement_roles": rows(
            {"role_key": pl.String, "kind": pl.String},
            [(fold(role), kind) for role, kind in settings.involvement_roles.items()],
        ),
        "status_weights": rows({"case_status": pl.String, "weight": pl.Float64}, list(settings.status_weights.items())),
        "settings_events": rows({"date": pl.Date, "title": pl.String}, [(e.date, e.title) for e in settings.events]),
        "settings_targets": rows(TARGETS, [astuple(each) for each in settings.targets]),
        "settings_rebases": rows(REBASES, [astuple(each) for each in settings.rebases]),
    }


TARGETS = {
    "measure": pl.String, "value": pl.Float64, "from_date": pl.Date, "level": pl.String, "area": pl.String,
    "owner": pl.String,
}  # fmt: skip
REBASES = {
    "measure": pl.String, "date": pl.Date, "note": pl.String, "signed_by": pl.String, "level": pl.String,
    "area": pl.String,
}  # fmt: skip


def known_teams(settings: Settings) -> dict[str, tuple[str, str | None]]:
    """Return every team name and alias, folded, with the team and its service."""
    teams: dict[str, tuple[str, str | None]] = {
        fold(team): (team, service) for service, listed in settings.services.items() for team in listed
    }
    for alias, team in settings.team_aliases.items():
        teams.setdefault(fold(alias), teams.setdefault(fold(team), (team, None)))
    return teams


def rows(schema: dict[str, Any], values: list[tuple[Any, ...]]) -> pl.DataFrame:
    """Return a frame of these rows, typed even when there are none."""
    return pl.DataFrame(values, schema=schema, orient="row")
