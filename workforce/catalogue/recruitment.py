# ruff: noqa: E501
"""Measures of recruitment and staying: flows, open posts, time to fill and retention."""

from workforce.catalogue.measure import BEGINS, CONVERT, ENDS, FTE, MOVES, NONE, ONCE, REPEATED, SCOPE, SERVICE, Measure

HR = ("hr_assignments",)
POSTS = ("recruitment_requisitions", "recruitment_applications")
FLOW = (SCOPE, MOVES, ENDS, CONVERT, REPEATED)
BY_LEAVER = ("role", "reason", "destination", "service_band")
STATED = "A leaver's destination is the one stated on leaving; where somebody really went is not known."
HR_FTE = "hr_assignments.fte"
APPROVED = "recruitment_requisitions.approved_date"
APPLIED = "recruitment_applications.applied_date"
BEGUN = "recruitment_applications.start_date"
KINDS = "|".join(
    f"recruitment_applications.{name}"
    for name in ("is_newly_qualified", "is_international", "is_agency_conversion", "is_internal")
)
ACCEPTED = "recruitment_applications.accepted_date"
CANCELLED = "recruitment_requisitions.cancelled_date"
DECLINED = "recruitment_applications.declined_date|recruitment_applications.withdrawn_date|recruitment_applications.rejected_date"
NO_REQUISITION = "An application whose requisition is not in the extract is left out and listed."
DAYS = "Calendar days."
INTERNAL = "Internal hires are included, and shown apart."
STANDING = "The first acceptance that stands fills a post; an accepted offer later withdrawn opens it again."
STARTED = (
    "Started means that the first day has come and the candidate did not decline, withdraw or get rejected up to it."
)
NOT_VACANCY = "An open post in recruitment is not a census vacancy; the two are compared, never added."


def _flow(id: str, title: str, window: str, question: str, definition: str, better: str, **more: object) -> Measure:
    """Return a count of people who start or leave."""
    fields: dict = {
        "counts": "people",
        "unit": "people",
        "breakdowns": ("role",),
        "caveats": (*FLOW, ONCE),
        "sources": HR,
        "official": "Follows the workforce census scope, with internal moves and short gaps left out.",
    } | more
    fields["caveats"] += (BEGINS,) if window == "12 months" else ()
    return Measure(
        id=id, title=title, theme="recruitment", kind="count", window=window, question=question,
        definition=definition, numerator=definition, denominator="None: this is a count", better=better, **fields,
    )  # fmt: skip


def _share(
    id: str,
    title: str,
    question: str,
    definition: str,
    numerator: str,
    denominator: str,
    sources: tuple[str, ...],
    caveats: tuple[str, ...],
    needs: tuple[str, ...],
    breakdowns: tuple[str, ...] = ("role",),
    companion: str | None = None,
) -> Measure:
    """Return a 12-month percentage of people or posts."""
    return Measure(
        id=id, title=title, theme="recruitment", kind="ratio", counts="people", scale=100, unit="percent", window="12 months",
        breakdowns=breakdowns, question=question, definition=definition, numerator=numerator, denominator=denominator, better="higher",
        sources=sources, needs=needs, official=f"{NONE}.", caveats=(*caveats, BEGINS), part_of_whole=True,
        companion=companion,
    )  # fmt: skip


def _days(
    id: str,
    title: str,
    window: str,
    question: str,
    definition: str,
    numerator: str,
    denominator: str,
    caveats: tuple[str, ...],
    needs: tuple[str, ...],
    breakdowns: tuple[str, ...],
) -> Measure:
    """Return a median number of days."""
    return Measure(
        id=id, title=title, theme="recruitment", kind="spread", unit="days", window=window, breakdowns=breakdowns, question=question,
        definition=definition, numerator=numerator, denominator=denominator, better="lower", sources=POSTS, needs=needs, official=f"{NONE}.",
        caveats=(*caveats, *((BEGINS,) if window == "12 months" else ())),
    )  # fmt: skip


