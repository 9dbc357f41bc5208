"""One small authority in our own columns, and the same in the shapes that HR, agency and recruitment systems export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from small_authority import SmallAuthority

Row = dict[str, str]
OPEN = "9999-12-31"
HR: list[Row] = [
    {"person_ref": "E101", "assignment_ref": "E101", "swe_number": "SW1000101", "start_date": "2020-01-06"},
    {"person_ref": "E102", "assignment_ref": "E102", "swe_number": "SW1000102", "start_date": "2021-02-01",
     "end_date": "2023-12-31", "fte": "0.6", "team": "South"},
    {"person_ref": "E102", "assignment_ref": "E102 later", "swe_number": "SW1000102", "start_date": "2024-01-01",
     "fte": "0.8", "team": "South"},
    {"person_ref": "E103", "assignment_ref": "E103", "swe_number": "SW1000103", "start_date": "2022-05-02",
     "end_date": "2024-03-31", "contract_type": "fixed_term", "team": "East"},
    {"person_ref": "E104", "assignment_ref": "E104", "swe_number": "SW1000104", "start_date": "2021-06-01",
     "fte": "0.5"},
    {"person_ref": "E104", "assignment_ref": "E104-2", "swe_number": "SW1000104", "start_date": "2023-03-01",
     "fte": "0.4", "team": "South"},
    {"person_ref": "E105", "assignment_ref": "E105", "swe_number": "SW1000105", "start_date": "2019-09-02",
     "end_date": "2024-02-29"},
    {"person_ref": "E105", "assignment_ref": "E105 later", "swe_number": "SW1000105", "start_date": "2024-03-01",
     "team": "East"},
    {"person_ref": "E106", "assignment_ref": "E106", "swe_number": "SW1000106", "start_date": "2024-01-15",
     "team": "South"},
    {"person_ref": "E107", "assignment_ref": "E107", "start_date": "2022-01-10", "post_title": "Support worker"},
]  # fmt: skip
AGENCY: list[Row] = [
    {"person_ref": "W501", "assignment_ref": "B9001", "swe_number": "SW1000501", "start_date": "2023-11-06",
     "covers_vacancy": "true", "hourly_price": "41.5"},
    {"person_ref": "W502", "assignment_ref": "B9002", "swe_number": "SW1000502", "start_date": "2023-10-02",
     "end_date": "2024-04-26", "team": "South", "fte": "0.6", "covers_vacancy": "false", "hourly_price": "39"},
    {"person_ref": "W502", "assignment_ref": "B9003", "swe_number": "SW1000502", "start_date": "2024-06-03",
     "team": "East", "covers_vacancy": "true", "hourly_price": "40"},
]  # fmt: skip
REQUISITIONS: list[Row] = [
    {"requisition_ref": "V301", "title": "Social worker", "team": "North", "fte": "1", "reason": "replacement",
     "approved_date": "2023-11-01", "advert_open_date": "2023-11-13", "advert_close_date": "2023-12-04"},
    {"requisition_ref": "V302", "title": "Social worker", "team": "South", "fte": "0.6", "reason": "new",
     "approved_date": "2024-02-05", "advert_open_date": "2024-02-14", "advert_close_date": "2024-03-08"},
    {"requisition_ref": "V303", "title": "Social worker", "team": "East", "fte": "1", "reason": "replacement",
     "approved_date": "2024-05-20", "advert_open_date": "2024-05-28", "cancelled_date": "2024-07-01"},
]  # fmt: skip
APPLICATIONS: list[Row] = [
    {"application_ref": "A1", "requisition_ref": "V301", "source": "advert", "is_internal": "false",
     "applied_date": "2023-11-20", "shortlisted_date": "2023-12-06", "interviewed_date": "2023-12-14",
     "offered_date": "2023-12-15", "accepted_date": "2023-12-18", "start_date": "2024-01-15"},
    {"application_ref": "A2", "requisition_ref": "V301", "source": "referral", "is_internal": "true",
     "applied_date": "2023-11-23", "rejected_date": "2023-12-06"},
    {"application_ref": "A3", "requisition_ref": "V302", "source": "advert", "is_internal": "false",
     "applied_date": "2024-02-20", "shortlisted_date": "2024-03-11", "interviewed_date": "2024-03-19",
     "offered_date": "2024-03-21", "declined_date": "2024-03-27"},
    {"application_ref": "A4", "requisition_ref": "V302", "source": "agency", "is_internal": "false",
     "applied_date": "2024-02-28", "shortlisted_date": "2024-03-11", "withdrawn_date": "2024-03-14"},
]  # fmt: skip
INVOLVEMENTS: list[Row] = [
    {"invo_person_id": f"C{child}", "invo_professional_id": worker, "invo_involvement_start_date": "2023-08-01"}
    for child, worker in enumerate(["E101", "E101", "E101", "E102", "E104", "E105", "W501"], start=1)
]
OWN = SmallAuthority(
    {
        "hr_assignments": [{"staff_number": "", "org_role": "", **row} for row in HR],
        "agency_assignments": [{"staff_number": "", **row} for row in AGENCY],
        "hr_positions": [
            {"position_ref": f"P{number}", "budgeted_fte": "3", "team": team}
            for number, team in enumerate(["North", "South", "East"])
        ],
        "recruitment_requisitions": REQUISITIONS,
        "recruitment_applications": APPLICATIONS,
        "ssd_involvements": INVOLVEMENTS,
        "ssd_cin_episodes": [
            {"cine_person_id": row["invo_person_id"], "cine_referral_date": "2023-08-01"} for row in INVOLVEMENTS
        ],
        "ssd_professionals": [
            {"prof_professional_id": row["person_ref"], "prof_social_worker_registration_no": row.get("swe_number", "")}
            for row in {row["person_ref"]: row for row in [*HR, *AGENCY]}.values()
        ],
    }
)
SETTINGS = """\
[authority]
name = "Wexmere Council"
extract_date = 2024-09-30
first_month = 2023-10-01

