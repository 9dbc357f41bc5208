"""A very small authority, three months long, for tests that change one thing of it."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from workforce import build, contracts, cube, extracts, settings, warehouse
from workforce.catalogue import MEASURES

Row = Mapping[str, Any]
Tables = Mapping[str, list[Row]]

CONFIG = """[authority]
name = "Wexmere Council (fictional)"
extract_date = 2024-09-30
first_month = 2024-07-01
[services]
"Safeguarding" = ["North", "South"]
[involvement_roles]
"CW" = "primary"
"IRO" = "ignore"
"""


def post(person: str, role: int, **changes: Any) -> Row:
    """Return a permanent post in North since 2020 whose manager is M1."""
    row = {
        "person_ref": person, "assignment_ref": f"A-{person}", "swe_number": None, "staff_number": f"ST-{person}",
        "post_title": "Social Worker", "team": "North", "org_role": role, "contract_type": "permanent", "fte": 1,
        "start_date": "2020-01-06", "end_date": None, "leave_reason": None, "is_newly_qualified": "false",
        "position_ref": f"P-{person}", "line_manager_ref": "M1",
    }  # fmt: skip
    return row | changes


def involvement(number: int, worker: str, child: str, start: str, end: str | None, **changes: Any) -> Row:
    """Return a primary involvement in North."""
    row = {
        "invo_involvements_id": f"I{number}", "invo_professional_id": worker, "invo_professional_role_id": "CW",
        "invo_professional_team": "T1", "invo_person_id": child, "invo_involvement_start_date": start,
        "invo_involvement_end_date": end, "invo_worker_change_reason": None,
    }  # fmt: skip
    return row | changes


def tables() -> dict[str, list[Row]]:
    """Return every table of the small authority: rows of text by column."""
    agency = {name: value for name, value in post("G1", 5).items() if name not in ("contract_type", "leave_reason")}
    return {
        "hr_assignments": [
            post("M1", 3, line_manager_ref=None),
            post("W1", 5, is_newly_qualified="true"),
            post("W2", 5, fte=0.5),
            post("L1", 5, end_date="2024-08-15", leave_reason=1, fte=0.6),
        ],
        "agency_assignments": [agency | {"covers_vacancy": "true", "position_ref": None}],
        "hr_positions": [
            {"position_ref": f"P-{name}", "title": "Post", "team": "North", "org_role": role, "budgeted_fte": 1,
             "from_date": "2024-08-01", "to_date": None, "is_frozen": "false"}
            for name, role in (("M1", 3), ("W1", 5), ("W2", 5), ("L1", 5))
        ],
        "hr_absences": [
            dict(person_ref="W1", start_date="2024-08-05", end_date="2024-08-09", reason="SIC", working_days_lost=5),
        ],
        "recruitment_requisitions": [
            {"requisition_ref": f"R{n}", "title": "Post", "team": "North", "org_role": 5,
             "approved_date": "2024-08-10", "cancelled_date": cancelled}
            for n, cancelled in ((1, None), (2, "2024-09-10"), (3, None))
        ],
        "recruitment_applications": applications(),
        "ssd_department": [{"dept_team_id": "T1", "dept_team_name": "North"}],
        "ssd_professionals": [
            {"prof_professional_id": f"PR-{name}", "prof_staff_id": f"ST-{name}"} for name in ("W1", "W2", "G1", "L1")
        ],
        "ssd_cin_episodes": [
            {"cine_referral_id": f"C{n}", "cine_person_id": f"C{n}", "cine_referral_date": "2024-01-10",
             "cine_close_date": None, "cine_referral_team": "T1"}
            for n in (1, 2, 3)
        ],
        "ssd_involvements": [
            involvement(1, "PR-W1", "C1", "2024-01-10", None),
            involvement(2, "PR-L1", "C2", "2024-01-10", "2024-03-01", invo_worker_change_reason="TSPROC"),
            involvement(3, "PR-W2", "C2", "2024-03-01", None, invo_worker_change_reason="LEFTRL"),
        ],
        "ssd_cp_plans": [
            {"cppl_person_id": "C2", "cppl_cp_plan_start_date": "2024-02-01", "cppl_cp_plan_end_date": None}
        ],
    }  # fmt: skip


def applications() -> list[Row]:
    """Return three applications: accepted and started, declined, and waiting for an answer."""
    return [
        {"application_ref": "AP1", "requisition_ref": "R1", "is_internal": "false", "applied_date": "2024-08-12",
         "offered_date": "2024-08-20", "accepted_date": "2024-08-30", "declined_date": None,
         "start_date": "2024-09-16"},
        {"application_ref": "AP2", "requisition_ref": "R3", "is_internal": "true", "applied_date": "2024-08-12",
         "offered_date": "2024-08-20", "accepted_date": None, "declined_date": "2024-08-25",
         "start_date": None},
        {"application_ref": "AP3", "requisition_ref": "R3", "is_internal": "true", "applied_date": "2024-08-12",
         "offered_date": "2024-09-20", "accepted_date": None, "declined_date": None,
         "start_date": None},
    ]  # fmt: skip


def write(folder: Path, given: Tables, config: str = CONFIG) -> Path:
    """Write the tables as CSV and the settings; return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "authority.toml").write_text(config, encoding="utf-8")
    for table, rows in given.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    return folder


def computed(folder: Path, given: Tables, *measures: str, config: str = CONFIG) -> Any:
    """Return a connection to the layers and the cells of some measures, computed from the tables."""
    return layered(write(folder, given, config), *measures)


def layered(folder: Path, *measures: str) -> Any:
    """Return a connection to the layers and the cells of some measures, computed from a folder of extracts."""
    chosen = settings.load(folder / "authority.toml")
    judged = contracts.judge(extracts.read_folder(folder), chosen)
    as_at = chosen.authority.extract_date
    connection = warehouse.create(":memory:", build.raw_tables(judged, chosen, as_at))
    warehouse.build_layers(connection, build.parameters(chosen, as_at))
    cube.build_cells(connection, [MEASURES[measure] for measure in measures], chosen.authority.name)
    return connection


def cell(connection: Any, measure: str, month: str = "2024-09-01", area: str = "Wexmere Council (fictional)") -> tuple:
    """Return (value, status) of one cell without breakdown."""
    (found,) = connection.execute(
        "select value, status from cube.cells where measure = $measure and month = $month and area = $area "
        "and breakdown = ''",
        {"measure": measure, "month": month, "area": area},
    ).fetchall()
    return found


def without(rows: list[Row], *columns: str) -> list[Row]:
    """Return the rows without some columns."""
    return [{name: value for name, value in row.items() if name not in columns} for row in rows]


def blanked(rows: list[Row], *columns: str) -> list[Row]:
    """Return the rows with some columns wholly blank."""
    return [row | dict.fromkeys(columns) for row in rows]
