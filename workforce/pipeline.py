"""The hiring funnel: how many of the same applications reached each stage, and what became of those that stopped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

STAGES = ("applied", "shortlisted", "interviewed", "offer made", "accepted", "started")
WAITING = "in progress"
LEFT_OPEN = "left open"


@dataclass(frozen=True)
class Stage:
    """One stage of a funnel: how many applications reached it, and how many stopped there by what became of them."""

    name: str
    reached: int
    before: int | None
    outcomes: Mapping[str, int]

    @property
    def conversion(self) -> float | None:
        """Return the share in percent of those at the stage before that reached this one, None without any."""
        return 100 * self.reached / self.before if self.before else None

    @property
    def in_progress(self) -> int:
        """Return how many are at this stage now."""
        return self.outcomes.get(WAITING, 0)


def funnel(stopped: Mapping[tuple[str, str], int]) -> tuple[Stage, ...]:
    """Return the stages of applications counted by (furthest stage, outcome), each holding those that went further."""
    held = [{outcome: n for (stage, outcome), n in stopped.items() if stage == name} for name in STAGES]
    reached = [sum(sum(each.values()) for each in held[place:]) for place in range(len(STAGES))]
    before = [None, *reached]
    return tuple(
        Stage(name, number, earlier, outcomes)
        for name, number, earlier, outcomes in zip(STAGES, reached, before, held, strict=False)
    )


def share(stages: Sequence[Stage], later: str, earlier: str) -> float | None:
    """Return the share in percent of those at the earlier stage that reached the later one, None without any."""
    found = {stage.name: stage.reached for stage in stages}
    return 100 * found[later] / found[earlier] if found[earlier] else None