[services]
Safeguarding = ["North", "South"]  # two teams
Care = ["East"]

[org_roles]
"Social worker" = 5
"Support worker" = "out_of_scope"

[involvement_roles]
primary = "primary"
"""
Spelled = Callable[[str], str]


def own(folder: Path) -> Path:
    """Return the folder with the authority in our own columns and its settings."""
    OWN.write(folder)
    (folder / "authority.toml").write_text(SETTINGS, encoding="utf-8")
    return folder


def full(table: str) -> list[Row]:
    """Return the rows of a table with their plain values."""
    return OWN.complete()[table]


def day(form: str) -> Spelled:
    """Return how a system writes a day; blank stays blank."""
    return lambda iso: date.fromisoformat(iso).strftime(form) if iso else ""


def next_day(iso: str) -> str:
    """Return the day after."""
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def comma_separated(rows: Iterable[Mapping[str, str]], above: str = "") -> bytes:
    """Return a CSV export with the title lines that stand above its header."""
    held = list(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(held[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(held)
    return (above + text.getvalue()).encode("cp1252")


def itrent(folder: Path) -> Path:
    """Return an establishment report: title lines, assignment numbers only, hours, day first, end of time, names."""
    uk = day("%d/%m/%Y")
    rows = [
        {
            "Employee Reference": f"{number}-2" if row["assignment_ref"].endswith("-2") else f"{number}-1",
            "Surname": "Withheld", "Forename": "Name", "Date of Birth": "01/02/1980", "NI Number": "QQ123456C",
            "Unit": row["team"], "Post Title": row["post_title"].upper(),
            "SWE Registration": row.get("swe_number", "").removeprefix("SW"),
            "Basis": {"permanent": "Perm", "fixed_term": "FTC"}[row["contract_type"]],
            "Contracted Hours": f"{float(row['fte']) * 37:g}", "Effective From": uk(row["start_date"]),
            "Effective To": uk(row.get("end_date") or "4712-12-31"), "Annual Salary": "38000",
        }
        for row in full("hr_assignments")
        for number in [row["person_ref"]]
    ]  # fmt: skip
    path = folder / "iTrent establishment 30-09-2024.csv"
    path.write_bytes(comma_separated(rows, "Establishment report\r\nRun by,HR Systems\r\n\r\n"))
    return path


def oracle(folder: Path) -> Path:
    """Return an assignments report: named months, the end of time, a last row that says who has left."""
    named = day("%d-%b-%Y")
    rows = []
    for row in full("hr_assignments"):
        is_left = row["person_ref"] == "E103"
        line = {
            "Person Number": row["person_ref"], "Full Name": "Name, Withheld",
            "Assignment Number": row["assignment_ref"].partition(" ")[0], "Assignment Status Type": "ACTIVE",
            "Assignment Category": {"permanent": "Full-time regular", "fixed_term": "Full-time temporary"}[
                row["contract_type"]
            ],
            "Effective Start Date": named(row["start_date"]).upper(),
            "Effective End Date": named(row.get("end_date") or "4712-12-31").upper(),
            "Department Name": row["team"], "Job Name": row["post_title"],
            "Normal Hours": f"{float(row['fte']) * 36:g}",
            "Frequency": "W", "Social Work England Number": row.get("swe_number", ""),
        }  # fmt: skip
        rows.append(line)
        if is_left:
            ended = {"Effective Start Date": named(next_day(row["end_date"])), "Effective End Date": "31-DEC-4712"}
            rows.append(line | ended | {"Assignment Status Type": "INACTIVE"})
    path = folder / "PER_ALL_ASSIGNMENTS_M.csv"
    path.write_bytes(comma_separated(rows))
    return path


def successfactors(folder: Path) -> Path:
    """Return a workbook of dated rows: no end dates, two rows of one day, a terminating row, month first."""
    us = day("%m/%d/%Y")
    rows: list[Row] = []
    for row in full("hr_assignments"):
        line = {
            "personIdExternal": row["person_ref"], "userId": row["assignment_ref"].partition(" ")[0], "seqNumber": "1",
            "startDate": us(row["start_date"]), "department": row["team"], "jobTitle": row["post_title"],
            "fte": row["fte"], "standardHours": f"{float(row['fte']) * 37:g}", "emplStatus": "A", "event": "Hire",
            "employmentType": {"permanent": "Regular", "fixed_term": "Temp"}[row["contract_type"]],
            "SWE number": row.get("swe_number", ""), "gender": "X",
        }  # fmt: skip
        if row["assignment_ref"].endswith("later"):
            rows += [line | {"department": "Nowhere"}, line | {"seqNumber": "2", "event": "Data change"}]
        else:
            rows.append(line)
        if row["person_ref"] == "E103":
            left = {"startDate": us(next_day(row["end_date"])), "emplStatus": "T", "event": "Termination"}
            rows.append(line | left)
    path = folder / "EmpJob.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("Job history")
        for number, cells in enumerate([list(rows[0]), *(list(row.values()) for row in rows)]):
            for place, cell in enumerate(cells):
                sheet.write_string(number, place, cell)
    return path


def vendor(folder: Path) -> Path:
    """Return an agency vendor's bookings: their own words, two-digit years, hours as a clock shows them."""
    short = day("%d/%m/%y")
    rows = [
        {
            "Booking Reference": row["assignment_ref"], "Worker ID": row["person_ref"], "Worker Name": "Withheld",
            "Supplier": "Any Agency", "Job Title": row["post_title"], "Hiring Team": row["team"],
            "Booking Start Date": short(row["start_date"]), "Actual End Date": short(row.get("end_date", "")),
            "Hours per Week": f"{int(float(row['fte']) * 37)}:{round(float(row['fte']) * 37 % 1 * 60):02}",
            "Charge Rate": row["hourly_price"], "Pay Rate": "30.00",
            "Covering Vacancy": {"true": "Y", "false": "N"}[row["covers_vacancy"]],
            "SWE Number": row["swe_number"],
        }
        for row in full("agency_assignments")
    ]  # fmt: skip
    path = folder / "agency_bookings_september.csv"
    path.write_bytes(comma_separated(rows))
    return path


