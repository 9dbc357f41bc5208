"""The registry of rules: one id, sentence, reason, fix, severity and owner each."""

from collections.abc import Mapping

from workforce.contracts.case_rules import CASE_RULES
from workforce.contracts.census_rules import CENSUS_RULES
from workforce.contracts.drift_rules import DRIFT_RULES
from workforce.contracts.fix_rules import FIX_RULES
from workforce.contracts.hiring_rules import HIRING_RULES
from workforce.contracts.matching_rules import MATCHING_RULES
from workforce.contracts.reading_rules import READING_RULES
from workforce.contracts.row_rules import ROW_RULES
from workforce.contracts.rule import Rule
from workforce.contracts.staff_rules import STAFF_RULES

# What the contracts find in a file by itself.
RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*ROW_RULES, *READING_RULES, *CENSUS_RULES, *FIX_RULES)}
# What only the SQL finds, beside other tables or the last snapshot.
AFTER_MATCHING: Mapping[str, Rule] = {
    rule.id: rule for rule in (*MATCHING_RULES, *STAFF_RULES, *HIRING_RULES, *CASE_RULES, *DRIFT_RULES)
}
EVERY_RULE: Mapping[str, Rule] = {**RULES, **AFTER_MATCHING}
