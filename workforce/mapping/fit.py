"""How well a column of a file fits a column of a table: by its heading, and by what it holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import polars as pl

from workforce.contracts import TableSpec
from workforce.mapping import words
from workforce.mapping.evidence import MOSTLY, REGISTRATION, Column
from workforce.mapping.proposal import CERTAIN, GUESS, LIKELY
from workforce.wording import numbered

OWN, KNOWN, NEAR, NONE = 4, 3, 1, 0
FITS, PARTLY, NOT = 2, 1, 0
MANY = 25


@dataclass(frozen=True)
class Match:
    """One column for one target: the greater score is taken first."""

    target: str
    column: Column
    score: float
    level: str
    reason: str


def match(column: Column, target: str, spec: TableSpec) -> Match | None:
    """Return how a column fits a target, or None where it does not."""
    heading, rank, said = heading_fit(column.name, spec.name, target)
    if heading == NONE:
        return None
    content, held = content_fit(column, target, spec)
    if content == NOT and heading != OWN:
        return None
    levels = {(OWN, FITS): CERTAIN, (OWN, PARTLY): CERTAIN, (KNOWN, FITS): CERTAIN, (KNOWN, PARTLY): LIKELY,
              (NEAR, FITS): LIKELY}  # fmt: skip
    level = levels.get((heading, content), GUESS)
    return Match(target, column, 10 * heading + 4 * content - rank / 10, level, f"{said}; {held}")


def squashed(name: str) -> str:
    """Return only the letters and digits of a heading."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


@cache
def headings(table: str, target: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Return every known heading of a target: squashed, and as a set of words."""
    known = words.HEADINGS[table].get(target, ())
    return tuple((squashed(each), frozenset(each.split())) for each in known)


def heading_fit(name: str, table: str, target: str) -> tuple[int, int, str]:
    """Return how well a heading names a target, its place among the known ones, and the reason in words."""
    if squashed(name) == squashed(target):
        return OWN, 0, "has our own name"
    known = headings(table, target)
    for rank, (plain, _) in enumerate(known):
        if squashed(name) == plain:
            return KNOWN, rank, "a known heading"
    own = frozenset(re.findall("[a-z0-9]+", name.lower()))
    near = [rank for rank, (_, each) in enumerate(known) if len(each & own) * 2 >= len(each | own) and len(each & own)]
    return (NEAR, near[0], "near a known heading") if near else (NONE, 0, "")


def content_fit(column: Column, target: str, spec: TableSpec) -> tuple[int, str]:
    """Return how well the values suit a target, and the reason in words."""
    if not column.filled:
        return PARTLY, "no row has a value"
    kind = spec.schema[target]
    if kind == pl.Date:
        return _date_fit(column)
    if kind == pl.Float64:
        return _number_fit(column, target)
    if kind == pl.Boolean:
        few = PARTLY if column.counts.height <= 4 else NOT
        return (FITS, "every value is yes or no") if column.is_boolean else (few, "a few values")
    if codes := codes_of(spec, target):
        return _code_fit(column, target, codes)
    if target == "swe_number":
        return _registration_fit(column)
    return _text_fit(column, target, spec)


def _date_fit(column: Column) -> tuple[int, str]:
    if column.dates >= MOSTLY:
        return FITS, f"{_share(column.dates)} of its values are dates"
    return (PARTLY if column.dates >= 0.5 else NOT), f"only {_share(column.dates)} of its values are dates"


def _number_fit(column: Column, target: str) -> tuple[int, str]:
    ranges = {"fte": (0, 1.0), "budgeted_fte": (0, 100), "org_role": (1, 6)}
    low, high = ranges.get(target, (0, 1e6))
    if column.between(low, high):
        return FITS, f"its values lie {column.range}"
    return NOT, f"its values are not numbers from {low:g} to {high:g}"


def _code_fit(column: Column, target: str, codes: list[str]) -> tuple[int, str]:
    known = [value for value in column.values if known_code(value, codes)]
    if target == "contract_type" and {value.lower() for value in column.values} & set(words.ENDED):
        return NOT, "its values tell who has left"
    if len(known) == column.counts.height:
        return FITS, "every value is a known code"
    few = PARTLY if column.counts.height <= MANY else NOT
    return few, f"{column.counts.height - len(known)} of its {column.counts.height} values need a meaning"


def _registration_fit(column: Column) -> tuple[int, str]:
    if column.share(REGISTRATION) >= 0.5:
        return FITS, f"{_share(column.share(REGISTRATION))} of its values are SW and digits"
    digits = column.share(r"^\d{3,8}$") >= MOSTLY
    return (PARTLY if digits else NOT), "its values are digits" if digits else "its values are no registration numbers"


def _text_fit(column: Column, target: str, spec: TableSpec) -> tuple[int, str]:
    if column.dates >= 0.5:
        return NOT, "its values are dates"
    if target.endswith(("_ref", "_id", "_number")):
        if spec.unique and target == spec.unique[0]:
            return (FITS, "each row has its own") if column.is_unique else (PARTLY, "some values stand more than once")
        return (FITS, "its values hold digits") if column.share(r"\d") >= 0.5 else (PARTLY, "its values hold no digits")
    if column.is_numeric or (column.is_unique and column.filled > 20):
        return PARTLY, "its values look like ids"
    return FITS, numbered(column.counts.height, "value", "different values")


def codes_of(spec: TableSpec, target: str) -> list[str]:
    """Return the codes that a text column accepts; none where it takes any text."""
    if spec.schema[target] != pl.String:
        return []
    checks = spec.fields[target].checks
    return [str(code) for check in checks for code in check.statistics.get("allowed_values", [])]


def known_code(value: str, codes: list[str]) -> bool:
    """Return whether the contract reads a spelling as one of its codes."""
    plain = re.sub(r"[\s_-]+", "_", value.lower())
    plain = re.sub(r"^0+(\d+)$", r"\1", re.sub(r"^(\d+)\.0+$", r"\1", plain))
    return plain in {code.lower() for code in codes}


def _share(share: float) -> str:
    return "all" if share >= 1 else f"{100 * share:.0f}%"


def is_personal(name: str) -> bool:
    """Return whether a heading tells of a name, a birth date, pay or another thing of a person that is never read."""
    plain = " ".join(re.findall("[a-z0-9]+", name.lower()))
    own = set(plain.split())
    somebodys = any({who, "name"} <= own for who in ("manager", "applicant", "worker", "candidate"))
    named = somebodys or ("name" in own and not own & {*words.NAMED_THINGS})
    parts = any(phrase in plain for phrase in words.PERSONAL_PHRASES)
    return bool(own & {*words.PERSONAL_WORDS}) or named or parts or squashed(name) in {*words.PERSONAL_WORDS, "name"}
