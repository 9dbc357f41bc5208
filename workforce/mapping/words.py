"""The words by which HR, agency and recruitment systems head their columns, each table's own first."""

from collections.abc import Mapping

# In each list the commoner or surer heading comes first: of two columns that fit, the earlier is taken.
PERSON = (
    "person id external", "person number", "employee number", "employee no", "employee id", "emp no",
    "employee ref", "employee reference", "person id", "person ref", "personal reference", "personnel number",
    "personnel no", "pernr", "userid", "user id", "staff id", "staff ref", "payroll number", "payroll no",
    "payroll ref", "payroll reference", "worker number", "unique id",
)  # fmt: skip
ASSIGNMENT = (
    "assignment number", "assignment no", "assignment id", "assignment ref", "assignment reference", "post reference",
    "contract number", "contract ref", "job number", "occupancy id", "position assignment", "user id", "userid",
)  # fmt: skip
SWE = (
    "swe number", "swe no", "swe registration", "swe registration number", "social work england number",
    "social work england registration number", "social work england no", "swe reg no", "registration number",
    "professional registration number", "hcpc swe number", "swe",
)  # fmt: skip
STAFF = ("staff number", "staff no", "case system id", "mosaic id", "mosaic worker id", "liquidlogic id", "lcs id")
TITLE = (
    "post title", "position title", "job title", "position name", "job name", "role title", "post name", "job role",
    "role", "job code", "job", "post", "position",
)  # fmt: skip
TEAM = (
    "team", "team name", "org unit", "organisation unit", "organisational unit", "organization unit", "unit",
    "unit name", "department", "department name", "organisation", "organisation name", "organization",
    "organization name", "section", "service team", "business unit", "hiring department", "cost centre description",
    "cost centre name", "cost centre", "division", "service",
)  # fmt: skip
FTE = ("fte", "full time equivalent", "wte", "whole time equivalent", "fte value")
START = (
    "effective start date", "assignment start date", "position start date", "post start date", "contract start date",
    "start date", "startdate", "date from", "effective from", "begda", "valid from", "from date", "event date",
    "date started", "date commenced", "commencement date", "start", "hire date",
)  # fmt: skip
END = (
    "effective end date", "assignment end date", "position end date", "post end date", "contract end date",
    "actual end date", "end date", "enddate", "date to", "effective to", "endda", "valid to", "to date", "date left",
    "leaving date", "date of leaving", "termination date", "actual termination date", "leave date", "end",
)  # fmt: skip
POSITION = (
    "position number", "position code", "position id", "position ref", "position reference", "position no",
    "post number", "post no", "post id", "establishment number", "position",
)  # fmt: skip
MANAGER = (
    "line manager number", "line manager id", "manager id", "managerid", "manager number", "line manager ref",
    "line manager employee number", "supervisor id", "reports to number", "manager person number",
)  # fmt: skip
CONTRACT = (
    "contract type", "employment category", "employment type", "basis", "contract basis", "appointment type",
    "assignment category", "contract", "employee type", "worker type", "employee class", "employee group",
    "permanent or temporary", "perm temp", "employment status", "persg",
)  # fmt: skip
SERVICE = (
    "continuous service date", "continuous service start date", "la continuous service", "adjusted service date",
    "date of continuous service", "original hire date", "original start date", "service date",
)  # fmt: skip
QUALIFIED = ("newly qualified", "asye", "is asye", "asye flag", "nqsw", "newly qualified social worker")
WORKER = {
    "person_ref": PERSON, "assignment_ref": ASSIGNMENT, "swe_number": SWE, "staff_number": STAFF, "post_title": TITLE,
    "team": TEAM, "fte": FTE, "start_date": START, "end_date": END, "position_ref": POSITION,
    "line_manager_ref": MANAGER, "is_newly_qualified": QUALIFIED, "continuous_service_date": SERVICE,
    "org_role": ("org role", "csww role", "census role", "dfe role", "role code"),
    "notice_given_date": ("notice date", "notice given", "date notice given", "resignation date", "notice received"),
    "planned_end_date": ("planned end date", "expected end date", "projected end date", "anticipated end date"),
}  # fmt: skip
REQUISITION = (
    "requisition number", "requisition id", "requisition ref", "vacancy reference", "vacancy ref", "vacancy id",
    "vacancy number", "job reference", "job ref", "job requisition id", "job req id", "jobreqid", "advert reference",
    "advert ref", "requisition",
)  # fmt: skip
HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "hr_assignments": {
        **WORKER,
        "contract_type": CONTRACT,
        "start_origin": ("start origin", "origin", "starter origin", "census origin", "origin code"),
        "leave_reason": ("leave reason", "leaving reason", "reason for leaving", "termination reason", "leaver reason"),
        "leaver_destination": ("leaver destination", "leaving destination", "destination", "destination on leaving"),
    },
    "agency_assignments": {
        **WORKER,
        "person_ref": (
            "worker id", "worker reference", "worker ref", "candidate id", "candidate reference", "candidate ref",
            "temp id", "contractor id", "agency worker id", "temporary worker id", *PERSON,
        ),
        "assignment_ref": (
            "assignment id", "assignment ref", "assignment reference", "booking reference", "booking ref",
            "booking id", "placement id", "placement ref", "order number", "order ref", "job order id",
            "purchase order", *ASSIGNMENT,
        ),
        "post_title": ("job title", "role title", "assignment title", "position title", "job role", *TITLE),
        "team": ("team", "hiring team", "placed team", "client team", *TEAM),
        "start_date": ("assignment start date", "booking start date", "placement start date", "start date", *START),
        "end_date": ("actual end date", "assignment end date", "booking end date", "placement end date", *END),
        "agency_role": ("price cap role", "agency role", "cap role", "role category", "agency rules role"),
        "hourly_price": ("hourly price", "charge rate", "hourly charge rate", "client rate", "total charge rate"),
        "covers_vacancy": ("covers vacancy", "covering vacancy", "vacancy cover", "cover for vacancy"),
        "is_project_team": ("project team", "is project team", "managed team"),
        "price_cap_exception_approved": ("price cap exception approved", "cap exception approved", "over cap approved"),
        "post_qualifying_months": ("post qualifying months", "months post qualified", "pqe months"),
        "uk_registered": ("uk registered",),
        "reference_obtained": ("reference obtained", "references obtained", "reference received"),
        "notice_days": ("notice days", "notice period days"),
    },
    "hr_positions": {
        "position_ref": POSITION,
        "title": ("position title", "post title", "position name", "title", *TITLE),
        "team": TEAM,
        "org_role": WORKER["org_role"],
        "budgeted_fte": (
            "budgeted fte", "established fte", "establishment fte", "budget fte", "position fte", "funded fte",
            "approved fte", "post fte", *FTE,
        ),
        "from_date": ("from date", "position start date", "established from", "effective start date", *START),
        "to_date": ("to date", "position end date", "established to", "effective end date", *END),
        "is_frozen": ("is frozen", "frozen", "post frozen", "hiring freeze", "on hold"),
    },
    "hr_absences": {
        "person_ref": PERSON,
        "start_date": ("absence start date", "absence start", "first day of absence", "sickness start date", *START),
        "end_date": ("absence end date", "absence end", "last day of absence", "sickness end date", *END),
        "reason": ("absence type", "absence category", "reason", "absence reason", "type of absence"),
        "working_days_lost": (
            "working days lost", "days lost", "absence days", "absence duration days", "duration", "working days",
        ),
    },
    "recruitment_requisitions": {
        "requisition_ref": REQUISITION,
        "position_ref": POSITION,
        "title": ("title", "vacancy title", "requisition title", *TITLE),
        "team": TEAM,
        "org_role": WORKER["org_role"],
        "fte": FTE,
        "reason": ("reason for vacancy", "vacancy reason", "reason", "justification", "justification code"),
        "approved_date": ("approved date", "date approved", "authorised date", "date authorised", "approval date"),
        "advert_open_date": (
            "advert open date", "advert start date", "date advertised", "opening date", "open date", "posted date",
            "publish start date", "advert live date",
        ),
        "advert_close_date": (
            "advert close date", "closing date", "advert closing date", "close date", "expiry date",
            "publish end date", "advert end date",
        ),
        "cancelled_date": ("cancelled date", "date cancelled", "withdrawn date", "date vacancy withdrawn"),
    },
    "recruitment_applications": {
        "application_ref": (
            "application id", "application number", "application ref", "application reference", "applicant id",
            "applicant ref", "applicant reference", "submission id", "candidate id", "candidate number",
        ),
        "requisition_ref": REQUISITION,
        "source": ("source", "application source", "where seen", "where did you hear", "media source", "advert source"),
        "is_internal": ("internal", "internal applicant", "is internal", "internal flag", "internal candidate"),
        "is_newly_qualified": QUALIFIED,
        "is_international": ("international", "overseas", "is international", "international recruit"),
        "is_agency_conversion": ("agency conversion", "agency to permanent", "temp to perm"),
        "applied_date": ("applied date", "date applied", "application date", "submitted date", "date of application"),
        "shortlisted_date": ("shortlisted date", "date shortlisted", "shortlist date"),
        "interviewed_date": ("interview date", "interviewed date", "date of interview", "date interviewed"),
        "offered_date": ("offer date", "offered date", "date offered", "date of offer", "conditional offer date"),
        "accepted_date": ("offer accepted date", "accepted date", "date accepted", "acceptance date", "offer accepted"),
        "checks_cleared_date": ("checks cleared date", "clearance date", "checks complete", "pre employment cleared",
                                "checks completed date", "date checks cleared"),
        "start_date": ("start date", "agreed start date", "confirmed start date", "date started", "hired date"),
        "declined_date": ("declined date", "offer declined date", "date declined"),
        "withdrawn_date": ("withdrawn date", "date withdrawn", "withdrawal date"),
        "rejected_date": ("rejected date", "date rejected", "rejection date", "unsuccessful date", "regret date"),
    },
    "supervisions": {
        "person_ref": ("supervisee id", "supervisee number", *PERSON),
        "supervisor_ref": ("supervisor ref", "supervisor id", "supervisor number", *MANAGER),
        "supervision_date": ("supervision date", "date of supervision", "meeting date", "session date"),
        "kind": ("kind", "supervision type", "type of supervision", "type"),
    },
    "worker_matches": {
        "professional_id": ("professional id", "mosaic id", "liquidlogic id", "case system id", "worker id"),
        "person_ref": PERSON,
    },
}  # fmt: skip
HOURS = (
    "contracted hours", "contract hours", "weekly hours", "hours per week", "normal hours", "working hours",
    "standard hours", "standardhours", "contractual hours", "weekly contracted hours", "hours", "work hours",
)  # fmt: skip
PERCENTAGES = (
    "employment percentage", "fte percentage", "fte percent", "percentage fte", "percent fte", "employment percent",
    "working time percentage", "capacity utilisation level", "empct",
)  # fmt: skip
FULL_TIME_HOURS = ("full time hours", "standard full time hours", "fte hours", "full time weekly hours")
STATUS = (
    "assignment status", "assignment status type", "employment status", "emplstatus", "employee status", "status",
    "position status", "booking status",
)  # fmt: skip
ENDED = (
    "inactive", "inactive - payroll eligible", "inactive - no payroll", "terminated", "terminate assignment", "leaver",
    "left", "ended", "ex-employee", "ex employee", "t", "withdrawn", "cancelled",
)  # fmt: skip
SEQUENCE = ("seqnumber", "seq number", "sequence number", "effective sequence", "event sequence", "seq no")
# Words of a file's or sheet's name, or of its columns, that tell one table from another.
SIGNS: Mapping[str, tuple[str, ...]] = {
    "agency_assignments": ("agency", "charge rate", "supplier", "vendor", "booking", "temp", "placement", "contractor"),
    "hr_positions": ("establishment", "budgeted", "established", "funded", "frozen", "headcount budget"),
    "hr_absences": ("absence", "sickness", "absent", "days lost"),
    "recruitment_requisitions": ("requisition", "vacancy", "vacancies", "advert", "closing"),
    "recruitment_applications": ("applicant", "application", "candidate", "shortlist", "interview", "offer"),
    "supervisions": ("supervision", "supervisee"),
    "worker_matches": ("match",),
    "hr_assignments": ("employee", "staff", "payroll", "assignment", "empjob", "person", "employment"),
}
PERSONAL_WORDS = (
    "forename", "surname", "firstname", "lastname", "birth", "dob", "gebdat", "nino", "salary", "pay", "ethnicity",
    "ethnic", "gender", "sex", "religion", "disability", "disabled", "orientation", "address", "postcode", "email",
    "phone", "telephone", "mobile", "bank", "iban", "nationality", "marital", "passport", "nhs", "maiden", "initials",
    "nachn", "vorna", "gbdat", "famst", "gesch", "natio", "perid", "konfe",
)  # fmt: skip
PERSONAL_PHRASES = ("national insurance", "ni number", "ni no", "pay rate", "next of kin", "right to work", "full name")
# A name is somebody's unless one of these words says that it is a thing's.
NAMED_THINGS = (
    "team", "position", "job", "post", "unit", "department", "role", "organisation", "organization", "agency",
    "supplier", "vendor", "service", "directorate", "cost", "location", "grade", "file", "business", "section",
    "absence",
)  # fmt: skip
CONTRACT_SIGNS = ("perm", "fixed", "temp", "agency", "casual", "contract", "ftc", "seconded")
