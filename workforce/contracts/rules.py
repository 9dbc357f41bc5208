"""The registry of row rules: one id, sentence, fix and severity each."""

from collections.abc import Mapping

from workforce.contracts.census_rules import CENSUS_RULES
from workforce.contracts.rule import Rule

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
        "same_day",
        "error",
        "{column} is the day the episode began, which the return does not allow.",
        "Correct the start or the end date, or remove the row.",
        True,
    ),
    Rule(
        "duplicate",
        "info",
        "The row repeats another in every column; one is kept.",
        "Nothing to do; remove the copy if you can.",
        True,
    ),
    Rule(
        "repeated_by_join",
        "info",
        "The row repeats another as this case system lists it once a team or relationship; one is kept.",
        "Nothing to do; the copies differ in nothing that is counted.",
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
        "extra_column",
        "info",
        "{column} is not a column of this table and is not read.",
        "Nothing to do; leave it out of the export if it is personal.",
    ),
    Rule(
        "left_out_by_mapping",
        "info",
        "The row is left out on purpose: authority.toml does not read rows with this value of {column}.",
        "Nothing to do; change keep or leave_out under [[sources]] if the row belongs.",
        True,
    ),
    Rule(
        "superseded_row",
        "info",
        "The row is left out on purpose: a later row of the same {column} begins on the same day.",
        "Nothing to do; the last row of the day is read.",
        True,
    ),
    Rule(
        "hidden_rows",
        "info",
        "The sheet holds hidden rows, read like all the others.",
        "Show the rows and check that they belong in the export.",
    ),
    Rule(
        "decimal_id",
        "info",
        "{column} holds whole numbers written as decimals, such as 1234.0, read as 1234.",
        "Nothing to do; export {column} as text if you can.",
    ),
    Rule(
        "reason_of_end",
        "warning",
        "{column} says in this case system why the involvement ended, and is read as why it began.",
        'Set reason_on = "end" under [reading] in authority.toml.',
    ),
    Rule(
        "id_taken_from_elsewhere",
        "info",
        "{column} is filled from another column, as this case system records it there.",
        "Nothing to do; check the sample of ids.",
    ),
    Rule(
        "unusable_worker_id",
        "warning",
        "{column} names nobody, so the episode counts for no worker.",
        "Give the registration number, or XX and a local id.",
    ),
    Rule(
        "worker_id_prefix",
        "warning",
        "{column} begins with neither SW nor XX; digits alone are read as a registration number.",
        "Write SW before a registration number and XX before a local id.",
    ),
    Rule(
        "worker_gap",
        "warning",
        "{column} is more than 7 days from the end of the child's previous episode.",
        "Correct the dates, or give the reason FCONTA where the child was referred again.",
    ),
    Rule(
        "open_not_latest",
        "warning",
        "{column} is blank although a later episode follows; it is read as ended on the day that one began.",
        "Give the day the worker ended.",
    ),
    Rule(
        "reason_missing",
        "warning",
        "{column} is blank; every episode that began on or after 1 April 2023 needs a reason.",
        "Fill in {column} and export again.",
    ),
    Rule(
        "none_open_at_year_end",
        "info",
        "The child's last episode ended more than 5 days before 31 March, which is right only for who had left care.",
        "Add the episode that was open on 31 March if the child was still looked after.",
    ),
)
RULES: Mapping[str, Rule] = {rule.id: rule for rule in (*_ALL, *CENSUS_RULES)}

_MATCHING = (
    Rule(
        "unmatched_team",
        "warning",
        "{column} names a team of neither the settings nor ssd_department; its rows count for the authority only.",
        "Add the spelling under [team_aliases] or the team under [services] in authority.toml.",
    ),
    Rule(
        "blank_team",
        "warning",
        "{column} is blank, so these rows count for the authority only.",
        "Fill in {column} and export again.",
    ),
    Rule(
        "unknown_role",
        "warning",
        "Neither a role nor a post title is given, so these rows stay in scope with an unknown role.",
        "Fill in org_role or post_title and export again.",
    ),
    Rule(
        "unknown_person",
        "warning",
        "The absence is of somebody who is in neither HR file, so it has no effect.",
        "Correct {column}, or add the person's posts to the export.",
    ),
    Rule(
        "unknown_requisition",
        "warning",
        "The application belongs to no requisition of the export, so it has no effect.",
        "Correct {column}, or add the requisition to the export.",
    ),
    Rule(
        "unknown_match",
        "warning",
        "{column} is in no other file, so the match has no effect.",
        "Correct or remove the line of worker_matches.",
    ),
    Rule(
        "not_in_professionals",
        "info",
        "Some workers are known by their id only, as ssd_professionals lacks them; each is a worker of their own.",
        "Add them to ssd_professionals, with registration or staff number.",
    ),
    Rule(
        "holder_not_matched",
        "warning",
        "A worker who holds cases matches nobody in the HR files, so the cases are outside the average caseload.",
        "Give the registration or staff number in both systems, or add the pair to worker_matches.csv.",
    ),
    Rule(
        "holder_without_post",
        "warning",
        "A worker who holds cases has no post in scope, so the cases are outside the average caseload.",
        "Reallocate the cases, or correct the post's dates or role in HR.",
    ),
    Rule(
        "holder_without_fte",
        "warning",
        "A worker who holds cases has unknown or zero FTE, so the cases are outside the average caseload.",
        "Give the FTE of the post in HR.",
    ),
    Rule(
        "extreme_caseload",
        "info",
        "A worker holds more than 50 cases per FTE; the cases are counted.",
        "Check for an inbox account, a wrong FTE or cases that should be closed.",
    ),
    Rule(
        "few_position_refs",
        "info",
        "Fewer than half of the posts name their position, so vacancies are worked out by team and role.",
        "Fill in {column} and export again.",
    ),
    Rule(
        "control_total",
        "warning",
        "The sender's {column} differs from the {column} of everyone in post counted at the extract date.",
        "Compare the export with the sender's list, or correct [control_totals] in authority.toml.",
    ),
)
AFTER_MATCHING: Mapping[str, Rule] = {rule.id: rule for rule in _MATCHING}