def ats(folder: Path) -> list[Path]:
    """Return a recruitment system's two reports: vacancies and applications."""
    uk = day("%d %b %Y")
    vacancies = [
        {
            "Vacancy Reference": row["requisition_ref"], "Vacancy Title": row["title"], "Department": row["team"],
            "FTE": row["fte"], "Reason for Vacancy": {"new": "New post", "replacement": "Replacement"}[row["reason"]],
            "Hiring Manager Name": "Withheld", "Date Approved": uk(row["approved_date"]),
            "Date Advertised": uk(row["advert_open_date"]), "Closing Date": uk(row.get("advert_close_date", "")),
            "Date Vacancy Withdrawn": uk(row.get("cancelled_date", "")),
        }
        for row in full("recruitment_requisitions")
    ]  # fmt: skip
    applications = [
        {
            "Application ID": row["application_ref"], "Vacancy Reference": row["requisition_ref"],
            "Applicant Name": "Withheld", "Email": "withheld", "Application Source": row["source"],
            "Internal Applicant": {"true": "Yes", "false": "No"}[row["is_internal"]],
            "Date Applied": uk(row["applied_date"]), "Date Shortlisted": uk(row.get("shortlisted_date", "")),
            "Interview Date": uk(row.get("interviewed_date", "")), "Offer Date": uk(row.get("offered_date", "")),
            "Offer Accepted Date": uk(row.get("accepted_date", "")), "Start Date": uk(row.get("start_date", "")),
            "Date Rejected": uk(row.get("rejected_date", "")), "Date Withdrawn": uk(row.get("withdrawn_date", "")),
            "Offer Declined Date": uk(row.get("declined_date", "")),
        }
        for row in full("recruitment_applications")
    ]  # fmt: skip
    paths = [folder / "ATS vacancies.csv", folder / "ATS applicants.csv"]
    for path, rows in zip(paths, (vacancies, applications), strict=True):
        path.write_bytes(comma_separated(rows))
    return paths
