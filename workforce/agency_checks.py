"""Every agency assignment of the extract checked against the configured rules: the verdict, from when, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from typing import Any

import polars as pl

from workforce import agency_rules
from workforce.agency_rules import FAILED, NOT_ASSESSABLE, PASSED, RULES, Assignment
from workforce.settings import Settings

Row = Mapping[str, Any]
COLUMNS = {
    "assignment_ref": pl.String, "rule": pl.String, "from_date": pl.Date, "until_date": pl.Date,
    "verdict": pl.String, "recorded": pl.String, "asks": pl.String, "missing": pl.String,
}  # fmt: skip
FIELDS = {
    "hourly_price": "hourly_price",
    "price_cap_exception_approved": "is_exception_approved",
    "substantive_left_date": "left_post",
    "substantive_left_same_region": "left_same_region",
    "substantive_left_reason": "left_reason",
    "post_qualifying_months": "experience_months",
    "uk_registered": "is_uk_registered",
    "reference_obtained": "is_reference_obtained",
    "notice_days": "notice_days",
    "substantive_notice_days": "substantive_notice_days",
    "is_project_team": "is_project_team",
    "workers_named_and_approved": "workers_approved",
    "costs_disaggregated": "costs_disaggregated",
    "authority_controls_practice": "authority_controls_practice",
}
LEFT = "substantive_left_date"
PROJECT = ("workers_named_and_approved", "costs_disaggregated", "authority_controls_practice")
ASKED = {
    "PRICE_CAP": ("hourly_price", "agency_role"),
    "EXPERIENCE": ("post_qualifying_months", "uk_registered"),
    "COOL_OFF": ("substantive_left_date", "substantive_left_same_region"),
    "NOTICE": ("notice_days",),
    "REFERENCE": ("reference_obtained",),
    "PROJECT_TEAM": ("is_project_team", *PROJECT),
}


def agency_checks(assignments: pl.DataFrame, supplied: Collection[str], settings: Settings) -> pl.DataFrame:
    """Return a row for each assignment, rule and stretch of days with one verdict, from the day the rules bind it.

    `supplied` are the columns that the file held: a rule whose column is missing, or holds no value at all, passes
    nobody. Only the price cap has several stretches, one for each cap of the role.
    """
    has_leavers = LEFT in supplied and assignments[LEFT].is_not_null().any()
    found = [
        check
        for row in assignments.iter_rows(named=True)
        for check in checks_of(row, supplied, settings, has_leavers=has_leavers)
    ]
    return pl.DataFrame(found, schema=COLUMNS, orient="row")


def checks_of(
    row: Row, supplied: Collection[str], settings: Settings, *, has_leavers: bool
) -> Iterator[tuple[Any, ...]]:
    """Yield the checks of one assignment as rows; without any recorded leaving nobody's time away is known."""
    days = binding_days(row, settings)
    for number, (day, until) in enumerate(zip(days, [*days[1:], None], strict=True)):
        case = assignment(row, day, settings)
        verdicts = agency_rules.checked(case, day, settings.agency_rules)
        for rule in RULES if number == 0 else ("PRICE_CAP",):
            verdict = verdicts[rule]
            if verdict == PASSED and rule == "COOL_OFF" and not has_leavers:
                verdict = NOT_ASSESSABLE
            words = (RECORDED[rule](row, case), ASKS[rule](case, settings)) if verdict == FAILED else (None, None)
            missing = lacking(row, rule, supplied) if verdict == NOT_ASSESSABLE else None
            last = until if rule == "PRICE_CAP" else None
            yield row["assignment_ref"], rule, day, last, verdict, *words, missing


def binding_days(row: Row, settings: Settings) -> list[date]:
    """Return the day from which the rules bind the assignment, and each later day on which its role's cap changes."""
    bound = agency_rules.bound_from(assignment(row, row["start_date"], settings), settings.agency_rules)
    role = folded(row["agency_role"])
    later = {cap.from_date for cap in settings.price_caps if folded(cap.role) == role and cap.from_date > bound}
    return [bound, *sorted(later)]


