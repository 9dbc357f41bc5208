"""The contracts: what every table must hold, and the judge of its rows."""

from workforce.contracts.census import TABLES as CENSUS_TABLES
from workforce.contracts.deployed import Shape
from workforce.contracts.judge import Judged, empty, judge, judge_alone
from workforce.contracts.rules import AFTER_MATCHING, RULES
from workforce.contracts.specs import SPECS, TableSpec

__all__ = [
    "AFTER_MATCHING",
    "CENSUS_TABLES",
    "RULES",
    "SPECS",
    "Judged",
    "Shape",
    "TableSpec",
    "empty",
    "judge",
    "judge_alone",
]
