# ruff: noqa: E501
"""What every section and key of authority.toml is for, in the order of the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints

from workforce.settings import Settings

TYPES = {str: "text", date: "date", float: "number", int: "whole number"}


@dataclass(frozen=True)
class Key:
    """One key: a line as the file would hold it, and what it does; `type` says what the field's own type does not."""

    example: str
    what: str
    type: str = ""


@dataclass(frozen=True)
class Section:
    """One section: what it is for, and its keys by name."""

    what: str
    keys: Mapping[str, Key]


SECTIONS = {
    "authority": Section(
        "Who the extracts belong to, and the dates that frame them.",
        {
            "name": Key('name = "Wexmere Council (fictional)"', "Heads every page and names the whole authority's figures."),
            "code": Key('code = "X99"', "The authority's code in the department's files. With the neighbours file imported it finds the statistical neighbours to compare with; without it none are offered."),
            "region_code": Key('region_code = "E12000004"', "The region's code in the department's files: its published figures can be shown beside the authority's own. Without it no region is offered."),
            "extract_date": Key("extract_date = 2024-09-30", "The day the extracts describe: the last month shown ends on it, and a month that it cuts short is marked as partial. `--extract-date` wins over it. Without either it is the latest date recorded anywhere in the extracts that is not in the future. A date after today, or before the first start date in hr_assignments, is refused."),
            "first_month": Key("first_month = 2019-10-01", "Any day of the first month shown; best twelve months after the extracts begin, so that every 12-month figure is whole. Without it the 72 months to the extract date are shown. After the extract date it is refused."),
            "judgement_date": Key("judgement_date = 2021-10-15", "The day of the inspection judgement: the Overview then says how things stood at it. Without it that comparison is left out. It is not drawn on the charts; give it under [[events]] too."),
        },
    ),
    "events": Section(
        "Dated events drawn as numbered lines on the charts; one [[events]] section each.",
        {
            "date": Key("date = 2023-04-17", "The day of the event."),
            "title": Key('title = "Safeguarding restructure"', "What the list of events under the chart calls it."),
        },
    ),
    "targets": Section(
        "Targets drawn on a measure's chart and named with their owner; one [[targets]] section each.",
        {
            "measure": Key('measure = "permanent_share"', "Id of the measure, as in queries/README.md."),
            "value": Key("value = 75.0", "The target, in the measure's unit; rates and shares in percent. 0 is allowed."),
            "from": Key("from = 2023-04-01", "The day it applies from, until a later target for the same measure and area."),
            "level": Key('level = "authority"', "`authority`, `service` or `team`: on whose page it stands."),
            "area": Key('area = "Wexmere Council (fictional)"', "Name of the authority, service or team, spelled as it is shown. At authority level it may be left out; at the others a target without it is refused."),
            "owner": Key('owner = "Director of Children\'s Services"', "Who answers for it, by post."),
        },
    ),
    "rebases": Section(
        "Dated changes from which a measure's control limits start anew; one [[rebases]] section each. It is made only where five months lie before it, the first seven months after it lie on one side of the mean before it, and that is no deterioration; the page says what was made or refused, and shows the chart without it.",
        {
            "measure": Key('measure = "average_caseload"', "Id of the measure, as in queries/README.md."),
            "date": Key("date = 2023-04-17", "The day of the change: limits start anew with the first month that ends on it or later."),
            "note": Key('note = "Safeguarding restructure"', "What changed."),
            "signed_by": Key('signed_by = "Director of Children\'s Services"', "Who signs that the change is known and lasting, by post."),
            "level": Key('level = "authority"', "`authority`, `service` or `team`."),
            "area": Key('area = "Wexmere Council (fictional)"', "Name of the authority, service or team. At authority level it may be left out."),
        },
    ),
    "control_charts": Section(
        "How control charts are judged.",
        {
            "variant": Key('variant = "nhs"', "`nhs` follows the NHS England tool: no outlier screening, every point beyond two sigma counts. `r` follows the NHS R package: moving ranges of 3.267 times their mean or more are left out once, and only points between two and three sigma count for two in three."),
            "trend_points": Key("trend_points = 7", "Points rising or falling without a break that make a trend."),
            "limit_multiplier": Key("limit_multiplier = 2.66", "Mean moving ranges between the mean and a limit."),
        },
    ),
    "services": Section(
        "Which teams make up each service. A team in no service counts for the authority and for itself only; a team in two is refused.",
        {"service": Key('"Children in Care" = ["Children in Care Juniper", "Children in Care Hazel"]', "Name of the service = the names of its teams.", "list of text")},
    ),
    "team_aliases": Section(
        "Other spellings of a team's name, and ids and earlier names of it. Upper and lower case and spaces make no difference, and names and ids in ssd_department are known already. A team that matches nothing counts for the authority only and is listed on Data quality.",
        {"spelling": Key('"T005" = "Family Safeguarding Oak"', "Team as the extracts spell it = the team's name.", "text")},
    ),
    "org_roles": Section(
        "The role of each post title whose rows give no `org_role`. A title that has rows and is not mapped stops the build, which prints the lines to fill in.",
        {"post title": Key('"Social Worker" = 5', 'Post title = 1 senior manager, 2 middle manager, 3 first-line manager, 4 senior practitioner, 5 case holder, 6 qualified without cases, or "out_of_scope" for who is not a social worker.', 'whole number or "out_of_scope"')},
    ),
    "contract_types": Section(
        "Other spellings of `contract_type` in hr_assignments. One that is not mapped is unknown: in post, and never counted as permanent.",
        {"spelling": Key('"Perm - established" = "permanent"', "Contract as HR spells it = permanent, fixed_term or agency.", "text")},
    ),
    "involvement_roles": Section(
        "What each role of ssd_involvements means. A role that has rows and is not mapped stops the build, which prints the lines to fill in.",
        {"role": Key('"CW" = "primary"', "Role as the case system spells it, \"\" for a blank one = primary, secondary, duty, manager_holding or ignore. Only primary makes somebody a child's worker.", "text")},
    ),
    "caseload": Section(
        "Cases that one full-time worker may hold; part-time workers by their FTE.",
        {
            "limit_per_fte": Key("limit_per_fte = 20", "The limit behind the share of workers over the limit, drawn on Caseloads."),
            "newly_qualified_limit": Key("newly_qualified_limit = 15", "The lower limit of workers in their assessed and supported year."),
        },
    ),
    "status_weights": Section(
        "The authority's own weights behind the weighted caseload. A status without one weighs 1; without the section there is no weighted caseload.",
        {"case status": Key('"looked after" = 1.5', "looked after, child protection plan, child in need plan, assessment or referral only = its weight, above 0.", "number")},
    ),
    "disclosure": Section(
        "What may leave the service.",
        {"threshold": Key("threshold = 5", "A number of people or children from 1 to one below it, and whatever it could be worked out from, is withheld in downloads and under `--audience outside`; rates and splits by reason keep to stricter limits of their own. Inside the service everything is shown.")},
    ),
    "control_totals": Section(
        "What the HR system itself reports at the close of the extract date for everyone employed in scope, agency workers not included. Data quality shows it beside what was counted, and a difference is a warning; without it nothing is compared.",
        {
            "headcount": Key("headcount = 129", "People, each counted once."),
            "fte": Key("fte = 123.0", "Full-time equivalent."),
        },
    ),
    "reading": Section(
        "How two local habits of recording are read.",
        {
            "reason_on": Key('reason_on = "end"', "`start`: the reason of a change of worker stands on the new worker's row. `end`: on the row that ended."),
            "standard_hours": Key("standard_hours = 37", "Weekly hours of a full-time post: an `fte` above 1 is read as hours and divided by it. Without it an `fte` above 1 is unknown."),
        },
    ),
    "agency_rules": Section(
        "The agency rules that assignments are checked against, as the authority reads them; the checks are not legal advice.",
        {
            "in_force": Key("in_force = 2024-10-31", "The day from which an assignment that begins on it or later is checked; earlier it is not assessable."),
            "transition_end": Key("transition_end = 2025-10-01", "The day from which assignments that began before the rules are checked too."),
            "experience_months": Key("experience_months = 36", "Months of direct experience in an English authority that are needed."),
            "cool_off_months": Key("cool_off_months = 3", "Months that must lie between leaving an employed post here or in the region and the first day."),
            "notice_days": Key("notice_days = 28", "Notice in days, or that of the equivalent employed post where this is shorter."),
        },
    ),
    "price_caps": Section(
        "The highest hourly price of a role; one [[price_caps]] section each. Without a cap for its role an assignment's price is not assessable, never a pass.",
        {
            "role": Key('role = "social worker"', "The role as `agency_role` spells it; capitals and spaces around it do not matter."),
            "hourly": Key("hourly = 42.0", "Pounds an hour; a price equal to it is within the cap."),
            "from": Key("from = 2025-10-01", "The day it applies from, until a later cap of the same role. Without it the cap always applies."),
        },
    ),
    "sources": Section(
        "Reports read under their own names and columns; one [[sources]] section for each file and table. `workforce map FILE` proposes it. Upper and lower case and repeated spaces make no difference in names of columns and in values; a column that is named here and not in the file stops the build.",
        {
            "file": Key('file = "itrent_establishment*.csv"', "Name of the file in the folder of extracts; `*` stands for what changes with each export. It must match one file."),
            "table": Key('table = "hr_assignments"', "The HR, agency or recruitment table that its rows are read as."),
            "sheet": Key('sheet = "Establishment"', "Sheet of a workbook; may be left out where it has one."),
            "header": Key("header = 4", "Line of the column names, where titles stand above them."),
            "columns": Key('columns = { assignment_ref = ["Assignment Number", "Effective Start Date"], start_date = "Effective Start Date", contract_type = "Basis" }', 'Column of the table = column of the file. Of several, texts are joined with "/" and of dates the earliest holds. `{ column = "Assignment Number", before = "-" }` takes the text before the last such mark.', "sections of text"),
            "constants": Key('constants = { team = "North" }', 'Column of the table = the same value in every row, "" for unknown.', "sections of text"),
            "dates": Key('dates = { start_date = "DD.MM.YYYY" }', "Column of the table = the form of its dates, of YYYY, YY, MM, MMM, MMMM and DD. Without it `YYYY-MM-DD` and `DD/MM/YYYY` are read.", "sections of text"),
            "values": Key('values = { contract_type = { "Perm" = "permanent" } }', "Column of the table = what each spelling in the file means. What is not listed is read as it stands.", "sections of text"),
            "hours": Key('hours = "Contracted Hours"', "Column of weekly hours: divided by `standard_hours` it gives the FTE. `18:30` is read as 18.5. A percentage of a full-time post is divided by 100 with `standard_hours = 100`."),
            "standard_hours": Key("standard_hours = 37", "Weekly hours of a full-time post in this file; without it those under [reading]."),
            "keep": Key('keep = { "Directorate" = ["Children and Families"] }', "Column of the file = the only values whose rows are read. The others are listed as left out on purpose.", "sections of lists"),
            "leave_out": Key('leave_out = { "Assignment Status" = ["Inactive"] }', "Column of the file = values whose rows are not read; they are listed as left out on purpose.", "sections of lists"),
            "rows_of": Key('rows_of = "Assignment Number"', "Column that is the same in all dated rows of one assignment: a row without an end date ends the day before the next begins, and of those that begin on one day the last holds."),
            "sequence": Key('sequence = "seqNumber"', "Column that numbers the rows of one assignment and day; without it their order in the file holds."),
        },
    ),
    "database": Section(
        "Where `--database` finds the `ssd_` tables. Only names: the connection string stands in the environment variable WORKFORCE_DATABASE and nowhere else.",
        {
            "schema": Key('schema = "ssd_development"', "The schema that holds the tables or views; `ssd_development` without it.", "text"),
            "table": Key('ssd_involvements = "ssd_involvements_view"', "Table of this specification = what the table or view is called in that schema, where it has another name.", "text"),
        },
    ),
    "employed_hourly": Section(
        "What an employee of each role costs an hour, in pounds, with the employer's contributions: agency cost is set against it. Without it there is no employed equivalent.",
        {"role": Key('"5" = 29.5', "Role 1 to 6, in quotes = pounds an hour, above 0.", "number")},
    ),
}  # fmt: skip


