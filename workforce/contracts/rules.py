"""The registry of row rules: one id, sentence, fix and severity each."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Rule:
    """What a row or value breaks; {column} stands for the column's name."""

    id: str
    severity: str
    message: str
    fix: str
    quarantines: bool = False


_ALL = (
    Rule(
        "missing_id",
        "error",
        "{column} is blank, so the row cannot be placed.",
        "Fill in {column} and export again.",
        True,
    ),
    Rule(
        "missing_start_date",
        "error",
        "{column} is blank, so the row cannot be placed in time.",
        "Fill in {column} and export again.",
        True,
    ),
    Rule(
        "unreadable_start_date",
        "error",
        "{column} is not a date, so the row cannot be placed in time.",
        "Write {column} as YYYY-MM-DD.",
        True,
    ),
    Rule("end_before_start", "error", "{column} is before the start date.", "Correct the start or the end date.", True),
    Rule(
        "duplicate",
        "info",
        "The row repeats another in every column; one is kept.",
        "Nothing to do; remove the copy if you can.",
        True,
    ),
    Rule(
        "repeated_key",
        "error",
        "{column} is already used by a different row; the latest row is kept.",
        "Give each row its own {column}.",
        True,
    ),
    Rule(
        "unreadable_date", "warning", "{column} is not a date and is read as unknown.", "Write {column} as YYYY-MM-DD."
    ),
    Rule(
        "unreadable_number",
        "warning",
        "{column} is not a number and is read as unknown.",
        "Write {column} as a plain number.",
    ),
    Rule(
        "unreadable_boolean",
        "warning",
        "{column} is neither true nor false and is read as unknown.",
        "Write {column} as true or false.",
    ),
    Rule(
        "unknown_code",
        "warning",
        "{column} is not one of the known codes and is read as unknown.",
        "Use a code of the list for {column}, or map it in authority.toml.",
    ),
    Rule(
        "unknown_contract_type",
        "warning",
        "{column} is blank or not mapped, so the contract is unknown, never permanent.",
        "Map the value under [contract_types] in authority.toml.",
    ),
    Rule(
        "fte_out_of_range",
        "warning",
        "{column} is not above 0 and at most 1, so the full-time equivalent is unknown.",
        "Give hours divided by standard hours, or set reading.standard_hours.",
    ),
    Rule("missing_fte", "warning", "{column} is blank, so the full-time equivalent is unknown.", "Fill in {column}."),
    Rule("out_of_range", "warning", "{column} is outside its range and is read as unknown.", "Correct {column}."),
    Rule(
        "date_out_of_order",
        "warning",
        "{column} is before the date it must follow and is read as unknown.",
        "Correct {column}.",
    ),
    Rule(
        "mixed_date_shapes",
        "warning",
        "{column} holds both YYYY-MM-DD and DD/MM/YYYY; each is read by its own shape.",
        "Export {column} in one shape.",
    ),
    Rule(
        "placeholder_date",
        "info",
        "{column} holds placeholder dates, read as blank.",
        "Nothing to do; the count is in value.",
    ),
    Rule("placeholder_id", "info", "{column} holds -1, read as blank.", "Nothing to do; the count is in value."),
    Rule(
        "id_taken_from_elsewhere",
        "info",
        "{column} is filled from another column, as this case system records it there.",
        "Nothing to do; check the sample of ids.",
    ),
)
RULES: Mapping[str, Rule] = {rule.id: rule for rule in _ALL}
