# ruff: noqa: E501
"""Measures of the workforce mix: who is in post, agency use, vacancies, absence."""

from workforce.catalogue.measure import (
    BEGINS,
    BOTH,
    BRIDGED,
    CENSUS,
    CLOSE,
    CONTRACT,
    ENDS,
    FTE,
    MOVES,
    NONE,
    ONCE,
    REPEATED,
    SCOPE,
    UNTITLED,
    Measure,
)

HR = ("hr_assignments",)
STAFF = ("hr_assignments", "agency_assignments")
BASE = (CLOSE, SCOPE, BRIDGED)
HR_FTE = "hr_assignments.fte"
AGENCY_FTE = "agency_assignments.fte"
PLACED = "hr_assignments.position_ref|hr_positions.team"
STRUCTURE = (HR_FTE, "hr_positions.budgeted_fte", PLACED)
BY_COVER = "By cover, assignments that do not say whether they cover a vacancy are shown apart as unknown."
RULES = (
    "agency_assignments.hourly_price",
    "agency_assignments.post_qualifying_months",
    "agency_assignments.substantive_left_date",
    "agency_assignments.notice_days",
    "agency_assignments.reference_obtained",
    "agency_assignments.is_project_team",
)
HELD_BY_HR = "Agency workers may be sent in their own file or as rows of the HR file; where neither holds any, agency use is not supplied, never 0."
STRUCTURE_FROM = "Months before the first position was in the structure have no figure."
COVER = "Assignments that do not say whether they cover a vacancy are not counted as cover; they are shown apart as unknown."
VACANT = (
    "Vacancies are worked out position by position, never below zero; where fewer than half of the posts name their position, by team and role instead, and the page says so.",
    "A frozen post is a vacancy, shown apart; a position counts to the end of its last day in the structure.",
)


def _share(id: str, title: str, question: str, definition: str, numerator: str, better: str, **more: object) -> Measure:
    """Return a percentage of the agency and in-post workforce at the close."""
    fields: dict = {
        "denominator": "FTE of agency workers and everyone in post",
        "official": f"{CENSUS}.",
        "caveats": (*BASE, FTE, BOTH, CONTRACT, UNTITLED, HELD_BY_HR),
        "breakdowns": ("role",),
        "needs": (HR_FTE, AGENCY_FTE),
    } | more
    return Measure(
        id=id, title=title, theme="mix", kind="ratio", scale=100, unit="percent", window="close", question=question,
        definition=definition, numerator=numerator, better=better, sources=STAFF, part_of_whole=True, **fields,
    )  # fmt: skip


def _stock(id: str, title: str, question: str, definition: str, people: bool, agency: bool, better: str) -> Measure:
    """Return a count of people, or a sum of FTE, at the close."""
    return Measure(
        id=id, title=title, theme="mix", kind="count", counts="people" if people else "amounts",
        unit="people" if people else "FTE", window="close",
        breakdowns=("role", "cover" if agency else "contract", *(("tier",) if people else ())),
        question=question, definition=definition, numerator=definition, denominator="None: this is a count", better=better,
        sources=STAFF if agency else HR, needs=() if people else (AGENCY_FTE if agency else HR_FTE,), official=f"{CENSUS}.",
        caveats=(*BASE, BOTH, REPEATED, ONCE if people else FTE, *((BY_COVER, UNTITLED, HELD_BY_HR) if agency else (CONTRACT,))),
    )  # fmt: skip


PRICE = "agency_assignments.hourly_price"
PRICED = (
    CLOSE,
    "An estimate, not what was invoiced: hourly price × hours a week (37, or [reading] standard_hours) × 52 ÷ 12 × FTE.",
)
UNPRICED = "Assignments without a price or an FTE, and agency workers who stand in the HR file only, are left out; how many stands beside the figure."