def heading(section: str) -> str:
    """Return the section as the file heads it; one that may be repeated has double brackets."""
    return f"[[{section}]]" if get_type_hints(Settings)[section].__name__ == "tuple" else f"[{section}]"


def accepted(section: str) -> dict[str, Any] | None:
    """Return the dataclass field of each key that the section accepts, None where any name may be the key."""
    hint = get_type_hints(Settings)[section]
    kind = next((each for each in (hint, *get_args(hint)) if is_dataclass(each)), None)
    if kind is None:
        return None
    return {"from" if each.name == "from_date" else each.name: each for each in fields(kind)}


def cells(section: str) -> list[list[str]]:
    """Return key, type, default, example and what it does, of each key of a section."""
    known = accepted(section)
    rows = []
    for name, key in SECTIONS[section].keys.items():
        default = "none" if known is None else default_of(known[name])
        kind = key.type if known is None or key.type else kind_of(known[name])
        rows.append([name if known is None else f"`{name}`", kind, default, f"`{key.example}`", key.what])
    return rows


def kind_of(field: Any) -> str:
    """Return the type of a key in words."""
    return next(TYPES[each] for each in (field.type, *get_args(field.type)) if each in TYPES)


def default_of(field: Any) -> str:
    """Return what holds when the key is left out."""
    if field.default is MISSING and field.default_factory is MISSING:
        return "required"
    return "none" if field.default in (None, MISSING, date.min) else f"`{field.default}`"
