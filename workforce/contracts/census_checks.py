"""What the census asks of each row beyond a readable value, and who a row is about without saying who."""

from collections.abc import Iterator

import polars as pl

from workforce.contracts import census
from workforce.contracts.evaluation import breaking
from workforce.contracts.findings import of_column, of_rows
from workforce.contracts.specs import TableSpec
from workforce.contracts.values import Draft

DUE = (
    "PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity", "QualInst", "StepUpGrad", "FrontlineGrad", "OrgRole",
    "RoleStartDate", "StartOrigin", "FTE30", "WorkingDaysLost",
)  # fmt: skip
LEAVING = ("RoleEndDate", "LeaverDestination", "ReasonLeave")
SAME_PERSON = ["Year", "_swe", "PersonBirthDate", "GenderCurrent", "Sex", "Ethnicity"]
SWE_NUMBER = r"^[A-Za-z]{2}[0-9]{1,10}$"
WITHOUT_CASES = ["1", "2", "3", "6"]
IS_EMPLOYED = pl.col("AgencyWorker") == "0"
HAS_LEFT = pl.col("RoleEndDate").is_not_null()
FULL_TIME = 1 + 1e-6
Test = tuple[str, str, pl.Expr]


def found(draft: Draft, supplied: set[str]) -> list[pl.DataFrame]:
    """Return the findings on a census table, none on any other; dates after the return's day become unknown."""
    if draft.spec.name == census.WORKERS:
        for column in ("RoleStartDate", "RoleEndDate"):
            after = draft.frame.select(pl.col(column) > reference()).to_series()
            draft.mark("census_date_after", column, after)
        return [*layout(draft), *absent(draft, supplied), *of_tests(draft, [*official(supplied), *own()]), *none(draft)]
    if draft.spec.name == census.AUTHORITY:
        return [*layout(draft), *of_tests(draft, of_authority())]
    return []


def reference() -> pl.Expr:
    """Return 30 September of the row's census year."""
    return pl.date(pl.col("Year").cast(pl.Int32), 9, 30)


def blank(column: str) -> pl.Expr:
    """Return whether the file holds nothing in the column, whatever became of its value."""
    return pl.col(f"_text_{column}").is_null()


def in_layout(column: str) -> pl.Expr:
    """Return whether the layout of the row's year has the column."""
    first, last = census.LAYOUTS.get(column, (None, None))
    return pl.col("Year").is_between(first or 0, last or 9999)


def worked(draft: Draft) -> pl.DataFrame:
    """Return the typed rows with the text of each column and the normalised registration number."""
    texts = draft.raw.select(pl.all().name.prefix("_text_"))
    rows = pl.concat([draft.frame, texts], how="horizontal")
    return rows.with_columns(folded_number()) if "SWENo" in rows.columns else rows


def folded_number() -> pl.Expr:
    """Return the registration number without case and spaces, as `_swe`."""
    return pl.col("SWENo").str.to_uppercase().str.replace_all(r"\s", "").alias("_swe")


def of_tests(draft: Draft, tests: list[Test]) -> Iterator[pl.DataFrame]:
    """Yield the findings of each test that some row breaks; a private value is not told."""
    rows = worked(draft)
    for rule, column, broken in tests:
        out = breaking(rows, rule, broken, draft.errors)
        if out.height:
            value = pl.lit(None) if column in draft.spec.private else pl.col(f"_text_{column}")
            yield of_rows(out, draft.spec, rule, column, value)


def layout(draft: Draft) -> Iterator[pl.DataFrame]:
    """Yield one finding for each column that is filled in though the layout of the year does not have it."""
    rows = worked(draft)
    for column in [name for name in census.LAYOUTS if name in draft.spec.schema]:
        out = rows.filter(~blank(column) & ~in_layout(column))
        if out.height:
            yield of_column(draft.file, draft.spec, "census_wrong_layout", column, str(out.height))


def absent(draft: Draft, supplied: set[str]) -> Iterator[pl.DataFrame]:
    """Yield one finding for each column that employed workers must have and the file lacks."""
    for column in DUE:
        employed = worked(draft).filter(IS_EMPLOYED & in_layout(column))
        if column not in supplied and employed.height:
            yield of_column(draft.file, draft.spec, "census_missing_column", column, "")


