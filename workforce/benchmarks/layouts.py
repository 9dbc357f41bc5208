"""Which column of which layout holds which measure, and the counts that a published rate is made of."""

import re

NUMBER = r"-?\d+(,\d{3})*(\.\d+)?"
Row = dict[str, str]

INDICATORS = {
    "agency_rate_fte": "agency_rate",
    "agency_rate_headcount": "agency_rate_headcount",
    "turnover_rate_fte": "turnover_rate",
    "turnover_rate_headcount": "turnover_rate_headcount",
    "vacancy_rate_fte": "vacancy_rate",
    "agency_cover_rate_fte": "agency_cover_rate",
    "vacancy_agency_cover_rate_fte": "vacancies_covered",
    "caseload_fte": "average_caseload",
    "absence_rate_fte": "sickness_absence_rate",
}

HEADLINES = {
    "agency_worker_rate_fte_%": "agency_rate",
    "agency_worker_rate_headcount_%": "agency_rate_headcount",
    "turnover_rate_fte_%": "turnover_rate",
    "turnover_rate_headcount_%": "turnover_rate_headcount",
    "vacancy_rate_fte_%": "vacancy_rate",
    "agency_cover_rate_fte_%": "agency_cover_rate",
    "vacancy_agency_cover_rate_fte_%": "vacancies_covered",
    "caseload_fte": "average_caseload",
    "absence_rate_fte_%": "sickness_absence_rate",
}

# What each rate is made of, as (numerator, the columns whose sum is the denominator), by the name in either layout.
PARTS = {
    "agency_rate": ("agency_fte", ("agency_fte", "inpost_fte")),
    "agency_rate_headcount": ("agency_headcount", ("agency_headcount", "inpost_headcount")),
    "turnover_rate": ("leavers_fte", ("inpost_fte",)),
    "turnover_rate_headcount": ("leavers_headcount", ("inpost_headcount",)),
    "vacancy_rate": ("vacancy_fte", ("vacancy_fte", "inpost_fte")),
    "agency_cover_rate": ("agency_cover_fte", ("agency_fte",)),
    "vacancies_covered": ("agency_cover_fte", ("vacancy_fte",)),
    "average_caseload": ("cases", ("case_holders_fte",)),
    "sickness_absence_rate": ("working_days_lost_fte", ("inpost_fte",)),
    "three_plus_workers": ("number", ("total",)),
}
FORMERLY = {
    "inpost_fte": "social_worker_fte",
    "inpost_headcount": "social_worker_headcount",
    "leavers_fte": "leaver_fte",
    "leavers_headcount": "leaver_headcount",
}
WORKING_DAYS = 253

STABILITY = {"percentage": "three_plus_workers"}
STABILITY_ROW = "3 or more social workers during the year"
STABILITY_TOTAL = "Total children"
STABILITY_GROUP = "CLA on 31 March"
STABILITY_NOTE = "Children looked after only"


def _part(row: Row, column: str) -> float | None:
    """Return one count of a row, or None where a symbol or nothing stands for it."""
    text = row.get(column, row.get(FORMERLY.get(column, column), ""))
    return float(text.replace(",", "")) if re.fullmatch(NUMBER, text) else None


def parts(row: Row, measure: str, year: int) -> tuple[float | None, float | None]:
    """Return the published numerator and denominator of a rate; None for what is not given as a number."""
    top, below = PARTS[measure]
    counts = [_part(row, column) for column in below]
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return _part(row, top), None
    days = WORKING_DAYS + (year % 4 == 0) if measure == "sickness_absence_rate" else 1
    return _part(row, top), round(sum(known) * days, 4)
