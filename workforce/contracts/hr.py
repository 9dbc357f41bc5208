"""Contracts of the HR and recruitment tables."""

from datetime import date

import pandera.polars as pa

from workforce.contracts.fields import needed, optional, present

ORG_ROLE = (
    "Role 1 senior manager, 2 middle manager, 3 first-line manager, 4 senior practitioner, 5 case holder, "
    "6 qualified without cases; blank is mapped from the title."
)
ORG_ROLES = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
CONTRACT_TYPES = ["permanent", "fixed_term", "agency"]
CODES_10 = [str(code) for code in range(1, 11)]
CODES_9 = CODES_10[:9]
ABSENCE_REASONS = ["MAT", "OTH", "PUB", "SIC", "TRN", "UNA", "UNP"]
REQUISITION_REASONS = ["new", "replacement"]
SUPERVISION_KINDS = ["personal", "case"]


class HrAssignments(pa.DataFrameModel):
    """One row per person per post spell."""

    person_ref: str = needed("Stable id of the person in the HR system.")
    assignment_ref: str = needed("Id of this post spell, unique in the file.")
    swe_number: str = optional("Social Work England registration number; joins to the case system.")
    staff_number: str = optional("The case system's staff id, where the registration number is blank.")
    post_title: str = present("Post title as HR spells it.")
    team: str = present("Team name or id, matched through settings.")
    org_role: float = optional(ORG_ROLE, isin=ORG_ROLES)
    contract_type: str = present(
        "permanent, fixed_term or agency; other spellings are mapped by settings.", isin=CONTRACT_TYPES
    )
    fte: float = present("Full-time equivalent, above 0 and at most 1; anything else is unknown.", gt=0, le=1)
    start_date: date = needed("First day in the post.")
    end_date: date = optional("Last day in the post; blank while in post.")
    start_origin: str = optional("Workforce census origin code of a starter, 1 to 10.", isin=CODES_10)
    leave_reason: str = optional("Workforce census reason code of a leaver, 1 to 10.", isin=CODES_10)
    leaver_destination: str = optional("Workforce census destination code of a leaver, 1 to 9.", isin=CODES_9)
    is_newly_qualified: bool = optional("True while in the assessed and supported year.")
    continuous_service_date: date = optional("Start of continuous service with the authority.")
    position_ref: str = optional("The established position held.")
    line_manager_ref: str = optional("person_ref of the line manager.")
    notice_given_date: date = optional("Day notice was given.")
    planned_end_date: date = optional("Day the spell is planned to end.")


class AgencyAssignments(pa.DataFrameModel):
    """One row per agency worker per assignment."""

    person_ref: str = needed("Stable id of the person in the HR system.")
    assignment_ref: str = needed("Id of this post spell, unique in the file.")
    swe_number: str = optional("Social Work England registration number; joins to the case system.")
    staff_number: str = optional("The case system's staff id, where the registration number is blank.")
    post_title: str = optional("Post title as the agency return spells it.")
    team: str = present("Team name or id, matched through settings.")
    org_role: float = optional(ORG_ROLE, isin=ORG_ROLES)
    fte: float = present("Full-time equivalent, above 0 and at most 1; anything else is unknown.", gt=0, le=1)
    start_date: date = needed("First day of the assignment.")
    end_date: date = optional("Last day of the assignment; blank while it runs.")
    is_newly_qualified: bool = optional("True while in the assessed and supported year.")
    continuous_service_date: date = optional("Start of continuous service with the authority.")
    position_ref: str = optional("The established position held.")
    line_manager_ref: str = optional("person_ref of the line manager.")
    notice_given_date: date = optional("Day notice was given.")
    planned_end_date: date = optional("Day the spell is planned to end.")
    agency_role: str = optional("One of the five price-cap roles.")
    hourly_price: float = optional("Hourly price paid, in pounds.", ge=0)
    covers_vacancy: bool = optional("True when the worker covers a vacant post.")
    is_project_team: bool = optional("True when supplied as part of a project team.")
    price_cap_exception_approved: bool = optional("True when a price above the cap was approved.")
    post_qualifying_months: float = optional("Months of practice since qualifying.", ge=0)
    uk_registered: bool = optional("True when registered in the United Kingdom.")
    reference_obtained: bool = optional("True when a reference was obtained.")
    notice_days: float = optional("Notice in the agency contract, in days.", ge=0)
    substantive_notice_days: float = optional("Notice of comparable employed posts, in days.", ge=0)
    substantive_left_date: date = optional("Day the worker left a substantive post.")
    substantive_left_same_region: bool = optional("True when that post was in the same region.")
    substantive_left_reason: str = optional("Why the worker left that post.")
    workers_named_and_approved: bool = optional("True when each project worker was named and approved.")
    costs_disaggregated: bool = optional("True when project costs are given by worker.")
    authority_controls_practice: bool = optional("True when the authority directs the practice.")


