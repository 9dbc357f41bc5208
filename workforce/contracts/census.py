"""Contracts of the workforce census (CSWW): one table of workers, one of what the authority returns for itself."""

from collections.abc import Mapping
from datetime import date

import pandera.polars as pa

from workforce.contracts.fields import needed, optional
from workforce.contracts.hr import ABSENCE_REASONS, CODES_9, CODES_10

WORKERS, AUTHORITY = "census_workers", "census_authority"
TABLES = (WORKERS, AUTHORITY)
YES_NO = ["0", "1"]
PAID_TO = ["0", "1", "2"]
ETHNICITIES = [
    "WBRI", "WIRI", "WOTH", "MWBC", "MWBA", "MWAS", "MOTH", "AIND", "APKN", "ABAN", "AOTH", "BCRB", "BAFR", "BOTH",
    "CHNE", "OOTH", "REFU", "NOBT",
]  # fmt: skip
IN_MEMORY = "Compared in memory to recognise a person and never stored."
PAYMENT = "0 no, 1 to all employed social workers, 2 to some; from 2025."

# The first and last year whose layout has the element; None is open.
LAYOUTS: Mapping[str, tuple[int | None, int | None]] = {
    "GenderCurrent": (None, 2023), "Sex": (2024, None), "QualInst": (None, 2024), "CFKSSstatus": (None, 2024),
    "RecruitmentBonus": (2025, None), "RetentionBonus": (2025, None), "PerformanceAward": (2025, None),
    "CarAllowance": (2025, None), "RelocationPackage": (2025, None), "RegionalWeighting": (2025, None),
    "CostSWE": (2025, None), "CostDBS": (2025, None), "OtherAllowances": (2025, None),
}  # fmt: skip
PAY = ("BaseSalary", "RRPayments", "OtherPayments")
PRIVATE = ("PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity", "QualInst")


class CensusWorkers(pa.DataFrameModel):
    """One row per worker and role of a census return."""

    Year: float = needed("Year of the census, the one in which its 30 September lies.", ge=2017, le=2100)
    LEA: str = optional("The authority's three-digit code.")
    AgencyWorker: str = needed("0 employed, 1 agency worker.", isin=YES_NO)
    SWENo: str = optional("Social Work England number, two letters then up to ten digits; joins to HR.")
    FTE: float = optional(
        "Full-time equivalent, 0 to 1; read for leavers, and where FTE30 is blank. 0 is unknown.", ge=0, le=1
    )
    PersonBirthDate: str = optional(f"Date of birth, taken as it is written. {IN_MEMORY}")
    GenderCurrent: str = optional(f"Gender, to 2023. {IN_MEMORY}", isin=["0", "1", "2", "9"])
    Sex: str = optional(f"Sex, from 2024. {IN_MEMORY}", isin=["M", "F"])
    Ethnicity: str = optional(f"Ethnicity. {IN_MEMORY}", isin=ETHNICITIES)
    QualInst: str = optional("Qualifying institution, to 2024. Whether it is filled in is looked at; never stored.")
    QualLevel: str = optional("Highest qualification: 1 undergraduate, 2 postgraduate, 3 other.", isin=["1", "2", "3"])
    StepUpGrad: str = optional("Step Up to Social Work graduate: 0 no, 1 yes.", isin=YES_NO)
    FrontlineGrad: str = optional("Frontline graduate: 0 no, 1 yes.", isin=YES_NO)
    OrgRole: str = optional(
        "1 senior manager, 2 middle manager, 3 first-line manager, 4 senior practitioner, 5 case holder, "
        "6 qualified without cases.",
        isin=CODES_9[:6],
    )
    RoleStartDate: date = optional("Start date; whether of the role or with the authority is not said by any source.")
    StartOrigin: str = optional("Where a starter came from; 9 not known, 10 not yet collected.", isin=CODES_10)
    RoleEndDate: date = optional("Last day; a worker who has one is a leaver.")
    LeaverDestination: str = optional("Where a leaver went; 8 not known, 9 not yet collected.", isin=CODES_9)
    ReasonLeave: str = optional("Why a leaver left; 9 not known, 10 not yet collected.", isin=CODES_10)
    FTE30: float = optional("Full-time equivalent on 30 September, 0 to 1; 0 is unknown.", ge=0, le=1)
    Cases30: float = optional("Cases held on 30 September.", ge=0)
    WorkingDaysLost: float = optional("Working days lost to sickness in the year.", ge=0)
    ContractWeeks: float = optional("Weeks of contract of an agency worker.", ge=0)
    Absat30Sept: str = optional("Away on 30 September: 0 no, 1 yes.", isin=YES_NO)
    ReasonAbsence: str = optional(
        "Why away: MAT maternity or paternity, OTH other paid, PUB public duties, SIC sick, TRN training, "
        "UNA unauthorised, UNP unpaid.",
        isin=ABSENCE_REASONS,
    )
    CFKSSstatus: str = optional(
        "Knowledge and skills stage, to 2024: 1 assessed and supported year, 2 frontline practitioner, "
        "3 practice supervisor, 4 practice leader.",
        isin=CODES_9[:4],
    )


class CensusAuthority(pa.DataFrameModel):
    """One row per census return."""

    Year: float = needed("Year of the census, the one in which its 30 September lies.", ge=2017, le=2100)
    LEA: str = optional("The authority's three-digit code.")
    ReferenceDate: date = optional("The day that the return describes, 30 September.")
    NumberOfVacancies: float = optional(
        "FTE vacant in the structure on 30 September, with posts held by agency workers and posts not recruited to.",
        ge=0,
    )
    NoAgencyFTE: float = optional("FTE of agency workers who cover a vacancy.", ge=0)
    NoAgencyHeadcount: float = optional("Agency workers who cover a vacancy.", ge=0)
    RecruitmentBonus: str = optional(f"Recruitment bonus: {PAYMENT}", isin=PAID_TO)
    RetentionBonus: str = optional(f"Retention bonus: {PAYMENT}", isin=PAID_TO)
    PerformanceAward: str = optional(f"Performance award: {PAYMENT}", isin=PAID_TO)
    CarAllowance: str = optional(f"Car allowance: {PAYMENT}", isin=PAID_TO)
    RelocationPackage: str = optional(f"Relocation package: {PAYMENT}", isin=PAID_TO)
    RegionalWeighting: str = optional(f"Regional weighting: {PAYMENT}", isin=PAID_TO)
    CostSWE: str = optional(f"Cost of registration with Social Work England: {PAYMENT}", isin=PAID_TO)
    CostDBS: str = optional(f"Cost of disclosure and barring checks: {PAYMENT}", isin=PAID_TO)
    OtherAllowances: str = optional("Other allowances, in the authority's words; from 2025.")


def spellings(model: type[pa.DataFrameModel]) -> dict[str, str]:
    """Return the name of each column of a model by its lower-case spelling, as headers are read, and LEA by `la`."""
    return {name.lower(): name for name in model.to_schema().columns} | {"la": "LEA"}
