"""A claim about a measure between two months, read from plain words, and whether it holds."""

from workforce.claims.claim import DIRECTIONS, PARTS, Claim, Said, Verdict, between, restated
from workforce.claims.rules import CANNOT, FAILS, HOLDS, check, figure
from workforce.claims.typed import EXAMPLES, LONGEST, Known, Understood, understand

__all__ = [
    "CANNOT", "DIRECTIONS", "EXAMPLES", "FAILS", "HOLDS", "LONGEST", "PARTS", "Claim", "Known", "Said", "Understood",
    "Verdict", "between", "check", "figure", "restated", "understand",
]  # fmt: skip
