"""Small authorities for tests: a few rows a table, plain values where a test says nothing, through the real build."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from workforce import build, contracts, extracts, unmapped, warehouse
from workforce.catalogue import MEASURES
from workforce.cube import build_cells
from workforce.settings import Settings, parse

Row = Mapping[str, str]
Tables = Mapping[str, Sequence[Row]]

NAME = "Wexmere Council"
SETTINGS: dict[str, Any] = {
    "authority": {"name": NAME},
    "services": {"Safeguarding": ["North", "South"], "Care": ["East"]},
    "org_roles": {"Social worker": 5, "Support worker": "out_of_scope"},
    "involvement_roles": {
        "primary": "primary", "secondary": "secondary", "duty": "duty", "manager_holding": "manager_holding",
    },
}  # fmt: skip
POST = {"post_title": "Social worker", "org_role": "5", "team": "North", "fte": "1", "start_date": "2020-01-06"}
PLAIN: dict[str, Row] = {
    "hr_assignments": {**POST, "contract_type": "permanent", "end_date": ""},
    "agency_assignments": {**POST, "end_date": ""},
    "hr_positions": {"team": "North", "org_role": "5", "from_date": "2020-01-06"},
    "hr_absences": {"end_date": "", "reason": "SIC"},
    "recruitment_requisitions": {"team": "North", "org_role": "5"},
    "ssd_involvements": {
        "invo_professional_role_id": "primary", "invo_professional_team": "North", "invo_involvement_end_date": "",
    },
    "ssd_cin_episodes": {"cine_close_date": ""},
}  # fmt: skip
KEYS = {
    "hr_assignments": "assignment_ref",
    "agency_assignments": "assignment_ref",
    "recruitment_applications": "application_ref",
    "ssd_involvements": "invo_involvements_id",
    "ssd_cin_episodes": "cine_referral_id",
}
OUT_OF_SCOPE = {"person_ref": "NOBODY", "post_title": "Support worker", "org_role": ""}
NEVER_OPEN = {"cine_person_id": "NOCHILD", "cine_referral_date": "2020-01-06", "cine_referral_nfa": "true"}
NO_CASE = {"invo_person_id": "NOCHILD", "invo_professional_id": "", "invo_involvement_start_date": "2020-01-06"}
EMPTY_HANDED: Tables = {
    "hr_assignments": [OUT_OF_SCOPE],
    "agency_assignments": [OUT_OF_SCOPE],
    "ssd_cin_episodes": [NEVER_OPEN],
    "ssd_involvements": [NO_CASE],
}


@dataclass(frozen=True)
class SmallAuthority:
    """Extract rows as text, and settings over the plain ones; tables that are due and missing are filled in."""

    tables: Tables
    settings: Mapping[str, Any] = field(default_factory=dict)

    def complete(self) -> dict[str, list[dict[str, str]]]:
        """Return every table that a build needs, each row with its plain values and its id."""
        given = {**EMPTY_HANDED, **self.tables}
        full = {table: filled(table, rows) for table, rows in given.items()}
        full.setdefault("ssd_department", [{"dept_team_id": "T1", "dept_team_name": "North"}])
        full.setdefault("ssd_professionals", professionals(full["ssd_involvements"]))
        return full

    def write(self, folder: Path) -> Path:
        """Return the folder, now holding one CSV file a table."""
        folder.mkdir(parents=True, exist_ok=True)
        for table, rows in self.complete().items():
            with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(dict.fromkeys(name for row in rows for name in row)), restval="")
                writer.writeheader()
                writer.writerows(rows)
        return folder

    def read(self) -> Settings:
        """Return the settings, the plain ones under the given."""
        merged = dict(SETTINGS)
        for name, given in self.settings.items():
            merged[name] = given if isinstance(given, list) else {**SETTINGS.get(name, {}), **given}
        return parse(merged)


def filled(table: str, rows: Iterable[Row]) -> list[dict[str, str]]:
    """Return the rows with the table's plain values, an id, and a staff number that the case system shares."""
    full = [{**PLAIN.get(table, {}), **row} for row in rows]
    for number, row in enumerate(full, start=1):
        if table in KEYS:
            row.setdefault(KEYS[table], f"{table}-{number}")
        if "person_ref" in row and table.endswith("_assignments"):
            row.setdefault("staff_number", row["person_ref"])
    return full


def professionals(involvements: Iterable[Row]) -> list[dict[str, str]]:
    """Return one case-system worker for each id that holds a row; the staff number is the id."""
    ids = sorted({row["invo_professional_id"] for row in involvements} - {""}) or ["NOBODY"]
    return [{"prof_professional_id": each, "prof_staff_id": each} for each in ids]


def cube(folder: Path, settings: Settings, measures: Iterable[str]) -> Any:
    """Return a database in memory with the cells of these measures, built from the folder as a refresh does.

    Only the staging and mart files that the measures read are built; the caller closes it.
    """
    judged = contracts.judge(extracts.read_folder(folder, settings), settings)
    unmapped.refuse(judged.accepted, settings)
    as_at = settings.authority.extract_date or build.latest_date(judged.accepted)
    connection = warehouse.create(":memory:", build.raw_tables(judged, settings, as_at))
    wanted = [MEASURES[measure] for measure in measures]
    queries = folder / "queries"
    link_needed(queries, {measure.id for measure in wanted})
    warehouse.build_layers(connection, build.parameters(settings, as_at), queries)
    build_cells(connection, wanted, settings.authority.name)
    return connection


def link_needed(folder: Path, measures: set[str], *marts: str) -> None:
    """Link into the folder every staging and mart file that the measures and the cube stand on, or only the marts."""
    waiting = set(marts) or {"marts.dim_months", "marts.dim_unrecorded_months", "staging.stg_settings__teams"}
    waiting |= {name for measure in measures for name in reads(f"measures/{measure}")}
    done: set[str] = set()
    while waiting:
        layer, _, name = waiting.pop().partition(".")
        if layer not in warehouse.LAYERS or f"{layer}/{name}" in done:
            continue
        done.add(f"{layer}/{name}")
        if name == "fct_child_years":
            waiting |= set(reads("rows/child_years"))  # what is printed beside its numbers
        target = folder / layer / f"{name}.sql"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.symlink_to(warehouse.QUERIES / layer / f"{name}.sql")
        waiting |= reads(f"{layer}/{name}")


@cache
def reads(file: str) -> frozenset[str]:
    """Return the tables that one file of queries/ reads."""
    sql = (warehouse.QUERIES / f"{file}.sql").read_text(encoding="utf-8")
    return frozenset(warehouse.sources(parser(), sql))


@cache
def parser() -> Any:
    """Return the one empty database that reads the SQL files."""
    return warehouse.create(":memory:", {})


def toml(text: str) -> dict[str, Any]:
    """Return the sections of a settings block."""
    return tomllib.loads(text)
