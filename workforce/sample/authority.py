"""authority.toml of the fictional authority."""

from workforce.sample.places import EXTRACT, PLAN, TITLES, Seats
from workforce.sample.staffing import AGENCY, Spells

HEAD = """[authority]
name = "Wexmere Council (fictional)"
code = "X99"
region_code = "E12000004"  # a real region, whose published figures are shown beside the fictional authority's
extract_date = 2024-09-30
first_month = 2019-10-01  # twelve months after the extracts begin
judgement_date = 2021-10-15

[[events]]
date = 2021-10-15
title = "Inspection judgement"

[[events]]
date = 2022-11-01
title = "New permanent leadership team"

[[events]]
date = 2023-04-17
title = "Safeguarding restructure"

[[events]]
date = 2024-02-05
title = "Case review"

[[rebases]]
measure = "open_cases"
date = 2024-02-05
note = "Case review stepped plans down"
signed_by = "Head of Service, Safeguarding"

[[targets]]
measure = "permanent_share"
level = "authority"
area = "Wexmere Council (fictional)"
from = 2023-04-01
value = 75.0
owner = "Director of Children's Services"

[[targets]]
measure = "average_caseload"
level = "authority"
area = "Wexmere Council (fictional)"
from = 2023-04-01
value = 16.0
owner = "Head of Service, Safeguarding"
"""

TAIL = """
[contract_types]
"permanent" = "permanent"
"fixed_term" = "fixed_term"
"agency" = "agency"

[involvement_roles]
"CW" = "primary"
"COW" = "secondary"
"DUTY" = "duty"
"TM" = "manager_holding"
"IRO" = "ignore"

[caseload]
limit_per_fte = 20
newly_qualified_limit = 15

[disclosure]
threshold = 5

[agency_rules]
in_force = 2024-04-01  # the fictional authority checks before the rules bind it
transition_end = 2024-08-01

[[price_caps]]
role = "social worker"
hourly = 45.0

[[price_caps]]
role = "senior social worker"
hourly = 46.0

[employed_hourly]  # with the employer's contributions
"3" = 36.0
"4" = 32.5
"5" = 28.5
"6" = 28.5
"""


def renamed(seats: Seats) -> dict[str, str]:
    """Teams that only changed their name, and the name they have now."""
    pairs: dict[str, str] = {}
    same = {early: late for service, early, late, _, _ in PLAN if late == f"Family {early}"}
    for name in seats.names:
        for early, late in same.items():
            if name.startswith(early):
                pairs[name] = name.replace(early, late, 1)
    return pairs


def control_totals(seats: Seats, spells: Spells) -> str:
    """The section of what the HR system itself reports: people employed at the close of the extract date, and FTE."""
    employed = spells.keep((spells.kind < AGENCY) & (spells.start <= EXTRACT) & (spells.end > EXTRACT))
    people, fte = len(set(employed.professional.tolist())), float(seats.fte[employed.seat].sum())
    return f"[control_totals]\nheadcount = {people}\nfte = {fte:.1f}\n"


def settings(seats: Seats, spells: Spells) -> str:
    """The text of authority.toml."""
    now = renamed(seats)
    lines = [HEAD, "[services]"]
    for service in dict.fromkeys(seats.services):
        teams = [n for n, s in zip(seats.names, seats.services, strict=True) if s == service and n not in now]
        lines.append(f'"{service}" = [' + ", ".join(f'"{team}"' for team in teams) + "]")
    lines += ["", "[team_aliases]"]
    lines += [f'"T{i + 1:03d}" = "{now.get(name, name)}"' for i, name in enumerate(seats.names)]
    lines += [f'"{old}" = "{new}"' for old, new in now.items()]
    lines += ["", "[org_roles]"] + [f'"{title}" = {role}' for role, title in TITLES.items()]
    return "\n".join(lines) + "\n" + TAIL + "\n" + control_totals(seats, spells)
