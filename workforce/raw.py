"""What the raw schema of a snapshot holds: accepted rows, findings, settings and reference."""

from __future__ import annotations

import secrets
from dataclasses import asdict, astuple
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from workforce import agency_checks, contracts, quality
from workforce.agency_rules import RULES
from workforce.settings import Settings, fold
from workforce.wording import shape_sentence

REFERENCE = Path(__file__).parent.parent / "data" / "reference"
NOTHING_BEFORE = quality.Previous()


def raw_tables(
    judged: contracts.Judged, settings: Settings, as_at: date, previous: quality.Previous = NOTHING_BEFORE
) -> dict[str, pl.DataFrame]:
    """Return every table of the raw schema: accepted rows, findings, settings, reference and agency checks."""
    columns = judged.supplied["agency_assignments"]
    checks = agency_checks.agency_checks(judged.accepted["agency_assignments"], columns, settings)
    return extract_tables(judged, settings, as_at, previous) | {"agency_checks": checks}


def extract_tables(
    judged: contracts.Judged, settings: Settings, as_at: date, previous: quality.Previous = NOTHING_BEFORE
) -> dict[str, pl.DataFrame]:
    """Return the tables of the raw schema but the agency checks, which no headline is counted from."""
    tables = dict(judged.accepted)
    findings = judged.findings
    supplied = sorted(supply(judged, settings))
    agency = ",".join(column for table, column in supplied if table == "agency_assignments")
    tables |= settings_tables(settings, as_at, judged.shape, agency) | {
        "findings": findings,
        "balance": judged.balance,
        "supplied": pl.DataFrame(supplied, schema={"table_name": pl.String, "column_name": pl.String}, orient="row"),
        "ssd_shape": shape_table(judged.shape),
        "quarantined_involvements": findings.filter(
            (pl.col("table") == "ssd_involvements") & pl.col("quarantined")
        ).select("child_id", "rule", "start_date"),
        **quality.registry(judged.errors),
        **previous.tables(),
        "code_mix": quality.code_mix(judged.accepted),
        "checkable": quality.checkable(set(supplied)),
        "pseudonyms": rows({"salt": pl.String}, [(secrets.token_hex(16),)]),
        "settings_employed_hourly": rows(
            {"org_role": pl.Int32, "hourly": pl.Float64},
            [(int(role), hourly) for role, hourly in settings.employed_hourly.items()],
        ),
        "agency_rules": rows({"rule": pl.String}, [(rule,) for rule in RULES]),
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
    sent |= {("status_weights", "weight")} if settings.status_weights else set()
    return sent | ({("settings_employed_hourly", "hourly")} if settings.employed_hourly else set())


def known(judged: contracts.Judged, settings: Settings) -> set[tuple[str, str]]:
    """Return each table and column that was sent, with the control totals that were given."""
    totals = asdict(settings.control_totals).items()
    return supply(judged, settings) | {("control_totals", name) for name, given in totals if given is not None}


def settings_tables(
    settings: Settings, as_at: date, shape: contracts.Shape, agency: str = ""
) -> dict[str, pl.DataFrame]:
    """Return the settings as tables that SQL can join, and beside them the agency columns that were sent."""
    values = {
        "authority.name": settings.authority.name,
        "authority.code": settings.authority.code,
        "authority.region_code": settings.authority.region_code,
        "authority.judgement_date": settings.authority.judgement_date,
        "extract_date": as_at,
        "supplied.agency_assignments": agency,
        "ssd_shape": shape_sentence(shape.name, [words for _, words in shape.traits]) if shape.name else None,
        "caseload.limit_per_fte": settings.caseload.limit_per_fte,
        "caseload.newly_qualified_limit": settings.caseload.newly_qualified_limit,
        "disclosure.threshold": settings.disclosure.threshold,
        "reading.reason_on": settings.reading.reason_on,
        "reading.standard_hours": settings.reading.standard_hours,
        **agency_values(settings),
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


def agency_values(settings: Settings) -> dict[str, object]:
    """Return the agency rules as configured, by key, with the price caps in words."""
    rules = {f"agency_rules.{name}": value for name, value in asdict(settings.agency_rules).items()}
    return rules | {"agency_rules.price_caps": "; ".join(cap.words for cap in settings.price_caps) or None}


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
