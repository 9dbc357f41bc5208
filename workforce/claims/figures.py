"""The figures that a typed claim says, and of which month."""

from __future__ import annotations

import re

from workforce.claims.claim import Said

FIGURE = re.compile(
    r"(?:\b(?P<lead>from|was|were|below|under|less than|fewer than|above|over|more than|at least|to|at|is|are|now"
    r"|reached|reaching|by|about|around|nearly|almost|roughly)\s+)?"
    r"(?<![\w.,])(?P<number>\d[\d,]*(?:\.\d+)?)(?:\s*(?P<percent>%|per ?cent\b))?"
    r"(?![\w]|\s*\+|\s+(?:or more|months?|years?)\b)",
    re.IGNORECASE,
)
ROLES = {
    "from": ("earlier", "is"), "was": ("earlier", "is"), "were": ("earlier", "is"), "below": ("later", "below"),
    "under": ("later", "below"), "less than": ("later", "below"), "fewer than": ("later", "below"),
    "above": ("later", "above"), "over": ("later", "above"), "more than": ("later", "above"),
    "at least": ("later", "least"), "to": ("later", "is"), "at": ("later", "is"), "is": ("later", "is"),
    "are": ("later", "is"), "now": ("later", "is"), "reached": ("later", "is"), "reaching": ("later", "is"),
}  # fmt: skip


def figures(text: str) -> tuple[tuple[Said, ...], str, list[str]]:
    """Return the figures said, the text without them, and what could not be read of them."""
    said: dict[str, Said] = {}
    unread: list[str] = []
    for found in FIGURE.finditer(text):
        role = ROLES.get((found["lead"] or "").lower())
        if role is None or role[0] in said:
            unread.append(f"“{found.group().strip()}” was not read: say from which figure to which.")
            continue
        number = found["number"].replace(",", "")
        places = len(number.partition(".")[2])
        said[role[0]] = Said(role[0], role[1], float(number), places, bool(found["percent"]))
    return tuple(said.values()), FIGURE.sub(" ", text), unread
