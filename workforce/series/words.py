"""A number and a name as a reader sees them: rounding, units, symbols, the nouns behind a figure."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from workforce.catalogue.measure import Measure

Cell = dict[str, Any]

SYMBOLS = {
    "z": "not applicable", "c": "suppressed", "x": "not available", "u": "low reliability", ":": "not available",
    "not_supplied": "not supplied",
}  # fmt: skip

CAUSES = {
    "left": "Left", "agency_ended": "Agency assignment ended", "promoted": "Promoted", "moved_team": "Moved team",
    "absent": "Went on absence", "returned": "A worker returned", "pathway": "Standard pathway transfer",
    "in_post": "Still in post", "unknown": "Not known",
}  # fmt: skip
REASONS = {"planned": "Recorded as planned", "unplanned": "Recorded as unplanned", "unclassified": "No usable reason"}

STAGES = {
    "applied": "Applied", "shortlisted": "Shortlisted", "interviewed": "Interviewed", "offer made": "Offer made",
    "accepted": "Offer accepted", "started": "Started",
}  # fmt: skip
OUTCOMES = {
    "in progress": "In progress", "left open": "Left open", "declined": "Declined", "withdrawn": "Withdrew",
    "rejected": "Not taken forward", "started": "Started",
}  # fmt: skip

NAMES = {
    "role": {
        "1": "Senior managers", "2": "Middle managers", "3": "First-line managers", "4": "Senior practitioners",
        "5": "Case holders", "6": "Qualified without cases",
    },
    "tier": {"leadership": "Leadership team", "practice": "Practitioners"},
    "contract": {
        "permanent": "Permanent", "fixed_term": "Fixed term", "unknown": "Contract not known", "agency": "Agency",
    },
    "cover": {"yes": "Covering a vacancy", "no": "Not covering a vacancy", "unknown": "Not recorded"},
    "reason": {
        "MAT": "Maternity or parental leave", "SIC": "Sickness", "OTH": "Other absence", "UNA": "Unauthorised absence",
        "UNP": "Unpaid leave", "PUB": "Public duties", "TRN": "Training",
        "1": "Resigned", "2": "Voluntary redundancy", "3": "Compulsory redundancy", "4": "Dismissed", "5": "Retired",
        "6": "Died", "7": "Moved to another role in the authority", "8": "Other reason", "9": "Not known",
        "10": "Not yet collected",
    },
    "destination": {
        "1": "Another English authority", "2": "Social work outside England", "3": "Agency in England",
        "4": "Social work outside authorities", "5": "Other social care", "6": "Outside social care, abroad or a break",
        "7": "Elsewhere", "8": "Not known", "9": "Not yet collected",
    },
    "origin": {
        "1": "Newly qualified", "2": "Another English authority", "3": "Social work outside England",
        "4": "Agency in England", "5": "Social work outside authorities", "6": "Other social care",
        "7": "Outside social care, abroad or a break", "8": "Elsewhere", "9": "Not known", "10": "Not yet collected",
    },
    "service_band": {
        "under 1": "Under 1 year", "1–2": "1 to under 2 years", "2–5": "2 to under 5 years",
        "5–10": "5 to under 10 years", "10+": "10 years or more",
    },
    "stage": {
        "no candidate": "No candidate in the running", "applied": "Applied", "shortlisted": "Shortlisted",
        "interviewed": "Interviewed", "offer made": "Offer made", "accepted": "Accepted, not started",
    },
    "furthest": STAGES,
    "outcome": OUTCOMES,
    "furthest_outcome": {
        f"{stage}/{outcome}": f"{name} → {words}"
        for stage, name in STAGES.items() for outcome, words in OUTCOMES.items()
    },
    "hire_source": {
        "newly qualified": "Newly qualified", "experienced": "Experienced", "international": "International",
        "agency conversion": "Agency conversion", "internal": "Internal",
    },
    "age_band": {"0–30": "Up to 30 days", "31–60": "31 to 60 days", "61–90": "61 to 90 days", "91+": "91 days or more"},
    "cause": CAUSES,
    "reason_group": REASONS,
    "cause_reason": {
        f"{cause}/{reason}": f"{name} → {words}" for cause, name in CAUSES.items() for reason, words in REASONS.items()
    },
    "rule": {
        "PRICE_CAP": "Price cap", "EXPERIENCE": "Experience and registration", "COOL_OFF": "Cooling-off period",
        "NOTICE": "Notice", "REFERENCE": "Reference", "PROJECT_TEAM": "Project teams",
    },
    "matched": {
        "registration number": "Under two references, matched by registration number",
        "staff reference": "Under one staff reference",
    },
    "workers": {
        "0": "No named worker", "1": "One worker", "2": "Two workers", "3": "Three workers", "4": "Four workers",
        "5 or more": "Five workers or more",
    },
}  # fmt: skip

ORDERED = ("stage", "age_band", "workers", "service_band", "furthest", "outcome")


def year_before(as_at: date) -> date:
    """Return a day in the same month of the year before."""
    return as_at.replace(year=as_at.year - 1, day=1)


def long_date(day: date) -> str:
    """Return a date as a reader writes it, "30 September 2024", on every system."""
    return f"{day.day} {day:%B %Y}"


def month_end(day: date) -> date:
    """Return the last day of the month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def category_name(breakdown: str, category: str) -> str:
    """Return a category as a reader sees it."""
    words = re.sub(r"^(\d+)\+$", r"\1 or more", category)
    return NAMES.get(breakdown, {}).get(category) or words[:1].upper() + words[1:]