class HrPositions(pa.DataFrameModel):
    """One row per position in the establishment."""

    position_ref: str = needed("Id of the position.")
    title: str = optional("Title of the position.")
    team: str = optional("Team name or id.")
    org_role: float = optional(ORG_ROLE, isin=ORG_ROLES)
    budgeted_fte: float = present("Budgeted full-time equivalent.", ge=0)
    from_date: date = optional("First day in the structure.")
    to_date: date = optional("Last day in the structure.")
    is_frozen: bool = optional("True when the post may not be filled.")


class HrAbsences(pa.DataFrameModel):
    """One row per absence."""

    person_ref: str = needed("Id of the absent person.")
    start_date: date = needed("First day of the absence.")
    end_date: date = optional("Last day of the absence; blank while it runs.")
    reason: str = present("Workforce census absence code.", isin=ABSENCE_REASONS)
    working_days_lost: float = optional("Working days lost.", ge=0)


class RecruitmentRequisitions(pa.DataFrameModel):
    """One row per request to fill a post."""

    requisition_ref: str = needed("Id of the requisition.")
    position_ref: str = optional("Position to fill.")
    title: str = optional("Title of the post.")
    team: str = optional("Team name or id.")
    org_role: float = optional(ORG_ROLE, isin=ORG_ROLES)
    fte: float = optional("Full-time equivalent, above 0 and at most 1; anything else is unknown.", gt=0, le=1)
    reason: str = optional("new or replacement.", isin=REQUISITION_REASONS)
    approved_date: date = optional("Day it was approved.")
    advert_open_date: date = optional("Day the advert opened.")
    advert_close_date: date = optional("Day the advert closed.")
    cancelled_date: date = optional("Day it was cancelled.")


class RecruitmentApplications(pa.DataFrameModel):
    """One row per application; no names."""

    application_ref: str = needed("Id of the application.")
    requisition_ref: str = present("Requisition applied for.")
    source: str = optional("Where the applicant came from.")
    is_internal: bool = optional("True for an applicant already employed.")
    is_newly_qualified: bool = optional("True for a newly qualified applicant.")
    is_international: bool = optional("True for recruitment from abroad.")
    is_agency_conversion: bool = optional("True for an agency worker taking a post.")
    applied_date: date = optional("Day the applicant applied.")
    shortlisted_date: date = optional("Day the applicant was shortlisted.")
    interviewed_date: date = optional("Day the applicant was interviewed.")
    offered_date: date = optional("Day the applicant was offered the post.")
    accepted_date: date = optional("Day the applicant accepted.")
    checks_cleared_date: date = optional("Day the checks were cleared.")
    start_date: date = optional("First day in the post.")
    declined_date: date = optional("Day the applicant declined.")
    withdrawn_date: date = optional("Day the applicant withdrew.")
    rejected_date: date = optional("Day the applicant was rejected.")


class Supervisions(pa.DataFrameModel):
    """One row per supervision meeting."""

    person_ref: str = needed("Id of the person supervised.")
    supervisor_ref: str = optional("person_ref of the supervisor.")
    supervision_date: date = needed("Day of the meeting.")
    kind: str = optional("personal or case.", isin=SUPERVISION_KINDS)


class WorkerMatches(pa.DataFrameModel):
    """One row per match the authority keeps by hand."""

    professional_id: str = needed("Worker id in the case system.")
    person_ref: str = needed("Id of the same person in HR.")