def none(draft: Draft) -> Iterator[pl.DataFrame]:
    """Yield a finding when the return holds no worker."""
    if not draft.frame.height:
        yield of_column(draft.file, draft.spec, "census_no_workers", "", "")


def official(supplied: set[str]) -> Iterator[Test]:
    """Yield what the department's tools ask: rule, column and test."""
    due = [name for name in DUE if name in supplied]
    for column in due:
        yield "census_missing_value", column, IS_EMPLOYED & in_layout(column) & blank(column)
    for column, other in (("RoleStartDate", "StartOrigin"), ("StartOrigin", "RoleStartDate")):
        told = IS_EMPLOYED & pl.lit(column in due)
        yield "census_start_and_origin", column, blank(column) & ~blank(other) & ~told.fill_null(False)
    some = pl.any_horizontal(~blank(name) for name in LEAVING)
    for column in LEAVING:
        yield "census_leaver_fields", column, some & blank(column)
    yield "census_leaver_fte", "FTE", HAS_LEFT & (pl.col("FTE") > 0)


def own() -> Iterator[Test]:
    """Yield what the project asks beside: rule, column and test."""
    births = pl.col("PersonBirthDate").drop_nulls().n_unique().over("Year", "_swe")
    yield "census_two_birth_dates", "SWENo", pl.col("_swe").is_not_null() & (births > 1)
    began = reference().dt.offset_by("-1y")
    yield "census_left_before_year", "RoleEndDate", pl.col("RoleEndDate") <= began
    yield "census_cases_of_role", "Cases30", pl.col("OrgRole").is_in(WITHOUT_CASES) & (pl.col("Cases30") > 0)
    yield "census_cases_blank", "Cases30", (pl.col("OrgRole") == "5") & ~HAS_LEFT & blank("Cases30")
    yield "census_absence_reason", "ReasonAbsence", (pl.col("Absat30Sept") == "1") & blank("ReasonAbsence")
    yield "census_contract_weeks", "ContractWeeks", IS_EMPLOYED & ~blank("ContractWeeks")
    held = pl.when(~HAS_LEFT).then(pl.coalesce("FTE30", "FTE"))
    rows, fte = ((~HAS_LEFT).sum().over("Year", "_swe"), held.sum().over("Year", "_swe"))
    several = pl.col("_swe").is_not_null() & ~HAS_LEFT & (rows > 1) & (fte > FULL_TIME)
    yield "census_above_full_time", "SWENo", several
    wrong = ~pl.col("_swe").str.contains(SWE_NUMBER)
    yield "census_swe_number", "SWENo", wrong.fill_null(True)


def of_authority() -> list[Test]:
    """Return what is asked of the authority's own items: rule, column and test."""
    return [
        ("census_reference_date", "ReferenceDate", pl.col("ReferenceDate") != reference()),
        ("census_no_vacancies", "NumberOfVacancies", blank("NumberOfVacancies")),
        ("census_no_vacancies", "NoAgencyFTE", blank("NoAgencyFTE")),
        ("census_cover_above_vacancies", "NoAgencyFTE", pl.col("NoAgencyFTE") > pl.col("NumberOfVacancies") + 1e-6),
    ]


def impersonal(frame: pl.DataFrame, spec: TableSpec) -> pl.DataFrame:
    """Return accepted rows as they are stored: for a table with private columns, a number for the person instead.

    The number is the first line of the return that is about the same person: same registration number, date of birth,
    gender or sex, and ethnicity. Agency workers, and rows without a registration number, are each a person.
    """
    if spec.private:
        own_line = ~IS_EMPLOYED | pl.col("SWENo").is_null()
        first = pl.col("_line").min().over([*SAME_PERSON, IS_EMPLOYED])
        frame = frame.with_columns(folded_number()).with_columns(
            pl.when(own_line).then("_line").otherwise(first).alias("_person")
        )
    return frame.select(list(spec.stored))
