"""Where a rule can be checked: the columns that must have been sent for it."""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from workforce.contracts.census import AUTHORITY, WORKERS
from workforce.contracts.census_checks import DUE
from workforce.contracts.rule import Rule
from workforce.contracts.specs import SPECS, TableSpec
from workforce.contracts.values import UNREADABLE

Ways = tuple[tuple[str, ...], ...]
Columns = Callable[[TableSpec], Iterable[str]]


def ways(rule: Rule) -> Ways:
    """Return the ways in which a rule can be checked, each a list of "table.column", rows checked in the first.

    A rule without a way can always be checked.
    """
    if rule.needs:
        return rule.needs
    if rule.id in TOLD:
        return TOLD[rule.id]
    if rule.id in WHEREVER:
        columns = WHEREVER[rule.id]
        return tuple((f"{spec.name}.{name}",) for spec in SPECS.values() for name in columns(spec))
    return ()


def _first(spec: TableSpec) -> list[str]:
    """The first column that a file of the table must have."""
    return [next(iter(spec.required_columns), spec.columns[0])]


def _of_kind(kind: type[pl.DataType]) -> Columns:
    return lambda spec: [name for name, of in spec.schema.items() if of == kind]


def _coded(spec: TableSpec) -> list[str]:
    """The columns with a list of codes, except those that have a rule of their own."""
    own = {"contract_type"} if "unknown_code" not in spec.rules else set(spec.columns)
    listed = {n for n, field in spec.fields.items() if any("allowed_values" in c.statistics for c in field.checks)}
    return [name for name in spec.columns if name in listed - own]


def _ranged(spec: TableSpec) -> list[str]:
    """The numbers with a least or a greatest value, except full-time equivalents."""
    bounded = {n for n, f in spec.fields.items() if any(c.name != "isin" for c in f.checks)}
    return [name for name in spec.columns if name in bounded and name not in ("fte", "FTE", "FTE30")]


def _ids(spec: TableSpec) -> list[str]:
    return [name for name in spec.columns if name.endswith(("_id", "_ref", "_no")) or name in spec.ids]


def _named(name: str) -> Columns:
    return lambda spec: [name] if name in spec.required_columns else []


def _starts(spec: TableSpec) -> list[str]:
    return [spec.start] if spec.start and spec.start in spec.required_values else []


_OF_IDS = ("shortened_id", "id_like_short_number", "id_turned_into_date", "id_of_several_lines")
_OF_FILES = (
    "error_value", "totals_row", "repeated_header", "null_words", "invisible_characters", "guarded_text",
    "converted_characters", "lines_above_header", "hidden_columns", "hidden_sheet", "filtered_rows", "merged_cells",
)  # fmt: skip
WHEREVER: Mapping[str, Columns] = {
    "missing_id": lambda spec: [name for name in spec.required_values if name != spec.start],
    "missing_start_date": _starts,
    "unreadable_start_date": _starts,
    "end_before_start": lambda spec: [spec.end] if spec.end else [],
    "same_day": lambda spec: [spec.end] if spec.end and spec.is_same_day_refused else [],
    "duplicate": lambda spec: [] if spec.keeps_alike else _first(spec),
    "repeated_by_join": lambda spec: list(spec.repeats),
    "repeated_key": lambda spec: list(spec.unique[:1]),
    **{rule: _of_kind(kind) for kind, rule in UNREADABLE.items()},
    "unknown_code": _coded,
    "unknown_contract_type": _named("contract_type"),
    "fte_out_of_range": lambda spec: ["fte"] if "fte" in spec.columns else [],
    "missing_fte": _named("fte"),
    "out_of_range": _ranged,
    "date_out_of_order": lambda spec: [later for _, later in spec.ordered],
    "mixed_date_shapes": _of_kind(pl.Date),
    "placeholder_date": _of_kind(pl.Date),
    "placeholder_id": _ids,
    "decimal_id": _ids,
    "extra_column": _first,
    "hidden_rows": _first,
    **dict.fromkeys(_OF_IDS, _ids),
    "impossible_year": _of_kind(pl.Date),
    **dict.fromkeys(_OF_FILES, _first),
    "left_out_by_mapping": _first,
    "superseded_row": _first,
    "corrected_row": _first,
    "left_out_by_fix": _first,
    "fix_out_of_date": _first,
    "unmatched_team": lambda spec: [name for name in spec.columns if name == "team" or name.endswith("_team")],
    "blank_team": lambda spec: [name for name in spec.columns if name == "team"],
}


