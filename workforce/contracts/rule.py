"""A rule: what a row or value breaks, why that matters, who puts it right and how."""

from dataclasses import dataclass

HR, RECRUITMENT, CASES = "HR system", "recruitment system", "case system"
SETTINGS, DATA = "settings", "data team"
# The first that a table's name begins with; any other table is the case system's.
OWNERS = {
    "recruitment_": RECRUITMENT, "hr_": HR, "agency_": HR, "census_": HR, "supervisions": HR,
    "worker_matches": DATA, "control_totals": DATA,
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """What a row or value breaks; {column} stands for the column's name.

    `why` says why it matters, for somebody who reads the figures. `owner` puts it right; blank is whoever owns the
    system that the table comes from. `needs` are the ways in which the rule can be checked, each a list of
    "table.column" that must have been sent, the first of them in the table whose rows are checked. `family` is the
    SQL file of queries/marts/ that finds it, blank for the rules of the contracts.
    """

    id: str
    severity: str
    message: str
    fix: str
    quarantines: bool = False
    why: str = ""
    owner: str = ""
    needs: tuple[tuple[str, ...], ...] = ()
    family: str = ""


def owner_of(rule: Rule, table: str) -> str:
    """Return who puts a finding of the rule on this table right."""
    return rule.owner or next((name for start, name in OWNERS.items() if table.startswith(start)), CASES)


# Stands for any rule that is put right where its table comes from.
BY_TABLE = Rule("", "", "", "")