MEASURES = (
    _share("permanent_share", "Permanent share", "How much of our workforce is permanent?", "Permanent staff as a share of everyone doing the work, in FTE, with vacancies left out.", "FTE of permanent staff in post", "higher", breakdowns=("role", "tier"), official="Departs from the census, which does not separate permanent from fixed-term staff.", needs=(HR_FTE, AGENCY_FTE, "hr_assignments.contract_type")),
    _share("directly_employed_share", "Directly employed share", "How much of the work is done by our own employees?", "Everyone in post, on any contract but agency, as a share of everyone doing the work, in FTE.", "FTE of everyone in post", "higher", official="The complement of the census agency rate."),
    _share("agency_rate", "Agency rate (FTE)", "How much do we depend on agency workers?", "Agency workers as a share of agency workers and everyone in post, in FTE; vacancies are left out.", "FTE of agency workers", "lower"),
    _share("agency_rate_headcount", "Agency rate (headcount)", "How many of our social workers are agency workers?", "Agency workers as a share of agency workers and everyone in post, counting people.", "Agency workers, counted as people", "lower", denominator="Agency workers and everyone in post, counted as people", counts="people", caveats=(*BASE, BOTH, ONCE, UNTITLED, HELD_BY_HR), official=f"{CENSUS}, except that here an agency worker with two assignments is counted once.", needs=()),
    _stock("in_post_fte", "In post (FTE)", "How much employed social work time do we have?", "FTE of everyone in post, agency workers not included.", False, False, "higher"),
    _stock("in_post_headcount", "In post (headcount)", "How many social workers do we employ?", "People in post, agency workers not included.", True, False, "higher"),
    _stock("agency_fte", "Agency workers (FTE)", "How much agency time do we use?", "FTE of agency workers.", False, True, "lower"),
    _stock("agency_headcount", "Agency workers (headcount)", "How many agency workers do we have?", "Agency workers, counted as people.", True, True, "lower"),
    Measure(id="vacancy_rate", title="Vacancy rate", theme="mix", kind="ratio", scale=100, unit="percent", window="close", breakdowns=("role",), question="How much of our structure is unfilled?", definition="Vacant FTE as a share of vacant FTE and FTE in post; a post covered by an agency worker is still vacant.", numerator="Vacant FTE in the structure", denominator="Vacant FTE and FTE of everyone in post", better="lower", sources=("hr_assignments", "hr_positions"), official=f"{CENSUS}.", caveats=(*BASE, FTE, *VACANT, STRUCTURE_FROM), part_of_whole=True, needs=STRUCTURE),
    Measure(id="agency_cover_rate", title="Agency workers covering vacancies", theme="mix", kind="ratio", scale=100, unit="percent", window="close", breakdowns=("role",), question="How much of our agency use is filling empty posts?", definition="Agency FTE that covers a vacancy as a share of all agency FTE.", numerator="FTE of agency workers covering a vacancy", denominator="FTE of all agency workers", better="neither", sources=STAFF, official=f"{CENSUS}.", caveats=(*BASE, FTE, BOTH, COVER, UNTITLED), part_of_whole=True, needs=(AGENCY_FTE, "agency_assignments.covers_vacancy")),
    Measure(id="vacancies_covered", title="Vacancies covered by agency workers", theme="mix", kind="ratio", scale=100, unit="percent", window="close", breakdowns=("role",), question="How many of our empty posts are covered?", definition="Agency FTE that covers a vacancy as a share of vacant FTE.", numerator="FTE of agency workers covering a vacancy", denominator="Vacant FTE in the structure", better="neither", sources=(*STAFF, "hr_positions"), official=f"{CENSUS}.", caveats=(*BASE, FTE, BOTH, COVER, UNTITLED, *VACANT, STRUCTURE_FROM, "More cover than vacancies is marked as low reliability."), needs=(AGENCY_FTE, "agency_assignments.covers_vacancy", *STRUCTURE)),
    Measure(id="turnover_rate", title="Turnover (FTE)", theme="mix", kind="ratio", scale=100, unit="percent", window="12 months", breakdowns=("role",), question="How fast are we losing staff?", definition="FTE of people who left in the 12 months as a share of FTE in post at the end.", numerator="FTE of leavers in the 12 months", denominator="FTE of everyone in post at the end", better="lower", sources=HR, official=f"{CENSUS}.", caveats=(*BASE, FTE, MOVES, ENDS, "The rate is in FTE, as the census gives it; the rate in headcount stands beside it.", REPEATED, "A leaver belongs to the team of the last day, with the FTE of every post held that day.", "A rolling figure carries no control limits; the monthly count of leavers does.", BEGINS), companion="leavers_fte", needs=(HR_FTE,)),
    Measure(id="turnover_rate_headcount", title="Turnover (headcount)", theme="mix", kind="ratio", counts="people", scale=100, unit="percent", window="12 months", breakdowns=("role",), question="What share of our people have left?", definition="People who left in the 12 months as a share of people in post at the end.", numerator="Leavers in the 12 months, counted as people", denominator="People in post at the end", better="lower", sources=HR, official=f"{CENSUS}.", caveats=(*BASE, MOVES, ENDS, ONCE, REPEATED, "The rate in FTE stands beside it.", BEGINS), companion="leavers"),
    Measure(id="sickness_absence_rate", title="Sickness absence rate", theme="mix", kind="ratio", scale=100, unit="percent", window="12 months", breakdowns=("role",), question="How much time do we lose to sickness?", definition="Working days lost to sickness in the 12 months as a share of FTE in post at the end times 253 working days (254 when the 12 months contain a 29 February).", numerator="Working days lost to sickness in the 12 months", denominator="FTE in post at the end times the working days of the year", better="lower", sources=("hr_assignments", "hr_absences"), official=f"{CENSUS}; the number of working days is inferred from the published figures.", caveats=(FTE, "Days lost are spread evenly over the calendar days of the absence; where none are given, weekdays less bank holidays times FTE.", "An open absence runs to the date shown, leavers' days count, and the team is the team on the first day.", "A month with no recorded absence is 0, even where records begin later.", "Absences of people who are in neither HR file count nowhere and are listed.", BEGINS), companion="monthly_sickness_rate", needs=(HR_FTE, "hr_absences.reason")),
    Measure(id="monthly_sickness_rate", title="Sickness absence in the month", theme="mix", kind="ratio", scale=100, unit="percent", window="month", breakdowns=("role",), question="Did we lose more time to sickness this month than usual?", definition="Working days lost to sickness in the month as a share of FTE in post at the close times the month's working days (weekdays less bank holidays).", numerator="Working days lost to sickness in the month", denominator="FTE in post at the close times the working days of the month", better="lower", sources=("hr_assignments", "hr_absences"), official=f"{NONE}; it is the monthly companion of the census rate and is not comparable with it.", caveats=(FTE, "Days lost are spread evenly over the calendar days of the absence; where none are given, weekdays less bank holidays times FTE.", "An open absence runs to the date shown, leavers' days count, and the team is the team on the first day.", "A month with no recorded absence is 0, even where records begin later.", "Absences of people who are in neither HR file count nowhere and are listed."), needs=(HR_FTE, "hr_absences.reason")),
    Measure(id="agency_tenure_days", title="Time agency workers have stayed", theme="mix", kind="spread", unit="days", window="close", breakdowns=("role", "band"), question="How long do agency workers stay?", definition="The median number of days since the current run of assignments began, over agency workers present.", numerator="Days since the current run began", denominator="One for each agency worker", better="neither", sources=STAFF, official=f"{NONE}.", caveats=(CLOSE, BOTH, UNTITLED, HELD_BY_HR, "Assignments with a gap of up to 7 days between them are one run.", "Only workers still present are counted, so this is time so far and not the length of a finished stay.")),
    Measure(id="agency_rule_failures", title="Agency assignments that fail a rule", theme="mix", kind="ratio", counts="people", scale=100, unit="percent", window="close", breakdowns=("rule",), question="How many agency assignments do not meet the configured rules?", definition="Agency assignments present that fail at least one configured rule, as a share of those that the rules bind.", numerator="Assignments that fail at least one rule", denominator="Assignments present that the rules bind", better="lower", sources=("agency_assignments",), official="Checks against the rules as configured under [agency_rules] and [[price_caps]], after the statutory guidance of 2024; they are not legal advice.", part_of_whole=True, needs=("|".join(RULES),), caveats=(CLOSE, BOTH, "An assignment that began before the rules is bound from the end of the transition only; before the rules are in force there is no figure.", "An assignment that fails nothing has not passed: what cannot be assessed, for a blank or for a column that was not sent or never filled, is shown apart and is never a pass.", "A price is compared with the cap of its role on the date shown; a role without a cap cannot be assessed.", "By rule: assignments that fail the rule, of those that the rules bind.")),
    Measure(id="agency_cost", title="Agency cost a month", theme="mix", kind="count", unit="pounds", window="close", breakdowns=("role",), question="What do our agency workers cost us a month?", definition="The hourly price of the agency workers present, times the hours of their FTE in a month.", numerator="Pounds a month for agency workers present", denominator="None: this is a count", better="lower", sources=("agency_assignments",), needs=(AGENCY_FTE, PRICE), official=f"{NONE}.", caveats=(*PRICED, UNPRICED)),
    Measure(id="agency_cost_ratio", title="Agency cost against employees", theme="mix", kind="ratio", scale=100, unit="percent", window="close", breakdowns=("role",), question="How much dearer is an agency worker than an employee?", definition="The cost of agency workers present as a percentage of what employees of the same roles would cost for the same hours.", numerator="Pounds a month for agency workers present", denominator="Pounds a month for employees of the same roles and hours", better="lower", sources=("agency_assignments",), needs=(AGENCY_FTE, PRICE, "settings_employed_hourly.hourly"), official=f"{NONE}.", caveats=(*PRICED, "The cost of an employee by role is what is set under [employed_hourly] in authority.toml, with the employer's contributions; agency workers of a role without one are left out of both sides.", UNPRICED)),
    Measure(id="manager_tenure_days", title="Time managers have been in post", theme="mix", kind="spread", unit="days", window="close", breakdowns=("role", "contract"), question="How long have our managers been in their posts?", definition="The median number of days that senior, middle and first-line managers have held a post of their role.", numerator="Days since the current run of posts of the role began", denominator="One for each manager", better="neither", sources=HR, official=f"{NONE}.", caveats=(CLOSE, SCOPE, BOTH, "Agency managers are counted, from the first day of the first assignment in the run.", "A move to another team or position in the same role, a new contract, or a gap of up to 7 days goes on; a promotion begins anew.", "Only managers still in post are counted, so this is time so far.", "Somebody with posts of two roles counts in the more senior.")),
    Measure(id="established_fte", title="Posts in the structure (FTE)", theme="mix", kind="count", unit="FTE", window="close", breakdowns=("role", "tier", "frozen"), question="How many posts does our structure hold?", definition="Budgeted FTE of the positions in the structure, filled or not.", numerator="Budgeted FTE of positions in the structure", denominator="None: this is a count", better="neither", sources=("hr_positions",), needs=("hr_positions.budgeted_fte",), official=f"{NONE}.", caveats=("A position counts to the end of its last day in the structure; a frozen one counts, shown apart.", STRUCTURE_FROM)),
    Measure(id="supervision_in_timescale", title="Supervision in timescale", theme="mix", kind="ratio", counts="people", scale=100, unit="percent", window="close", breakdowns=("role", "contract"), question="Are our social workers supervised when they should be?", definition="Senior practitioners, case holders and qualified workers without cases, agency workers included, who had a personal or case supervision in the 31 days to the close.", numerator="Workers supervised in the 31 days to the close", denominator="Workers present in roles 4 to 6, agency workers included", better="higher", sources=("hr_assignments", "supervisions"), part_of_whole=True, official=f"{NONE}; 31 days is a common local standard of a meeting a month.", caveats=(CLOSE, SCOPE, BRIDGED, BOTH, ONCE, "Any recorded meeting counts, personal or case, whoever held it.", "Somebody who started within the 31 days, or was away in them, counts like everybody else.", "Where the 31 days begin before the first recorded meeting there is no figure.")),
    Measure(id="span_of_control", title="Span of control", theme="mix", kind="spread", unit="people per manager", window="close", breakdowns=("band",), question="How many people does each manager supervise?", definition="The median number of people supervised by each first-line manager in post; managers who supervise nobody count as zero.", numerator="People supervised", denominator="One for each first-line manager in post", better="neither", sources=HR, official=f"{NONE}.", caveats=(*BASE, "Only employed first-line managers are counted as managers; agency workers they supervise count.", "Workers whose manager is not in post belong to no manager and are counted apart, as workers without a manager."), companion="workers_without_manager", needs=("hr_assignments.line_manager_ref|agency_assignments.line_manager_ref",)),
    Measure(id="workers_without_manager", title="Workers without a manager in post", theme="mix", kind="count", counts="people", unit="people", window="close", breakdowns=("role", "manager"), question="Who has no manager in post?", definition="Workers, employed and agency, whose recorded manager is not in post at the close, and practitioners with no manager recorded.", numerator="Workers whose manager is not in post or not recorded", denominator="None: this is a count", better="lower", sources=HR, needs=("hr_assignments.line_manager_ref|agency_assignments.line_manager_ref",), official=f"{NONE}.", caveats=(*BASE, BOTH, ONCE, "A manager is in post when employed or on an agency assignment at the close.", "A blank manager counts for senior practitioners, case holders and those qualified without cases only; managers may have a manager outside the scope.")),
    Measure(id="vacant_fte", title="Vacant posts (FTE)", theme="mix", kind="count", unit="FTE", window="close", breakdowns=("role", "frozen"), question="How much of our structure stands empty?", definition="Budgeted FTE in the structure less the FTE employed in it; a post covered by an agency worker is still vacant.", numerator="Vacant FTE in the structure", denominator="None: this is a count", better="lower", sources=("hr_assignments", "hr_positions"), needs=STRUCTURE, official=f"{CENSUS}.", caveats=(*BASE, FTE, *VACANT, STRUCTURE_FROM)),
)  # fmt: skip
