"""Workforce census returns for tests: fictional workers, in the layout of any year, as XML or as the flattened CSVs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape

Worker = Mapping[str, str]
ORDER = (
    "AgencyWorker", "SWENo", "FTE", "PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity", "QualInst", "QualLevel",
    "StepUpGrad", "OrgRole", "RoleStartDate", "StartOrigin", "RoleEndDate", "LeaverDestination", "ReasonLeave",
    "FTE30", "Cases30", "WorkingDaysLost", "ContractWeeks", "FrontlineGrad", "Absat30Sept", "ReasonAbsence",
    "CFKSSstatus", "BaseSalary", "RRPayments", "OtherPayments",
)  # fmt: skip
VACANCIES = {"NumberOfVacancies": "4", "NoAgencyFTE": "1.5", "NoAgencyHeadcount": "2"}
PAID = {"BaseSalary": "41000.00", "RRPayments": "500.00", "OtherPayments": "0.00"}
BENEFITS = {
    "RecruitmentBonus": "0", "RetentionBonus": "1", "PerformanceAward": "0", "CarAllowance": "2",
    "RelocationPackage": "0", "RegionalWeighting": "1", "CostSWE": "0", "CostDBS": "1",
    "OtherAllowances": "Lease car",
}  # fmt: skip


def employed(year: int, number: int = 1, **changes: str) -> dict[str, str]:
    """Return an employed worker without a fault, in the layout of the year; a blank change leaves an element out."""
    plain = {
        "AgencyWorker": "0", "SWENo": f"SW{number:07}", "FTE": "1", "PersonBirthDate": "1980-02-29",
        "Ethnicity": "WBRI", "QualLevel": "2", "StepUpGrad": "0", "OrgRole": "5", "RoleStartDate": "2015-05-11",
        "StartOrigin": "2", "FTE30": "1", "Cases30": "16", "WorkingDaysLost": "3.50", "FrontlineGrad": "0",
        "Absat30Sept": "0",
    }  # fmt: skip
    plain |= {"GenderCurrent": "2"} if year < 2024 else {"Sex": "F"}
    plain |= {"QualInst": "University of Wexmere", "CFKSSstatus": "2"} if year < 2025 else PAID
    return {name: value for name, value in (plain | changes).items() if value}


def agency(number: int = 1, **changes: str) -> dict[str, str]:
    """Return an agency worker without a fault, in the layout of any year."""
    plain = {
        "AgencyWorker": "1", "SWENo": f"SW8{number:06}", "OrgRole": "5", "FTE30": "1", "Cases30": "18",
        "ContractWeeks": "26.0",
    }  # fmt: skip
    return {name: value for name, value in (plain | changes).items() if value}


def leaver(year: int, number: int = 1, **changes: str) -> dict[str, str]:
    """Return an employed worker who left in the census year."""
    left = {
        "FTE": "0", "RoleEndDate": f"{year}-03-31", "LeaverDestination": "1", "ReasonLeave": "1", "Cases30": "",
        "Absat30Sept": "",
    }  # fmt: skip
    return employed(year, number, **(left | changes))


def authority_items(year: int) -> dict[str, str]:
    """Return the authority's own items in the layout of the year."""
    return VACANCIES | (BENEFITS if year >= 2025 else {})


def returned(
    year: int,
    workers: Iterable[Worker],
    items: Worker | None = None,
    block: str = "LALevelVacancies",
) -> str:
    """Return a whole return as XML, one element a line."""
    own = authority_items(year) if items is None else items
    head = (
        "<CollectionDetails><Collection>CSWW</Collection>"
        f"<Year>{year}</Year><ReferenceDate>{year}-09-30</ReferenceDate></CollectionDetails>"
        "<Source><SourceLevel>L</SourceLevel><LEA>900</LEA><SoftwareCode>Made up</SoftwareCode></Source>"
    )
    parts = ["<Message>", f"<Header>{head}</Header>", element(block, own)]
    parts += [element("CSWWWorker", {name: worker[name] for name in (*ORDER, *worker) if name in worker})
              for worker in workers]  # fmt: skip
    return "\n".join([*parts, "</Message>", ""])


def element(name: str, values: Worker) -> str:
    """Return an element of elements."""
    return "\n".join([f"<{name}>", *(f"<{key}>{escape(value)}</{key}>" for key, value in values.items()), f"</{name}>"])


def flattened(rows: Iterable[Worker], year: int | None = None) -> str:
    """Return rows as the flattened CSV: the census's own names, then LA and YEAR."""
    full = [{**row, "LA": "900", "YEAR": str(year or row["YEAR"])} for row in rows]
    names = list(dict.fromkeys(name for row in full for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, names, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(full)
    return text.getvalue()