def band_order(category: str) -> tuple[float, str]:
    """Return a sort key that puts bands in the order of their lower ends, unknown ones last."""
    first = re.search(r"\d+", category)
    if first is None:
        return float("inf"), category
    lower = float(first.group())
    return (lower - 0.5 if re.match(r"under|fewer|less|<|up to", category.lower()) else lower), category


def rounded(value: float, places: int = 1) -> str:
    """Return the value rounded half up, with thousands marked."""
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,}"


def amount(value: float) -> str:
    """Return a numerator or denominator: whole when it is whole, else to one decimal."""
    return rounded(value, 0 if abs(value - round(value)) < 1e-9 else 1)


def shown(measure: Measure, cell: Cell) -> str:
    """Return one cell's value as a reader sees it."""
    if cell["status"] in ("low", "k"):
        return "low (rounds to 0)"
    if cell["value"] is None:
        return SYMBOLS.get(cell["status"], str(cell["status"]))
    return with_unit(measure, cell["value"])


def with_unit(measure: Measure, value: float) -> str:
    """Return a value of the measure rounded half up, with a percent sign or the word days."""
    if measure.kind != "count" and measure.unit == "days":
        return f"{amount(value)} {'day' if value == 1 else 'days'}"
    whole = measure.kind == "count" and measure.unit != "FTE"
    text = rounded(value, 0 if whole else 1)
    if measure.unit == "pounds":
        return f"£{text}" if value >= 0 else f"−£{text.removeprefix('-')}"
    return f"{text}%" if measure.unit == "percent" else text


def fraction(measure: Measure, cell: Cell) -> str:
    """Return the numerator and denominator behind a cell, in figures with their units."""
    if measure.kind == "ratio" and cell["denominator"] is not None:
        top, bottom = (side_of(measure, cell[side]) for side in ("numerator", "denominator"))
        if measure.id in MONEY:
            return f"£{top} ÷ £{bottom}"
        if measure.id in QUOTIENTS:
            above, below = QUOTIENTS[measure.id]
            return f"{top} {one_of(above, top)} ÷ {bottom} {one_of(below, bottom)}"
        return f"{top} of {bottom} {whole_of(measure, cell)}"
    return f"{cell['n']:,} {behind(measure, cell['n'])}" if cell["n"] is not None else ""


def side_of(measure: Measure, value: float) -> str:
    """Return one side of a rate in figures: pounds whole, anything else as an amount."""
    return rounded(value, 0) if measure.id in MONEY else amount(value)


def whole_of(measure: Measure, cell: Cell) -> str:
    """Return the unit of a share's denominator."""
    if measure.id in WHOLES:
        return WHOLES[measure.id]
    return "FTE" if measure.counts == "amounts" else behind(measure, round(cell["denominator"]))


def behind(measure: Measure, count: int) -> str:
    """Return the noun for the people, children or posts that a figure is counted from."""
    noun = BEHIND.get(measure.id) or ("children" if measure.unit == "children" else BEHIND[measure.theme])
    return one_of(noun, str(count))


def one_of(nouns: str, figure: str) -> str:
    """Return the noun as it is said with a figure: a child with 1, children with any other."""
    return SINGULAR.get(nouns, nouns) if figure == "1" else nouns


