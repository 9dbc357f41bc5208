"""A claim typed in plain English, read into measure, direction, months, area and figures; what was not read is said."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workforce.catalogue import MEASURES
from workforce.claims.claim import PARTS, Said
from workforce.claims.figures import figures
from workforce.claims.months import months
from workforce.claims.vocabulary import DENIALS, LEADING, MOVES, PLAIN, known_words, phrases, stem, stems

LONGEST = 200
EXAMPLES = (
    "Permanent staff rose from 30% to 70%", "Caseloads are falling", "Children have fewer changes of worker",
    "Recruitment is well up on last year", "The leadership team is now permanent",
)  # fmt: skip
CLOSE = 0.84
STILL = re.compile(
    r"\b((did|does|do|has|have|had)(n't| not) (been )?(changed?|moved?)|no (real )?change\b(?! of)|not changed"
    r"|stood still|(stayed|remained) (about )?the same)\b",
    re.IGNORECASE,
)
ALL_PERMANENT = re.compile(r"\b(is|are) (now |all |fully |now all |now fully )+permanent\b", re.IGNORECASE)


@dataclass(frozen=True)
class Known:
    """What a typed claim may name: months shown (first days, oldest first), areas with their level, and the dates.

    `later` is the first day of the month that is looked at, `judged` that of the judgement when there is one.
    """

    months: Sequence[date]
    areas: Mapping[str, str]
    later: date
    judged: date | None = None


@dataclass(frozen=True)
class Understood:
    """How a typed claim was read: None or empty where it does not say, and in `unread` what could not be read."""

    measure: str | None = None
    direction: str | None = None
    earlier: date | None = None
    later: date | None = None
    level: str | None = None
    area: str | None = None
    part: str = ""
    said: tuple[Said, ...] = ()
    unread: tuple[str, ...] = ()


def understand(text: str, known: Known) -> Understood:
    """Return how a typed claim reads; the text is only ever compared with words, and never run or drawn."""
    rest = " ".join(text[:LONGEST].replace("’", "'").split())
    if not rest:
        return Understood()
    level, area, rest = place(rest, known.areas)
    span, rest = months(rest, known.months, known.later, known.judged)
    all_permanent = bool(ALL_PERMANENT.search(rest))
    said, rest, odd = figures(rest)
    is_still = bool(STILL.search(rest))
    words = list(spelled(stems(STILL.sub(" ", rest))))
    measure, words = measure_of(words)
    part = "leadership" if LEADING & set(words) and measure and has_part(measure) else ""
    words = [word for word in words if not (part and word in LEADING)]
    direction, trouble = direction_of(words, is_still)
    if all_permanent and measure == "permanent_share" and direction is None and not trouble:
        direction, said = "rose", said or (Said("later", "least", 100.0),)
    unread = [*span.unread, *odd, *trouble]
    said, foreign = in_the_unit(measure, said)
    unread += foreign
    if measure is None:
        unread.append("No measure was recognised: choose one below.")
    if direction is None and not trouble:
        unread.append("Which way it went was not recognised: choose it below.")
    if strange := left_over(words):
        unread.append(f"Passed over: {', '.join(f'“{word}”' for word in strange)}.")
    return Understood(measure, direction, span.earlier, span.later, level, area, part, said, tuple(unread))


def place(text: str, areas: Mapping[str, str]) -> tuple[str | None, str | None, str]:
    """Return the level and name of the area that is named, and the text without it.

    A name of one word counts only after in, for, at, of or across: "Leadership" may be a service and a word.
    """
    for name in sorted(areas, key=len, reverse=True):
        before = r"\b(?:in|for|at|of|across)\s+(?:the\s+)?"
        lead = before if len(name.split()) == 1 else f"(?:{before})?"
        found = re.search(rf"{lead}(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
        if found:
            return areas[name], name, f"{text[: found.start()]} {text[found.end() :]}"
    return None, None, text


def spelled(words: Sequence[str]) -> Iterator[str]:
    """Yield each word, a misspelt one as the known word of the same first letter that is nearest to it."""
    held = known_words()
    for word in words:
        alike = [] if word in held or len(word) < 5 else [each for each in held if each[:1] == word[:1]]
        yield next(iter(difflib.get_close_matches(word, sorted(alike), 1, CLOSE)), word)


def measure_of(words: Sequence[str]) -> tuple[str | None, list[str]]:
    """Return the measure whose words are all there, the longest such set, and the words that are left."""
    there = set(words)
    fitting = [(held, measure) for held, measure in phrases() if held and held <= there]
    if not fitting:
        return None, list(words)
    held, measure = max(fitting, key=lambda each: len(each[0]))
    left, used = [], set(held)
    for word in words:
        if word in used:
            used.discard(word)
        else:
            left.append(word)
    return measure, left


def has_part(measure: str) -> bool:
    """Return whether the leadership team's share of a measure is known apart."""
    return PARTS["leadership"][0] in MEASURES[measure].breakdowns


def direction_of(words: Sequence[str], is_still: bool) -> tuple[str | None, list[str]]:
    """Return the direction that the words give, or None, and why it could not be read where they say too much."""
    found = {name for name, held in MOVES.items() if {stem(word) for word in held.split()} & set(words)}
    found |= {"same"} if is_still else set()
    if denied := [word for word in words if word in DENIALS]:
        return None, [f"“{denied[0]}” turns the claim round: choose below what did happen."]
    if "target" in found and len(found) == 2:
        found = {"target"}
    if len(found) > 1:
        return None, ["It says more than one thing about which way it went: choose one below."]
    return next(iter(found), None), []


def in_the_unit(measure: str | None, said: Sequence[Said]) -> tuple[tuple[Said, ...], list[str]]:
    """Return the figures that can be compared with the measure, and why the others cannot."""
    if measure is None:
        return (), []
    unit = MEASURES[measure].unit
    foreign = [each for each in said if each.is_percent and unit != "percent"]
    kept = tuple(each for each in said if each not in foreign)
    return kept, [f"“{each.value:g}%” was not compared: it is counted in {unit}." for each in foreign]


def left_over(words: Sequence[str]) -> list[str]:
    """Return the words that nothing was read from, each once, in order."""
    plain = {stem(word) for word in PLAIN} | {stem(word) for held in MOVES.values() for word in held.split()} | DENIALS
    return list(dict.fromkeys(word for word in words if word not in plain and len(word) > 1))
