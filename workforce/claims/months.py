"""The months that a typed claim names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

NAMES = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
NAMED = r"(?P<name>jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,?\s+(?P<year>\d{4})"
MONTH = re.compile(
    rf"\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{NAMED}|(?P<iso>\d{{4}}-\d{{1,2}})(?:-\d{{1,2}})?|(?P<slash>\d{{1,2}}/\d{{4}}))\b",
    re.IGNORECASE,
)
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12, "": 1,
}  # fmt: skip
NUMBER = "a|an|one|two|three|four|five|six|twelve|" + r"\d{1,2}"
AGO = re.compile(rf"\b(?P<count>{NUMBER})\s+(?P<unit>year|month)s?\s+(?:ago|before|earlier)\b", re.IGNORECASE)
LAST = re.compile(
    rf"\b(?:in|over|for|during|within)\s+the\s+(?:last|past|previous)\s+(?P<count>{NUMBER})?\s*(?P<unit>year|month)s?\b",
    re.IGNORECASE,
)
YEAR = re.compile(
    r"\b(?P<count>)(?:(?:on|than|from|since|against|compared with|compared to)\s+)?"
    r"(?:last (?P<unit>year|month)|year[- ]on[- ]year)\b",
    re.IGNORECASE,
)
JUDGED = re.compile(
    r"\b(?:since|from|at|after|before)\s+(?:the|our)\s+(?:\w+\s+)?(?:judge?ment|inspection)\b", re.IGNORECASE
)
BARE_YEAR = re.compile(r"\b(?:since|in|from|to|by|until|during|of)\s+(?P<year>(?:19|20)\d{2})\b(?!\s*%)", re.IGNORECASE)
STARTS = ("since", "from", "after", "than", "against", "was", "were")
ENDS = ("to", "by", "until", "is", "now")


@dataclass(frozen=True)
class Span:
    """The earlier and the later month of a claim, None where it names none, and what could not be read."""

    earlier: date | None = None
    later: date | None = None
    unread: tuple[str, ...] = ()


def months(text: str, shown: Sequence[date], later: date, judged: date | None) -> tuple[Span, str]:
    """Return the months that a text names, as first days, and the text without them."""
    unread: list[str] = []
    named: list[tuple[date, bool]] = []
    for found in MONTH.finditer(text):
        month = written(found)
        if month is None:
            unread.append(f"“{found.group()}” is not a month.")
        elif month not in shown:
            unread.append(f"{month:%B %Y} is not shown here: the months run {ends(shown)}.")
        else:
            named.append((month, is_start(text[: found.start()])))
    rest = MONTH.sub(" ", text)
    early, late = sorted_out(named)
    early, rest = relative(rest, early, late or later, judged, shown, unread)
    for found in BARE_YEAR.finditer(rest):
        unread.append(f"“{found['year']}” names no month: write one, such as October {found['year']}.")
    return Span(early, late, tuple(unread)), BARE_YEAR.sub(" ", rest)


def written(found: re.Match[str]) -> date | None:
    """Return the first day of the month that is written, or None when there is no such month."""
    if found["name"]:
        year, month = int(found["year"]), NAMES.index(found["name"][:3].lower()) + 1
    elif found["iso"]:
        year, month = (int(part) for part in found["iso"].split("-"))
    else:
        month, year = (int(part) for part in found["slash"].split("/"))
    return date(year, month, 1) if 1 <= month <= 12 and year > 0 else None


def ends(shown: Sequence[date]) -> str:
    """Return the first and last month shown, in words."""
    return f"from {shown[0]:%B %Y} to {shown[-1]:%B %Y}" if shown else "from nowhere"


def is_start(before: str) -> bool:
    """Return whether the words before a month make it the earlier one."""
    led = [word for word in re.findall(r"[a-z]+", before.lower()) if word in STARTS + ENDS]
    return bool(led) and led[-1] in STARTS


def sorted_out(named: Sequence[tuple[date, bool]]) -> tuple[date | None, date | None]:
    """Return the earlier and the later of the months named."""
    held = sorted({month for month, _ in named})
    if len(held) > 1:
        return held[0], held[-1]
    if not held:
        return None, None
    return (held[0], None) if named[0][1] else (None, held[0])


def relative(
    text: str, early: date | None, later: date, judged: date | None, shown: Sequence[date], unread: list[str]
) -> tuple[date | None, str]:
    """Return the earlier month, where it is said as so long ago or as the judgement, and the text without that."""
    asked: list[date | None] = [*back(text, later)]
    rest = YEAR.sub(" ", LAST.sub(" ", AGO.sub(" ", text)))
    if JUDGED.search(rest):
        asked.append(judged)
        if judged is None:
            unread.append("No judgement before this month is recorded.")
        rest = JUDGED.sub(" ", rest)
    wanted = next((month for month in asked if month), None)
    if wanted and wanted not in shown:
        unread.append(f"{wanted:%B %Y} is not shown here: the months run {ends(shown)}.")
        wanted = None
    return early or wanted, rest


def back(text: str, later: date) -> Iterator[date]:
    """Yield the months that are said as a number of months or years before the later one."""
    for pattern in (AGO, LAST, YEAR):
        for found in pattern.finditer(text):
            spoken = (found["count"] or "").lower()
            count = COUNTS[spoken] if spoken in COUNTS else int(spoken)
            length = 1 if (found["unit"] or "year").lower() == "month" else 12
            place = later.year * 12 + later.month - 1 - count * length
            yield date(place // 12, place % 12 + 1, 1)
