"""Where limits may start anew: a dated, signed change that a shift of seven months bears out (MEASURES §4.4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workforce import spc
from workforce.settings import Rebase


@dataclass(frozen=True)
class Rebased:
    """A rebase that was asked for: `start` is the place of its first month, or None with the reason it is not made."""

    asked: Rebase
    start: int | None
    refused: str = ""


def rebased_at(
    values: spc.Values, days: Sequence[date], asked: Sequence[Rebase], rules: spc.Rules
) -> tuple[Rebased, ...]:
    """Return each rebase with its place, judged by the limits in force before it; `days` are the month ends."""
    found: list[Rebased] = []
    begins = 0
    for rebase in asked:
        start = next((place for place, day in enumerate(days) if day >= rebase.date), None)
        refused = why_not(values, begins, start, rules)
        found.append(Rebased(rebase, None if refused else start, refused))
        if not refused and start is not None:
            begins = start
    return tuple(found)


def why_not(values: spc.Values, begins: int, start: int | None, rules: spc.Rules) -> str:
    """Return why limits do not start anew at a place, or nothing when they do."""
    if start is None or start <= begins:
        return "no month shown lies before it"
    before = spc.limits_of(values[begins:start], rules)
    if before.mean is None:
        return "fewer than five months lie before it"
    held = [value for value in values[start:] if value is not None][: rules.shift]
    sides = [spc.sign(value, before.mean) for value in held]
    if len(held) < rules.shift:
        return f"fewer than {rules.shift} months lie after it"
    if not spc.same(sides):
        return f"the {rules.shift} months after it do not all lie on one side of the mean before it"
    if sides[0] * rules.better < 0:
        return "limits never start anew at a deterioration"
    return ""
