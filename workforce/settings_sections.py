"""The sections of authority.toml, each a frozen noun with its defaults."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Authority:
    """Who the extracts belong to and which dates frame them."""

    name: str = "Children's services authority"
    code: str | None = None
    region_code: str | None = None
    extract_date: date | None = None
    first_month: date | None = None
    judgement_date: date | None = None


@dataclass(frozen=True)
class Event:
    """A dated event drawn on the charts."""

    date: date
    title: str


@dataclass(frozen=True)
class Target:
    """A dated target with its owner."""

    measure: str
    value: float
    from_date: date
    level: str = "authority"
    area: str | None = None
    owner: str | None = None


@dataclass(frozen=True)
class Rebase:
    """A dated change from which a measure's control limits start anew, with the note and who signed it."""

    measure: str
    date: date
    note: str
    signed_by: str
    level: str = "authority"
    area: str | None = None


@dataclass(frozen=True)
class ControlCharts:
    """How control charts are judged: `nhs` or `r`, points in a trend, limits in mean moving ranges."""

    variant: str = "nhs"
    trend_points: int = 7
    limit_multiplier: float = 2.66


@dataclass(frozen=True)
class Caseload:
    """Cases a full-time worker may hold."""

    limit_per_fte: float = 20.0
    newly_qualified_limit: float = 15.0


@dataclass(frozen=True)
class Disclosure:
    """Counts below the threshold are suppressed outside the service."""

    threshold: int = 5


@dataclass(frozen=True)
class ControlTotals:
    """The sender's own totals, compared and reported."""

    headcount: float | None = None
    fte: float | None = None


@dataclass(frozen=True)
class Reading:
    """How two local habits of recording are read."""

    reason_on: str = "start"
    standard_hours: float | None = None
