"""How the authority compares: places among published figures, and its own figure reconciled with the published one."""

from workforce.standing.groups import RULE, Group, Member, counted, middle, ordinal, place, quarter_words
from workforce.standing.reconciliation import Reconciliation, Term, reconcile
from workforce.standing.records import MORE, records
from workforce.standing.standing import (
    ENGLAND,
    NEIGHBOURS,
    REGION,
    Standing,
    Whose,
    day_of,
    has_counterpart,
    latest_year,
    stand,
    years_of,
)
from workforce.standing.words import figure, footnotes, missing, ours, reconciled, sentence, table, terms

__all__ = [
    "ENGLAND", "MORE", "NEIGHBOURS", "REGION", "RULE", "Group", "Member", "Reconciliation", "Standing", "Term",
    "Whose", "counted", "day_of", "figure", "footnotes", "has_counterpart", "latest_year", "middle", "missing",
    "ordinal", "ours", "place", "quarter_words", "reconcile", "reconciled", "records", "sentence", "stand", "table",
    "terms", "years_of",
]  # fmt: skip
