"""The nouns: a claim, a figure said in it, and a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workforce.catalogue import MEASURES
from workforce.catalogue.measure import Measure
from workforce.series import subject

DIRECTIONS = {
    "rose": "rose", "fell": "fell", "same": "did not change", "target": "met its target", "improved": "improved",
    "worsened": "worsened",
}  # fmt: skip
PARTS = {"leadership": ("tier", "leadership")}
NAMES = {"leadership": "Leadership team"}
RELATIONS = {"is": "", "below": "below ", "above": "above ", "least": "at least "}


@dataclass(frozen=True)
class Said:
    """A figure in the words of a claim: of the earlier or the later month, in the measure's unit.

    `relation` is is, below, above or least (that much or more); `places` is how many decimals were said,
    `is_percent` whether a percent sign was.
    """

    month: str
    relation: str
    value: float
    places: int = 0
    is_percent: bool = False

    def words(self, measure: Measure) -> str:
        """Return the figure as said, such as "below 25%"."""
        unit = "%" if measure.unit == "percent" else ""
        return f"{RELATIONS[self.relation]}{self.value:,.{self.places}f}{unit}"


@dataclass(frozen=True)
class Claim:
    """That a measure moved, or did not, between two months in one area; months are first days, levels as in the cube.

    `part` is a key of PARTS, or empty for everyone. A claim about a target has no earlier month.
    """

    measure: str
    direction: str
    earlier: date | None
    later: date
    level: str
    area: str
    part: str = ""
    said: tuple[Said, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """Whether a claim holds: the word, why, the evidence in sentences, and the figures said that are not ours."""

    word: str
    reason: str
    evidence: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()


def between(claim: Claim) -> str:
    """Return the months of the claim in words."""
    later = f"{claim.later:%B %Y}"
    if claim.direction == "target" or claim.earlier is None:
        return f"in {later}"
    return f"between {claim.earlier:%B %Y} and {later}"


def restated(claim: Claim) -> str:
    """Return the claim in the words of the catalogue, as one sentence."""
    measure = MEASURES[claim.measure]
    who = f" ({NAMES[claim.part].lower()})" if claim.part else ""
    said = {each.month: each.words(measure) for each in claim.said}
    begin = f" from {said['earlier']}" if "earlier" in said and claim.direction != "target" else ""
    link = "at" if claim.direction in ("same", "target") else "to"
    end = f" {link} {said['later']}" if "later" in said else ""
    return f"{subject(measure)}{who} {DIRECTIONS[claim.direction]}{begin}{end} {between(claim)}, {claim.area}."
