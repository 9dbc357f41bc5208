"""What the checks of one refresh found: their outcomes, their history, their effect and the way to put them right."""

from workforce.quality.cleared import CLEARED, Looked, compared, judged, placed
from workforce.quality.codes import code_mix
from workforce.quality.effects import HEADLINES, PLACED, effects
from workforce.quality.kept import keep_outcomes, registry
from workforce.quality.outcomes import ERRORED, FAILED, PASSED, SKIPPED, Run, checkable, history, outcomes
from workforce.quality.previous import Previous, last

__all__ = [
    "CLEARED", "ERRORED", "FAILED", "HEADLINES", "PASSED", "PLACED", "SKIPPED", "Looked", "Previous", "Run",
    "checkable", "code_mix", "compared", "effects", "history", "judged", "keep_outcomes", "last", "outcomes", "placed",
    "registry",
]  # fmt: skip
