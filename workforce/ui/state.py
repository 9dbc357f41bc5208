"""What process control says of a reading, as a shape and words: the same on tiles, tables, cards and charts."""

from __future__ import annotations

from workforce import charts
from workforce.narrative import verdicts
from workforce.series import Reading
from workforce.ui.words import escaped

COLOURS = {"improvement": "blue", "concern": "orange", "neutral": "violet"}
SIGNS = {"consistent_pass": "✓", "consistent_fail": "×", "inconsistent": "◐"}


def icon(state: str) -> str:
    """Return the shape of a state as Markdown: that of the chart's marks, in their colour; empty without a state."""
    if state in charts.MARKS:
        sign = charts.MARKS[state].sign
        return f":{COLOURS[state]}[{sign}]" if state in COLOURS else sign
    return SIGNS.get(state, "")


def state_line(found: Reading, is_short: bool = False) -> str:
    """Return variation and assurance of a reading as one line of Markdown, each with its shape."""
    parts = [f"{icon(state)} {escaped(words)}".strip() for state, words in verdicts(found, is_short)]
    return " · ".join(parts)
