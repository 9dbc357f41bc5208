"""Checks of an agency assignment against the configured agency rules (MEASURES §1.9): failed, passed, not assessable.

They are checks against rules as configured, not legal advice: what is not recorded is never a pass.
"""

import calendar
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

FAILED, PASSED, NOT_ASSESSABLE = "failed", "passed", "not assessable"
EXCEPTIONS = frozenset({"redundancy", "probation"})


@dataclass(frozen=True)
class AgencyRules:
    """The rules as an authority configures them; the defaults are those of the statutory guidance."""

    in_force: date = date(2024, 10, 31)
    transition_end: date = date(2025, 10, 1)
    experience_months: int = 36
    cool_off_months: int = 3
    notice_days: int = 28


@dataclass(frozen=True)
class PriceCap:
    """The highest hourly price of a role in pounds, from a day on."""

    role: str
    hourly: float
    from_date: date = date.min

    @property
    def words(self) -> str:
        """The cap as a reader sees it, with the day from which it holds where there is one."""
        since = "" if self.from_date == date.min else f" from {self.from_date.day} {self.from_date:%B %Y}"
        return f"{self.role} £{self.hourly:,.2f} an hour{since}"


@dataclass(frozen=True)
class Assignment:
    """An agency assignment as far as the rules ask; None is not recorded."""

    start: date
    is_legacy: bool = False
    hourly_price: float | None = None
    cap: float | None = None
    is_exception_approved: bool | None = None
    left_post: date | None = None
    left_same_region: bool | None = None
    left_reason: str | None = None
    experience_months: float | None = None
    is_uk_registered: bool | None = None
    is_reference_obtained: bool | None = None
    notice_days: float | None = None
    substantive_notice_days: float | None = None
    is_project_team: bool | None = None
    workers_approved: bool | None = None
    costs_disaggregated: bool | None = None
    authority_controls_practice: bool | None = None


def checked(assignment: Assignment, on: date, rules: AgencyRules) -> dict[str, str]:
    """Return the verdict of every rule on a day; before the rules bind an assignment none can be assessed."""
    if on < bound_from(assignment, rules):
        return dict.fromkeys(RULES, NOT_ASSESSABLE)
    return {code: check(assignment, rules) for code, check in RULES.items()}


def bound_from(assignment: Assignment, rules: AgencyRules) -> date:
    """Return the first day on which an assignment is assessed: a legacy one only from the end of the transition."""
    return rules.transition_end if assignment.is_legacy else rules.in_force


def price_cap(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether the hourly price is within the cap of the role, or above it with recorded approval."""
    if assignment.hourly_price is None or assignment.cap is None:
        return NOT_ASSESSABLE
    return verdict(assignment.hourly_price <= assignment.cap or bool(assignment.is_exception_approved))


def experience(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether the worker has the months of direct experience and a registration in the United Kingdom."""
    months = assignment.experience_months
    return all_of([None if months is None else months >= rules.experience_months, assignment.is_uk_registered])


def cool_off(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether the months since leaving an employed post here or in the region are over, or an exception holds.

    The first permitted day is the same day of the month, or the month's last; no recorded leaving is a pass.
    """
    left = assignment.left_post
    if left is None or assignment.start >= months_after(left, rules.cool_off_months):
        return PASSED
    if assignment.left_same_region is None:
        return NOT_ASSESSABLE
    return verdict(not assignment.left_same_region or (assignment.left_reason or "").strip().lower() in EXCEPTIONS)


def notice(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether the notice is four weeks, or that of the equivalent employed post where this is shorter."""
    if assignment.notice_days is None:
        return NOT_ASSESSABLE
    due = [days for days in (rules.notice_days, assignment.substantive_notice_days) if days is not None]
    return verdict(assignment.notice_days >= min(due))


def reference(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether a practice-based reference was obtained."""
    return all_of([assignment.is_reference_obtained])


def project_team(assignment: Assignment, rules: AgencyRules) -> str:
    """Return whether a project team's workers were approved, its costs split, and practice kept under control."""
    if assignment.is_project_team is False:
        return PASSED
    if assignment.is_project_team is None:
        return NOT_ASSESSABLE
    return all_of([assignment.workers_approved, assignment.costs_disaggregated, assignment.authority_controls_practice])


def cap_on(caps: Iterable[PriceCap], role: str | None, on: date) -> float | None:
    """Return the cap of a role on a day, the latest that applies; None where none is configured."""
    wanted = (role or "").strip().lower()
    found = [cap for cap in caps if cap.role.strip().lower() == wanted and cap.from_date <= on]
    return max(found, key=lambda cap: cap.from_date).hourly if found else None


RULES: dict[str, Callable[[Assignment, AgencyRules], str]] = {
    "PRICE_CAP": price_cap,
    "EXPERIENCE": experience,
    "COOL_OFF": cool_off,
    "NOTICE": notice,
    "REFERENCE": reference,
    "PROJECT_TEAM": project_team,
}


def verdict(holds: bool) -> str:
    """Return passed or failed."""
    return PASSED if holds else FAILED


def all_of(conditions: Iterable[bool | None]) -> str:
    """Return failed where one condition does not hold, else not assessable where one is unknown."""
    found = list(conditions)
    return FAILED if False in found else NOT_ASSESSABLE if None in found else PASSED


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where the month is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