MEASURES = (
    _flow("starters", "Starters", "month", "How many people joined us this month?", "People who started in the month.", "higher", breakdowns=("role", "origin")),
    _flow("starters_12m", "Starters in 12 months", "12 months", "How many people joined us in the year?", "People who started in the 12 months.", "higher", companion="starters", breakdowns=("role", "origin")),
    _flow("leavers", "Leavers", "month", "How many people left us this month?", "People who left in the month.", "lower", breakdowns=BY_LEAVER, caveats=(*FLOW, ONCE, STATED, SERVICE)),
    _flow("leavers_12m", "Leavers in 12 months", "12 months", "How many people left us in the year?", "People who left in the 12 months.", "lower", breakdowns=BY_LEAVER, caveats=(*FLOW, ONCE, STATED, SERVICE), companion="leavers"),
    _flow("starters_fte", "Starters (FTE)", "month", "How much working time joined us this month?", "FTE of people who started in the month, in the posts of the first day.", "higher", unit="FTE", counts="amounts", breakdowns=("role", "origin"), needs=(HR_FTE,), caveats=(*FLOW, FTE)),
    _flow("leavers_fte", "Leavers (FTE)", "month", "How much working time left us this month?", "FTE of people who left in the month, in the posts of the last day.", "lower", unit="FTE", counts="amounts", breakdowns=("role", "reason"), needs=(HR_FTE,), caveats=(*FLOW, FTE)),
    _flow("net_flow", "Net flow", "month", "Are we growing or shrinking?", "Starters less leavers in the month, counting people.", "higher", breakdowns=("role",), caveats=FLOW),
    _flow("net_flow_12m", "Net flow in 12 months", "12 months", "Did we grow or shrink over the year?", "Starters less leavers in the 12 months, counting people.", "higher", breakdowns=("role",), caveats=(*FLOW, "Somebody who joined and left in the 12 months counts in both."), companion="net_flow"),
    _flow("agency_conversions", "Agency workers who became employees", "12 months", "How many agency workers have we taken on?", "People with an agency spell in the 12 months who, after it began, started as employees in them.", "higher", sources=("hr_assignments", "agency_assignments"), breakdowns=("role", "matched"), official=f"{NONE}.", caveats=("Matched by registration number, else by staff reference; somebody whose agency work and post stand under two references is found by the registration number alone, and shown so.", "They are counted as starters too, but are not new supply."), companion="monthly_agency_conversions"),
    _flow("monthly_agency_conversions", "Agency workers who became employees in the month", "month", "How many agency workers did we take on this month?", "People who started as employees in the month after an agency spell of the 12 months to its close.", "higher", sources=("hr_assignments", "agency_assignments"), breakdowns=(), official=f"{NONE}; it is the monthly companion of the 12-month figure.", caveats=("Matched by registration number, else by staff reference, so a new staff reference is the same person.", "They are counted as starters too, but are not new supply.")),
    Measure(id="agency_conversion_rate", title="Agency workers converted", theme="recruitment", kind="ratio", counts="people", scale=100, unit="percent", window="12 months", breakdowns=("role",), question="What share of our agency workers take a post with us?", definition="Of the agency workers present at some time in the 12 months, the share who then started as employees in them.", numerator="Agency workers who started as employees", denominator="Agency workers present in the 12 months", better="higher", sources=("hr_assignments", "agency_assignments"), part_of_whole=True, official=f"{NONE}.", caveats=("Matched by registration number, else by staff reference, so a new staff reference is the same person.", "An agency worker belongs to the team, service and role of the assignment, wherever the post taken is.", "Conversions are not new supply: the same people, in another contract.", BEGINS), companion="monthly_agency_conversions"),
    _share("stability_index", "Stability index", "How many of last year's staff are still here?", "Of the people employed twelve months ago, the share still employed.", "People employed twelve months ago and still employed", "People employed twelve months ago", HR, (SCOPE, MOVES, "For a team: of the people in it then, the share still employed anywhere in scope."), (), companion="leavers"),
    _share("starter_retention_12m", "Starters still here after a year", "Do the people we recruit stay?", "Of starters whose first anniversary fell in the 12 months, the share employed on it.", "Starters employed on their first anniversary", "Starters whose first anniversary fell in the 12 months", HR, (SCOPE, MOVES, "Somebody whose last day is the anniversary is retained; the anniversary of 29 February is 28 February."), (), companion="early_leavers"),
    Measure(id="open_requisitions", title="Open requisitions", theme="recruitment", kind="count", counts="people", unit="posts", window="close", breakdowns=("role", "age_band", "stage"), question="How many posts are we recruiting to?", definition="Requisitions approved, and neither filled nor cancelled, at the close.", numerator="Requisitions open at the close", denominator="None: this is a count", better="neither", sources=POSTS, official=f"{NONE}.", caveats=(STANDING, NOT_VACANCY, "A requisition with neither an acceptance nor a cancellation date counts as open, however old it is.", "The stage of a post is the furthest that a candidate still in the running has reached."), needs=(APPROVED,)),
    _days("requisition_age", "Age of open requisitions", "close", "How long have our open posts been open?", "The median number of days since approval, over requisitions open at the close.", "Days since approval", "One for each open requisition", (DAYS, STANDING, NOT_VACANCY, "Bands are 0 to 30, 31 to 60, 61 to 90, and 91 days or more."), (APPROVED,), ("role", "age_band")),
    _days("time_to_fill", "Time to fill", "12 months", "How long does it take to fill a post?", "The median number of days from approval to the accepted offer, over posts filled in the 12 months.", "Days from approval to acceptance", "One for each post filled", (DAYS, INTERNAL, STANDING, "Counted by date of acceptance.", "Posts still open are not in this median, so it can look better than it is.", NO_REQUISITION), (APPROVED, ACCEPTED), ("role", "hire")),
    _days("time_to_hire", "Time to hire", "12 months", "How long does a successful candidate wait?", "The median number of days from the hired candidate's application to acceptance, over posts filled in the 12 months.", "Days from application to acceptance", "One for each post filled", (DAYS, INTERNAL, STANDING, "Counted by date of acceptance.", NO_REQUISITION), (APPLIED, ACCEPTED), ("role", "hire")),
    _share("offer_acceptance", "Offer acceptance", "Do people take the jobs we offer?", "Offers accepted as a share of offers decided, for offers made in the 12 months.", "Offers accepted", "Offers decided", POSTS, (INTERNAL, "Counted by date of offer; offers still pending are left out and counted beside it, as offers pending.", "Accepted and later withdrawn counts as accepted.", NO_REQUISITION), (ACCEPTED, DECLINED), ("role", "hire")),
    _share("fill_rate", "Fill rate", "How many of our recruitments end in an appointment?", "Requisitions filled as a share of requisitions closed, filled or cancelled, in the 12 months.", "Requisitions filled", "Requisitions filled or cancelled", POSTS, ("Internal hires are included.", STANDING, "Counted by closing date: acceptance or cancellation.", NO_REQUISITION), (ACCEPTED, CANCELLED)),
    Measure(id="offers_pending", title="Offers pending", theme="recruitment", kind="count", counts="people", unit="offers", window="close", breakdowns=("role", "hire"), question="How many offers wait for an answer?", definition="Offers made in the 12 months and not yet accepted, declined, withdrawn or rejected at the close.", numerator="Offers pending at the close", denominator="None: this is a count", better="neither", sources=POSTS, needs=("recruitment_applications.offered_date",), official=f"{NONE}.", caveats=(INTERNAL, NO_REQUISITION, "Shown beside offer acceptance, which leaves them out.")),
    _days("time_to_start", "Time to start", "12 months", "How long until somebody is at the desk?", "The median number of days from approval to the first day, over posts whose hired candidate started in the 12 months.", "Days from approval to the first day", "One for each post started in", (DAYS, INTERNAL, STARTED, "Counted by first day; where a post had several, the first in the 12 months counts.", NO_REQUISITION), (APPROVED, BEGUN), ("role", "hire")),
    _share("fill_rate_of_opened", "Fill rate of posts opened", "How many of the posts we set out to fill have we filled?", "Requisitions filled by the close as a share of requisitions approved in the 12 months.", "Requisitions filled", "Requisitions approved in the 12 months", POSTS, ("Internal hires are included.", STANDING, "Counted by date of approval; posts still open are in the denominator, so a rush of new posts lowers it.", NO_REQUISITION), (APPROVED, ACCEPTED)),
    _share("acceptance_to_start", "Acceptance to start", "Do the people who say yes arrive?", "Candidates who started as a share of offers accepted in the 12 months.", "Candidates who started", "Offers accepted", POSTS, (INTERNAL, STARTED, "Counted by date of acceptance; whoever has accepted and is still to start is in the denominator and listed apart, so the newest months read low.", "Accepted and later withdrawn (reneged) counts as accepted and not started.", NO_REQUISITION), (ACCEPTED, BEGUN), ("role", "hire")),
    Measure(id="application_funnel", title="Applications in 12 months", theme="recruitment", kind="count", counts="people", unit="applications", window="12 months", breakdowns=("role", "furthest", "outcome", "furthest_outcome"), question="Where do we lose candidates?", definition="Applications made in the 12 months, by the furthest stage reached by the close and by what became of them.", numerator="Applications made in the 12 months", denominator="None: this is a count", better="neither", sources=POSTS, official=f"{NONE}.", caveats=("The same applications are followed through every stage, as known at the close; those of the last weeks have had little time.", "A later stage's date implies the earlier stages, whether or not they are dated.", "A conversion is the applications that reached a stage as a share of those that reached the stage before.", STARTED, "Without an outcome of its own, an application to a post that was filled by somebody else or cancelled is called left open; so is an acceptance of more than 12 months ago without a first day.", "Accepted and later withdrawn (reneged) is withdrawn after acceptance.", "An application without its date is left out.", NO_REQUISITION, BEGINS), needs=(APPLIED,)),
    _days("candidate_wait_days", "Time candidates have waited", "close", "How long are candidates waiting now?", "The median number of days since a candidate reached the present stage, over candidates in the running at the close.", "Days in the present stage", "One for each candidate in the running", (DAYS, "In the running: without a decline, a withdrawal, a rejection or a first day, for a post that is open; or accepted and still to start.", "A later stage's date implies the earlier stages, whether or not they are dated.", "An acceptance of more than 12 months ago without a first day is no longer counted.", NO_REQUISITION), (APPLIED,), ("role", "stage")),
    _flow("hires_started", "Hires who started", "12 months", "Where do the people we hire come from?", "Candidates whose first day fell in the 12 months, by where they come from.", "higher", sources=POSTS, breakdowns=("role", "hire_source"), official=f"{NONE}.", needs=(BEGUN, KINDS), caveats=(STARTED, "Each is counted once: an agency worker who converts before an internal candidate, then international, then newly qualified; experienced is who is none of these.", "Internal candidates and agency workers who convert are no new supply: an internal move opens another post.", "As recorded with the application; HR's starters come from another file and need not be as many.", NO_REQUISITION)),
)  # fmt: skip
