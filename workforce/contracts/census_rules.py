"""The rules of the workforce census: those the department's tools check, and the project's own beside them."""

from workforce.contracts.rule import Rule

OF_DEPARTMENT = (
    Rule(
        "census_missing_value",
        "error",
        "{column} is blank for an employed worker; the census requires it.",
        "Fill in {column} in HR and make the return again.",
    ),
    Rule(
        "census_missing_column",
        "error",
        "The file has no {column}, which the census requires for every employed worker.",
        "Add {column} to the file, or send the XML return itself.",
    ),
    Rule(
        "census_start_and_origin",
        "error",
        "{column} is blank where the other of RoleStartDate and StartOrigin is filled in; both are due, or neither.",
        "Fill in {column}, or clear the other.",
    ),
    Rule(
        "census_leaver_fields",
        "error",
        "{column} is blank where one of RoleEndDate, LeaverDestination and ReasonLeave is filled in; all or none.",
        "Fill in {column} for a leaver, or clear all three for somebody in post.",
    ),
    Rule(
        "census_fte_out_of_range",
        "error",
        "{column} is not from 0 to 1 and is read as unknown.",
        "Give hours divided by standard hours in {column}.",
    ),
    Rule(
        "census_unknown_code",
        "error",
        "{column} is not one of the census's codes and is read as unknown.",
        "Use a code of the list for {column}.",
    ),
    Rule(
        "census_leaver_fte",
        "warning",
        "{column} of a leaver is not 0, as the department's tools expect it to be.",
        "Ask the department which of FTE and FTE30 holds a leaver's hours; the one above 0 is counted here.",
    ),
)
OURS = (
    Rule(
        "census_wrong_layout",
        "error",
        "{column} does not belong to the layout of the return's year; value says in how many rows it is filled in.",
        "Check the year in the header, or make the return in that year's layout.",
    ),
    Rule(
        "census_date_after",
        "error",
        "{column} is after 30 September of the census year and is read as unknown.",
        "Correct {column}; what happens after 30 September belongs to the next return.",
    ),
    Rule(
        "census_two_birth_dates",
        "error",
        "{column} stands on rows with different dates of birth, so it is counted as different people.",
        "Correct {column} or the date of birth on one of the rows.",
    ),
    Rule(
        "census_no_workers",
        "error",
        "The return holds no worker, so no rate can be worked out from it.",
        "Make the return again and check that it lists the workers.",
    ),
    Rule(
        "census_left_before_year",
        "warning",
        "{column} is before the census year, so the row is neither a leaver of the year nor in post.",
        "Take the row out of the return, or correct {column}.",
    ),
    Rule(
        "census_cases_of_role",
        "warning",
        "{column} is above 0 for a manager or somebody qualified without cases; the cases are counted.",
        "Check OrgRole and {column}; the definition allows cases in any role.",
    ),
    Rule(
        "census_cases_blank",
        "warning",
        "{column} is blank for a case holder in post, who is counted as holding no case.",
        "Fill in {column}, 0 for none.",
    ),
    Rule(
        "census_absence_reason",
        "warning",
        "{column} is blank for somebody away on 30 September.",
        "Fill in {column}, or set Absat30Sept to 0.",
    ),
    Rule(
        "census_contract_weeks",
        "warning",
        "{column} is filled in for an employed worker; it is due for agency workers.",
        "Clear {column}, or correct AgencyWorker.",
    ),
    Rule(
        "census_above_full_time",
        "warning",
        "{column} stands on several rows in post whose full-time equivalents add up to more than 1; all are counted.",
        "Check for a row sent twice, or split the full-time equivalent between the roles.",
    ),
    Rule(
        "census_swe_number",
        "warning",
        "{column} is not two letters and up to ten digits, so the worker may not be recognised.",
        "Correct {column} as Social Work England's register has it.",
    ),
    Rule(
        "census_repeated_element",
        "warning",
        "{column} stands more than once in a worker; the first that is filled in is read.",
        "Check that the first {column} is the right one.",
    ),
    Rule(
        "census_reference_date",
        "warning",
        "{column} is not 30 September of the census year, which the figures are counted at.",
        "Correct {column} or Year in the header of the return.",
    ),
    Rule(
        "census_no_vacancies",
        "warning",
        "{column} is blank, so the rates that need it cannot be worked out.",
        "Fill in {column}, 0 for none, and make the return again.",
    ),
    Rule(
        "census_cover_above_vacancies",
        "warning",
        "{column} is more than the vacancies it is said to cover, so the share covered is of low reliability.",
        "Check {column} and NumberOfVacancies.",
    ),
    Rule(
        "census_unknown_element",
        "warning",
        "{column} is not an element of the census and is not read.",
        "Check the spelling of {column} against the department's guide.",
    ),
    Rule(
        "census_shared_line",
        "info",
        "Several workers stand on one line of the file, so line is the worker's place in the return.",
        "Nothing to do.",
    ),
)
CENSUS_RULES = OF_DEPARTMENT + OURS
