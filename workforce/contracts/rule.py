"""A rule: what a row or value breaks, and how it is put right."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What a row or value breaks; {column} stands for the column's name."""

    id: str
    severity: str
    message: str
    fix: str
    quarantines: bool = False
