# ruff: noqa: E501
"""The noun of the catalogue: one measure, described once."""

from dataclasses import dataclass
from datetime import date

AUTHOR = "Workforce dashboard project"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Everything a page, an export or a reader needs to know about one measure."""

    id: str
    title: str
    theme: str
    kind: str
    unit: str
    window: str
    question: str
    definition: str
    numerator: str
    denominator: str
    better: str
    sources: tuple[str, ...]
    official: str
    counts: str = "amounts"
    scale: int = 1
    breakdowns: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    companion: str | None = None
    part_of_whole: bool = False
    author: str = AUTHOR
    checked_by: str | None = None
    reviewed_on: date | None = None


CENSUS = "Follows the Department for Education's children's social work workforce census"
NONE = "No national definition; this is a local measure"
CLOSE = "Counted at the close of the day: somebody whose last day is that day is no longer in post."
FTE = "People whose full-time equivalent is unknown are left out of every FTE figure and kept in headcounts."
SCOPE = "In scope are the six social work roles, given by HR or mapped from the post title; a blank registration number removes nobody."
CONTRACT = "Fixed-term and unknown contracts are in post but never counted as permanent."
ONCE = "Each person counts once at each level, so teams need not add up to the authority."
BOTH = "An agency worker in both files is one person; the agency file wins where the spells overlap."
MOVES = "Internal moves and gaps of up to 7 days between posts are neither starting nor leaving, at any level."
ENDS = "Ending one of two posts, or an agency assignment, is not leaving; an employee who becomes an agency worker is a leaver."
CONVERT = "An agency worker who becomes an employee is a starter, shown apart."
