"""The dashboard's own figure beside the published one: the difference, term by term, adding up exactly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from workforce.catalogue import Measure
from workforce.series import Cell, amount, lowered
from workforce.standing.groups import Member

# Half of the last digit printed of a published (numerator, denominator); whole counts are exact.
TENTH = Fraction(1, 20)
SLACK = {
    "agency_rate": (TENTH, 2 * TENTH), "vacancy_rate": (TENTH, 2 * TENTH), "turnover_rate": (TENTH, TENTH),
    "agency_cover_rate": (TENTH, TENTH), "vacancies_covered": (TENTH, TENTH),
    "average_caseload": (Fraction(0), TENTH), "sickness_absence_rate": (TENTH, 254 * TENTH),
}  # fmt: skip
WHOLE_PERCENT = ("three_plus_workers",)
ZERO = Fraction(0)
Counts = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class Term:
    """One part of the difference: its name, its amount in the measure's unit, and what stands behind it."""

    name: str
    amount: Fraction
    words: str


@dataclass(frozen=True)
class Reconciliation:
    """Why our figure is not the published one: `terms` add up exactly to `difference`, ours less published."""

    ours: Fraction
    published: Fraction
    terms: tuple[Term, ...]

    @property
    def difference(self) -> Fraction:
        """Return ours less published, unrounded."""
        return self.ours - self.published

    def shown(self) -> list[tuple[str, float, str]]:
        """Return (name, amount, words) to two decimals, the last digits given so that they add up as printed."""
        cents = apportioned([term.amount * 100 for term in self.terms])
        return [(term.name, cent / 100, term.words) for term, cent in zip(self.terms, cents, strict=True)]


def reconcile(measure: Measure, cell: Cell, alike: Cell | None, published: Member | None) -> Reconciliation | None:
    """Return the difference between our cell and the published figure, by term; None when either has no value.

    `alike` is our cell by the published definition, as far as our cells can follow it. What a difference in the
    numerator does and what one in the denominator does depend on which is changed first; each is the mean of the two
    orders.
    """
    ours = counts_of(cell)
    if published is None or published.value is None or ours is None:
        return None
    scale = measure.scale
    own, printed = rate(ours, scale), Fraction(str(published.value))
    same = (counts_of(alike) if alike else None) or ours
    terms = [Term("Definition", own - rate(same, scale), definition(measure, ours, same, published))]
    theirs = published_counts(published)
    if theirs is None:
        rest = rate(same, scale) - printed
        terms.append(Term("Not explained", rest, "The published numerator and denominator are not given."))
        return Reconciliation(own, printed, tuple(terms))
    (top, below), (their_top, their_below) = same, theirs
    gap = rate(theirs, scale) - printed
    bound = reach(measure, theirs)
    rounding = max(-bound, min(bound, gap))
    by_top = scale * (top - their_top) * (1 / below + 1 / their_below) / 2
    by_below = scale * (1 / below - 1 / their_below) * (top + their_top) / 2
    terms += [
        Term("Numerator", by_top, side(measure.numerator, top, their_top)),
        Term("Denominator", by_below, side(measure.denominator, below, their_below)),
        Term("Rounding", rounding, "Published rates and counts are rounded; ours are not."),
        Term(
            "Not explained", gap - rounding, "What the published counts give, less the published rate, beyond rounding."
        ),
    ]
    return Reconciliation(own, printed, tuple(terms))


def counts_of(cell: Cell) -> Counts | None:
    """Return a cell's numerator and denominator exactly as written, or None without a value."""
    if cell["value"] is None or not cell["denominator"]:
        return None
    return Fraction(repr(cell["numerator"])), Fraction(repr(cell["denominator"]))


def published_counts(published: Member) -> Counts | None:
    """Return the published numerator and denominator, or None where one is not given or is 0."""
    if published.numerator is None or not published.denominator:
        return None
    return Fraction(repr(published.numerator)), Fraction(repr(published.denominator))


def rate(counts: Counts, scale: int) -> Fraction:
    """Return numerator over denominator in the measure's unit."""
    return scale * counts[0] / counts[1]


def definition(measure: Measure, ours: Counts, same: Counts, published: Member) -> str:
    """Return how the measure departs from the published one, and what of it is measured."""
    joint = " The published figure is of a joint return." if published.is_joint else ""
    if same == ours:
        return f"{ended(measure.official)}{joint} What this changes is not measured apart; it is in the terms below."
    top, below = (amount(float(each)) for each in same)
    return f"{ended(measure.official)}{joint} By that rule ours are {top} of {below}."


def ended(sentence: str) -> str:
    """Return the sentence with its full stop."""
    return sentence if sentence.endswith(".") else f"{sentence}."


def side(what: str, ours: Fraction, theirs: Fraction) -> str:
    """Return both sides of a count in words."""
    return f"{amount(float(ours))} here, {amount(float(theirs))} published: {lowered(what)}."


def reach(measure: Measure, theirs: Counts) -> Fraction:
    """Return the most by which rounding can part a published rate from what its printed counts give."""
    top_slack, below_slack = SLACK.get(measure.id, (ZERO, ZERO))
    printed = Fraction(1, 2) if measure.id in WHOLE_PERCENT else TENTH
    corners = [
        rate((theirs[0] + top, theirs[1] + below), measure.scale)
        for top in (-top_slack, top_slack)
        for below in (-below_slack, below_slack)
        if theirs[1] + below > 0
    ]
    return printed + max(abs(corner - rate(theirs, measure.scale)) for corner in corners)


def apportioned(amounts: Sequence[Fraction]) -> list[int]:
    """Return the amounts as whole numbers that add up to their rounded sum, each within one of its own value."""
    floors = [each.__floor__() for each in amounts]
    left = (sum(amounts, ZERO) + Fraction(1, 2)).__floor__() - sum(floors)
    nearest = sorted(range(len(amounts)), key=lambda place: floors[place] - amounts[place])
    return [floor + (place in nearest[:left]) for place, floor in enumerate(floors)]
