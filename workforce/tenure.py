"""How long people stay: the curve of each group of staff, what is read off it, and the words that go with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from workforce import survival
from workforce.series import category_name, rounded
from workforce.survival import Curve
from workforce.wording import numbered

MONTH_DAYS = 30.4375
FEWEST = 5
SPLIT_FROM = 20
MOST_GROUPS = 12
CONTRACTS = ("permanent", "agency", "fixed_term", "unknown")
WHO = {
    "permanent": "permanent staff", "agency": "agency workers", "fixed_term": "fixed-term staff",
    "unknown": "staff whose contract is not known",
}  # fmt: skip
EXITS = {"90 days": 90 / MONTH_DAYS, "12 months": 12.0, "24 months": 24.0}
NOT_REACHED, NOT_KNOWN = "not reached", "not known"
METHOD = (
    "By Kaplan and Meier: whoever is still in post counts up to the date shown, and whoever was in post when the "
    "records begin counts from the length of service they had then, never from its first day.",
    "Service runs from the continuous service date where HR gives an earlier one, else from the first day of the "
    "unbroken run of posts; a month is 30.4375 days.",
    "Leaving is leaving employment in scope, for whatever reason; an employee who becomes an agency worker has left, a "
    "move to another team or from fixed term to permanent is not leaving, and each person stands under the latest "
    "contract, role and team.",
    "All years of the records count together, so a change of the last year shows sooner in the rates further down.",
    f"A curve needs {FEWEST} people under observation at a time, and a role or team {SPLIT_FROM} people in all.",
    f"The download gives whole months only, while {survival.FEWEST_OUTSIDE} people or more are under observation, and "
    f"nothing of a group in which 1 to {survival.SMALL} left or stayed; it names neither days nor counts.",
)


@dataclass(frozen=True)
class Tenure:
    """One group: the months of service at which each person came under observation and was last seen, or left."""

    name: str
    entry: Sequence[float]
    time: Sequence[float]
    left: Sequence[bool]
    who: str = ""

    @property
    def people(self) -> int:
        """Return how many were ever under observation."""
        return len(self.time)

    @cached_property
    def curve(self) -> Curve:
        """Return the curve, in months; without a step where fewer than five were ever at risk at a leaving."""
        return survival.curve(self.entry, self.time, self.left, FEWEST)

    @property
    def is_known(self) -> bool:
        """Return whether enough people were under observation together when somebody left to draw a curve."""
        return bool(self.curve.steps)

    @property
    def leavers(self) -> int:
        """Return how many left."""
        return sum(self.left)

    def at_risk(self, months: Sequence[float]) -> list[int]:
        """Return how many were under observation just before each month of service."""
        return survival.at_risk(self.entry, self.time, months)

    def gone(self, months: float) -> float | None:
        """Return the share (0 to 1) that leaves within so many months of starting, None where that is not known."""
        if not self.is_known or self.curve.begins > 0 or months > self.curve.ends:
            return None
        return 1 - self.curve.at(months)


def by_contract(rows: pl.DataFrame) -> list[Tenure]:
    """Return a tenure for each kind of contract that anybody had, permanent and agency first."""
    return [each for contract in CONTRACTS if (each := group(rows, "contract", contract)).people]


def by_part(rows: pl.DataFrame, part: str) -> list[Tenure]:
    """Return the permanent staff of each role or team with 20 people or more, the largest first, twelve at most."""
    permanent = rows.filter(contract="permanent")
    sizes = permanent.group_by(part).len().filter(pl.col("len") >= SPLIT_FROM, pl.col(part) != "not recorded")
    largest = sizes.sort(["len", part], descending=[True, False])[part].head(MOST_GROUPS)
    return [group(permanent, part, name) for name in largest]


def group(rows: pl.DataFrame, part: str, name: str) -> Tenure:
    """Return the tenure of the people of one contract, role or team; `rows` is what the page query of tenures gives."""
    found = rows.filter(pl.col(part) == name)
    months = {column: (found[column] / MONTH_DAYS).to_list() for column in ("entry_days", "tenure_days")}
    shown = name if part == "team" else category_name(part, name)
    return Tenure(shown, months["entry_days"], months["tenure_days"], found["has_left"].to_list(), WHO.get(name, ""))


def median_words(tenure: Tenure) -> str:
    """Return the months after which half have left, "not reached", or "not known"."""
    if tenure.leavers and not tenure.is_known:
        return NOT_KNOWN
    return NOT_REACHED if tenure.curve.median is None else f"{rounded(tenure.curve.median)} months"


def gone_words(tenure: Tenure, months: float) -> str:
    """Return the share that leaves within so many months of starting, in per cent."""
    share = tenure.gone(months)
    return NOT_KNOWN if share is None else f"{rounded(100 * share)}%"


def headline(tenures: Sequence[Tenure]) -> str:
    """Return how long half of each of the first two contracts stay, or how many of them are still here."""
    words = "; ".join(half_stay(each) for each in tenures[:2] if each.is_known)
    return words[:1].upper() + words[1:]


def half_stay(tenure: Tenure) -> str:
    """Return one group's clause: half have left after so many months, or so many are still there."""
    if tenure.curve.median is not None:
        return f"half of {tenure.who} have left after {rounded(tenure.curve.median, 0)} months"
    still = rounded(100 * tenure.curve.steps[-1].survival, 0)
    return f"{still}% of {tenure.who} are still here after {rounded(tenure.curve.ends, 0)} months"


def notes(tenures: Sequence[Tenure]) -> list[str]:
    """Return what must be said of the curves: where one begins late, and which are withheld or without leavers."""
    found = []
    for each in tenures:
        if not each.leavers and each.people >= FEWEST:
            found.append(f"{each.name}: none of {numbered(each.people, 'person', 'people')} has left.")
        elif not each.is_known:
            found.append(f"{each.name}: withheld, as fewer than {FEWEST} people were ever under observation together.")
        elif each.curve.begins:
            found.append(
                f"{each.name}: too few were observed in their first months, so the curve begins at "
                f"{rounded(each.curve.begins)} months and holds for who had stayed until then."
            )
    return found


def outside(tenures: Sequence[Tenure]) -> pl.DataFrame:
    """Return what of the curves may leave the service: a row for each group and whole month (MEASURES §7.2)."""
    rows = [
        (each.name, *row)
        for each in tenures
        if each.is_known
        for row in survival.at_whole_times(each.curve, each.entry, each.time, each.left, step=1)
    ]
    names = {"group": pl.String, "months_of_service": pl.Int64, "still_here_percent": pl.Float64,
             "lower_95_percent": pl.Float64, "upper_95_percent": pl.Float64}  # fmt: skip
    return pl.DataFrame(rows, schema=names, orient="row")


def table(tenures: Sequence[Tenure]) -> pl.DataFrame:
    """Return a row a group: people, leavers, when half have left, and the shares that leave early."""
    return pl.DataFrame(
        [
            {
                "Group": each.name,
                "People": each.people,
                "Left": each.leavers,
                "Half have left after": median_words(each),
            }
            | {f"Leave within {name}": gone_words(each, months) for name, months in EXITS.items()}
            for each in tenures
            if each.people >= FEWEST
        ]
    )