BEHIND = {
    "mix": "people", "caseload": "case holders", "worker_changes": "children", "recruitment": "people",
    "vacancy_rate": "people and vacant posts", "vacancies_covered": "agency workers and vacant posts",
    "span_of_control": "managers", "open_requisitions": "posts", "requisition_age": "open posts",
    "time_to_fill": "posts filled", "time_to_hire": "posts filled", "offer_acceptance": "offers decided",
    "fill_rate": "posts closed", "fill_rate_of_opened": "posts opened", "time_to_start": "posts started in",
    "acceptance_to_start": "offers accepted", "application_funnel": "applications",
    "candidate_wait_days": "candidates", "hires_started": "hires", "changes_per_leaver": "leavers",
    "newly_qualified_over_limit": "newly qualified case holders",
    "newly_qualified_caseload": "newly qualified case holders", "leavers_within_two_years": "leavers",
    "agency_rule_failures": "assignments",
    "manager_tenure_days": "managers", "established_fte": "positions",
    "agency_conversion_rate": "agency workers", "agency_cost": "agency workers", "agency_cost_ratio": "agency workers",
    "resignations": "leavers", "early_leavers": "leavers", "newly_qualified_leavers": "leavers",
}  # fmt: skip
QUOTIENTS = {
    "average_caseload": ("cases", "FTE"), "newly_qualified_caseload": ("cases", "FTE"),
    "average_daily_caseload": ("case-days", "FTE-days"),
    "worker_changes_per_child_year": ("changes", "child-years"),
    "monthly_worker_changes": ("changes", "child-years"), "changes_per_leaver": ("changes", "leavers"),
    "plan_length_days": ("days", "children"),
}  # fmt: skip
MONEY = ("agency_cost_ratio",)
WHOLES = {
    "continuity": "days", "sickness_absence_rate": "working days", "monthly_sickness_rate": "working days",
}  # fmt: skip
SINGULAR = {
    "people": "person", "case holders": "case holder", "children": "child", "posts": "post", "managers": "manager",
    "open posts": "open post", "posts filled": "post filled", "offers decided": "offer decided",
    "posts closed": "post closed", "posts opened": "post opened", "posts started in": "post started in",
    "offers accepted": "offer accepted", "applications": "application", "candidates": "candidate", "hires": "hire",
    "changes": "change", "days": "day", "offers": "offer", "leavers": "leaver",
    "newly qualified case holders": "newly qualified case holder",
    "assignments": "assignment", "positions": "position",
    "agency workers": "agency worker", "cases": "case", "case-days": "case-day", "child-years": "child-year",
}  # fmt: skip
SUBJECTS = {
    "agency_rate": "Agency rate", "agency_rate_headcount": "Agency rate by headcount", "in_post_fte": "FTE in post",
    "in_post_headcount": "People in post", "agency_fte": "Agency FTE", "agency_headcount": "Agency workers",
    "agency_cover_rate": "Agency covering vacancies", "vacancies_covered": "Vacancies covered by agency",
    "turnover_rate": "Turnover", "turnover_rate_headcount": "Turnover by headcount",
    "sickness_absence_rate": "Sickness absence", "monthly_sickness_rate": "Sickness in the month",
    "monthly_worker_changes": "Changes in the month", "agency_tenure_days": "Median agency stay",
    "span_of_control": "People per manager", "cases_held_by_absent_workers": "Absent workers' cases",
    "median_cases_per_fte": "Median caseload", "over_limit_share": "Workers over the limit",
    "newly_qualified_over_limit": "Newly qualified over limit", "three_plus_workers": "Children with 3+ workers",
    "looked_after_three_plus": "Looked after, 3+ workers",
    "worker_changes_per_child_year": "Changes per child-year", "agency_conversions": "Agency-to-employee moves",
    "agency_rule_failures": "Assignments failing a rule", "manager_tenure_days": "Managers' time in post",
    "established_fte": "Posts in the structure", "supervision_in_timescale": "Supervised in 31 days",
    "changes_per_leaver": "Changes per leaver", "plan_length_days": "Average plan length",
    "leavers_within_two_years": "Left within two years", "newly_qualified_caseload": "Newly qualified caseload",
    "newly_qualified_supervised": "Newly qualified supervised", "newly_qualified_retained": "Newly qualified kept",
    "fill_rate_of_opened": "Posts opened and filled", "application_funnel": "Applications",
    "candidate_wait_days": "Candidates' median wait", "hires_started": "Hires started",
    "early_leavers": "Leavers with under two years", "newly_qualified_leavers": "Newly qualified leavers",
    "monthly_agency_conversions": "Conversions in the month", "agency_cost": "Agency cost a month",
    "agency_cost_ratio": "Agency cost against employees",
    "starter_retention_12m": "Starters kept a year", "requisition_age": "Median open time",
}  # fmt: skip
ALT_LENGTH = 125


def subject(measure: Measure) -> str:
    """Return the measure's name in four words or fewer."""
    return SUBJECTS.get(measure.id, measure.title)


def lowered(words: str) -> str:
    """Return the words with a lower-case first letter, abbreviations left as they are."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def clipped(sentence: str) -> str:
    """Return the sentence cut at a word so that it is at most 125 characters."""
    if len(sentence) <= ALT_LENGTH:
        return sentence
    return sentence[: ALT_LENGTH - 1].rsplit(" ", 1)[0] + "…"