def _each(table: str, *columns: str) -> Ways:
    return tuple((f"{table}.{column}",) for column in columns)


EPISODES, HOLDERS = "sw_episodes", (("ssd_involvements.invo_professional_id", "hr_assignments.person_ref"),)
TOLD: Mapping[str, Ways] = {
    "reason_of_end": _each("ssd_involvements", "invo_worker_change_reason"),
    "id_taken_from_elsewhere": _each("ssd_involvements", "invo_involvements_id"),
    "unusable_worker_id": _each(EPISODES, "sw_id"),
    "worker_id_prefix": _each(EPISODES, "sw_id"),
    "worker_gap": _each(EPISODES, "sw_decom"),
    "open_not_latest": _each(EPISODES, "sw_dec"),
    "reason_missing": _each(EPISODES, "sw_reason"),
    "none_open_at_year_end": _each(EPISODES, "sw_dec"),
    "census_missing_value": _each(WORKERS, *DUE),
    "census_missing_column": _each(WORKERS, "Year"),
    "census_start_and_origin": ((f"{WORKERS}.RoleStartDate", f"{WORKERS}.StartOrigin"),),
    "census_leaver_fields": _each(WORKERS, "RoleEndDate", "LeaverDestination", "ReasonLeave"),
    "census_fte_out_of_range": _each(WORKERS, "FTE", "FTE30"),
    "census_unknown_code": (*_each(WORKERS, "OrgRole"), *_each(AUTHORITY, "Year")),
    "census_leaver_fte": ((f"{WORKERS}.FTE", f"{WORKERS}.RoleEndDate"),),
    "census_wrong_layout": (*_each(WORKERS, "Year"), *_each(AUTHORITY, "Year")),
    "census_date_after": _each(WORKERS, "RoleStartDate", "RoleEndDate"),
    "census_two_birth_dates": ((f"{WORKERS}.SWENo", f"{WORKERS}.PersonBirthDate"),),
    "census_no_workers": _each(WORKERS, "Year"),
    "census_left_before_year": _each(WORKERS, "RoleEndDate"),
    "census_cases_of_role": ((f"{WORKERS}.Cases30", f"{WORKERS}.OrgRole"),),
    "census_cases_blank": ((f"{WORKERS}.Cases30", f"{WORKERS}.OrgRole"),),
    "census_absence_reason": ((f"{WORKERS}.ReasonAbsence", f"{WORKERS}.Absat30Sept"),),
    "census_contract_weeks": _each(WORKERS, "ContractWeeks"),
    "census_above_full_time": ((f"{WORKERS}.SWENo", f"{WORKERS}.FTE30"),),
    "census_swe_number": _each(WORKERS, "SWENo"),
    "census_repeated_element": _each(WORKERS, "Year"),
    "census_reference_date": _each(AUTHORITY, "ReferenceDate"),
    "census_no_vacancies": _each(AUTHORITY, "NumberOfVacancies", "NoAgencyFTE"),
    "census_cover_above_vacancies": ((f"{AUTHORITY}.NoAgencyFTE", f"{AUTHORITY}.NumberOfVacancies"),),
    "census_unknown_element": _each(WORKERS, "Year"),
    "census_shared_line": _each(WORKERS, "Year"),
    "unknown_role": (*_each("hr_assignments", "person_ref"), *_each("agency_assignments", "person_ref")),
    "unknown_person": (("hr_absences.person_ref", "hr_assignments.person_ref"),),
    "unknown_requisition": (("recruitment_applications.requisition_ref", "recruitment_requisitions.requisition_ref"),),
    "unknown_match": _each("worker_matches", "person_ref"),
    "not_in_professionals": (("ssd_involvements.invo_professional_id", "ssd_professionals.prof_professional_id"),),
    "holder_not_matched": HOLDERS,
    "holder_without_post": HOLDERS,
    "holder_without_fte": HOLDERS,
    "extreme_caseload": HOLDERS,
    "few_position_refs": (("hr_assignments.person_ref", "hr_positions.position_ref"),),
    # What the sender and the last snapshot give stands beside the extracts under these names.
    "control_total": _each("control_totals", "headcount", "fte"),
    "rows_fell": _each("last_snapshot", "rows"),
    "codes_moved": _each("last_snapshot", "rows"),
}
