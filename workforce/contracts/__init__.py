"""The contracts: what every table must hold, and the judge of its rows."""

from workforce.contracts.judge import Judged, empty, judge
from workforce.contracts.rules import RULES
from workforce.contracts.specs import SPECS, TableSpec

__all__ = ["RULES", "SPECS", "Judged", "TableSpec", "empty", "judge"]
