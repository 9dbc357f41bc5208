"""The contracts: what every table must hold, and the judge of its rows."""

from workforce.contracts.census import TABLES as CENSUS_TABLES
from workforce.contracts.deployed import Shape
from workforce.contracts.failing import fix_sheets, to_fix
from workforce.contracts.judge import Judged, empty, judge, judge_alone
from workforce.contracts.rule import BY_TABLE, Rule, owner_of
from workforce.contracts.rules import AFTER_MATCHING, EVERY_RULE, RULES
from workforce.contracts.scope import ways
from workforce.contracts.specs import SPECS, TableSpec

__all__ = [
    "AFTER_MATCHING", "BY_TABLE", "CENSUS_TABLES", "EVERY_RULE", "RULES", "SPECS", "Judged", "Rule", "Shape",
    "TableSpec", "empty", "fix_sheets", "judge", "judge_alone", "owner_of", "to_fix", "ways",
]  # fmt: skip