def assignment(row: Row, day: date, settings: Settings) -> Assignment:
    """Return the assignment as the rules see it on a day; it is legacy when it began before the rules."""
    given = {field: row[column] for column, field in FIELDS.items()}
    cap = agency_rules.cap_on(settings.price_caps, row["agency_role"], day)
    return Assignment(row["start_date"], is_legacy=row["start_date"] < settings.agency_rules.in_force, cap=cap, **given)


def lacking(row: Row, rule: str, supplied: Collection[str]) -> str:
    """Return what keeps a rule from being assessed: columns not supplied or blank, or a cap that is not set."""
    asked = ASKED[rule]
    if rule == "PROJECT_TEAM" and not row["is_project_team"]:
        asked = asked[:1]
    absent = [f"{name} is not supplied" for name in asked if name not in supplied]
    blank = [f"{name} is blank" for name in asked if name in supplied and row[name] is None]
    return ", ".join([*absent, *blank]) or f"no price cap is set for {folded(row['agency_role'])}"


def folded(text: str | None) -> str:
    """Return a role's name as it is compared."""
    return (text or "").strip().lower()


def pounds(amount: float | None) -> str:
    """Return an hourly price."""
    return f"£{amount or 0:,.2f} an hour"


def spelled(day: date | None) -> str:
    """Return a date in words."""
    return f"{day.day} {day:%B %Y}" if day else "a day not recorded"


def answer(whether: bool | None) -> str:
    """Return yes, no or not recorded."""
    return "not recorded" if whether is None else "yes" if whether else "no"


def whole(number: float | None) -> str:
    """Return a number without needless decimals."""
    return "not recorded" if number is None else f"{number:g}"


def left_words(row: Row, case: Assignment) -> str:
    """Return when and why somebody left an employed post, and when the assignment began."""
    why = f" ({row['substantive_left_reason']})" if row["substantive_left_reason"] else ""
    return f"left a post on {spelled(case.left_post)}{why}, began on {spelled(case.start)}"


def permitted(case: Assignment, settings: Settings) -> str:
    """Return the first day on which somebody who left an employed post may begin."""
    first = agency_rules.months_after(case.left_post or case.start, settings.agency_rules.cool_off_months)
    return f"begin on {spelled(first)} or later; or redundancy, probation or another region"


def shortest_notice(case: Assignment, settings: Settings) -> str:
    """Return the notice that is due."""
    due = [days for days in (settings.agency_rules.notice_days, case.substantive_notice_days) if days is not None]
    return f"at least {whole(min(due))} days"


RECORDED: dict[str, Callable[[Row, Assignment], str]] = {
    "PRICE_CAP": lambda row, case: f"{pounds(case.hourly_price)}, {folded(row['agency_role'])}; no approval recorded",
    "EXPERIENCE": lambda row, case: (
        f"{whole(case.experience_months)} months; registered: {answer(case.is_uk_registered)}"
    ),
    "COOL_OFF": left_words,
    "NOTICE": lambda row, case: f"{whole(case.notice_days)} days",
    "REFERENCE": lambda row, case: "no reference obtained",
    "PROJECT_TEAM": lambda row, case: (
        f"workers approved: {answer(case.workers_approved)}; costs split: {answer(case.costs_disaggregated)}; "
        f"practice under control: {answer(case.authority_controls_practice)}"
    ),
}
ASKS: dict[str, Callable[[Assignment, Settings], str]] = {
    "PRICE_CAP": lambda case, settings: f"at most {pounds(case.cap)}, or recorded approval",
    "EXPERIENCE": lambda case, settings: (
        f"{settings.agency_rules.experience_months} months, registered in the United Kingdom"
    ),
    "COOL_OFF": permitted,
    "NOTICE": shortest_notice,
    "REFERENCE": lambda case, settings: "a practice-based reference",
    "PROJECT_TEAM": lambda case, settings: "all three",
}
