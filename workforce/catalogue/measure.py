# ruff: noqa: E501
"""The noun of the catalogue: one measure, described once."""

from dataclasses import dataclass
from datetime import date

AUTHOR = "Workforce dashboard project"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """Everything a page, an export or a reader needs to know about one measure.

    `sources` are the tables it is counted from and `needs` the columns ("table.column", alternatives parted by "|")
    without which its number would be false: where one was not sent, the measure says so.
    """

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
    needs: tuple[str, ...] = ()
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
BOTH = "An agency worker in both files is one person; where the spells overlap the agency file wins, whatever contract the HR row gives."
BRIDGED = "A gap of up to 7 days between two posts, or between two agency assignments, is bridged: the person stays in the count with the FTE and team of the post that ended."
REPEATED = "Where one reference stands on rows that differ, the row with the latest start stays, then the one with the latest end; a row with an end date wins over one without."
UNTITLED = "An agency assignment with neither a role nor a post title stays in scope, with its role unknown."
MATCHED = "Workers are matched between HR and the case system by registration number, then by a staff number that only one person has, then by worker_matches.csv; whoever is not matched has no FTE."
GONE = "A worker who has left holds nobody from the close of the last day; somebody has left when no row of either HR file, in scope or not, runs beyond that day."
MOVES = "Internal moves and gaps of up to 7 days between posts are neither starting nor leaving, at any level."
ENDS = "Ending one of two posts, or an agency assignment, is not leaving; an employee who becomes an agency worker is a leaver."
BEGINS = "The first figure should be twelve months after the extracts begin (first_month in authority.toml)."
CONVERT = "An agency worker who becomes an employee is a starter, shown apart."
SERVICE = "Length of service runs from the continuous service date where HR gives one and it is earlier, else from the first day of the unbroken run of posts, to the last day."
