"""The rules of an extract beside the last one: a sudden fall in rows, or a change of the codes in use."""

from workforce.contracts.rule import DATA, Rule

DRIFT_RULES = (
    Rule(
        "rows_fell",
        "warning",
        "The table holds at least 30 % fewer rows than in the last snapshot; value gives both.",
        "Ask whoever exports it whether a filter, a date or a team was left out, then export again.",
        why="A short file looks like people leaving or cases closing.",
        owner=DATA,
        family="fct_findings_drift",
    ),
    Rule(
        "codes_moved",
        "warning",
        "A code of {column} has a far larger or smaller share of the rows than in the last snapshot, or is gone; "
        "value gives both.",
        "Ask whoever exports it whether the codes were renamed; map new ones in authority.toml.",
        why="A code that is renamed in the source system looks like a change in the workforce or in practice.",
        owner=DATA,
        family="fct_findings_drift",
    ),
)
