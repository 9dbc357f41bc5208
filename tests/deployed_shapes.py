"""One small authority as each case system deploys the safeguarding dataset: the same facts, laid out differently."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from three_months import CONFIG, Tables, involvement, tables

Laid = dict[str, list[dict[str, Any]]]
SSD = ("ssd_department", "ssd_professionals", "ssd_cin_episodes", "ssd_involvements", "ssd_cp_plans", "ssd_cin_plans",
       "ssd_cla_episodes", "ssd_cin_visits")  # fmt: skip

TEAMS = {"T1": "North", "T2": "South"}


@dataclass(frozen=True)
class Deployment:
    """What a case system makes of the standard tables, what the report must call it, and the settings it needs."""

    name: str
    lay_out: Callable[[Laid], Laid]
    settings: Callable[[str], str] = lambda config: config
    renamed: dict[str, str] = field(default_factory=dict)


def standard() -> Laid:
    """Return the tables as the standard has them: five children, a leaver, an unknown worker, a chair and a visit."""
    laid: Laid = {table: [dict(row) for row in rows] for table, rows in tables().items()}
    laid["ssd_department"].append({"dept_team_id": "T2", "dept_team_name": "South"})
    laid["ssd_professionals"].append({"prof_professional_id": "PR-X9", "prof_staff_id": "ST-X9"})
    for row in laid["ssd_professionals"]:
        row["prof_social_worker_registration_no"] = None
    laid["ssd_cin_episodes"] += [
        {"cine_referral_id": f"R{n}", "cine_person_id": f"C{n}", "cine_referral_date": "2023-12-01",
         "cine_close_date": None, "cine_referral_team": "T2"}
        for n in (4, 5)
    ]  # fmt: skip
    laid["ssd_involvements"] += [
        involvement(4, "PR-L1", "C4", "2023-12-01", None, invo_professional_team="T2"),
        involvement(5, "PR-X9", "C5", "2023-12-01", "2024-05-07", invo_professional_team="T2"),
        involvement(6, "PR-W1", "C5", "2024-05-07", "2024-07-20", invo_worker_change_reason="MANAGE"),
        involvement(7, "PR-X9", "C5", "2024-07-20", None, invo_professional_team="T2"),
        involvement(8, "PR-W2", "C5", "2024-01-01", None, invo_professional_role_id="IRO"),
        involvement(9, "PR-W2", "C5", "2024-03-03", "2024-03-03"),
    ]
    for row in laid["ssd_involvements"]:
        child = row["invo_person_id"]
        row["invo_referral_id"] = f"R{child[1:]}" if child in ("C4", "C5") else child
    laid["ssd_cin_plans"] = [
        {"cinp_cin_plan_id": "PL1", "cinp_person_id": "C5", "cinp_cin_plan_start_date": "2024-01-05",
         "cinp_cin_plan_end_date": None}
    ]  # fmt: skip
    laid["ssd_cla_episodes"] = [
        {"clae_person_id": "C4", "clae_cla_episode_start_date": "2024-02-01", "clae_cla_episode_ceased_date": None}
    ]
    laid["ssd_cin_visits"] = [{"cinv_person_id": "C5", "cinv_cin_visit_date": "2024-06-01"}]
    return laid


def each(rows: list[dict[str, Any]], change: Callable[[dict[str, Any]], dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows with some values changed."""
    return [{**row, **change(row)} for row in rows]


def dropped(rows: list[dict[str, Any]], *columns: str) -> list[dict[str, Any]]:
    """Return the rows without some columns."""
    return [{name: value for name, value in row.items() if name not in columns} for row in rows]


def cast_dates(laid: Laid, write: Callable[[str], str]) -> Laid:
    """Return the tables with every date of the case system written as its database casts it."""
    return {
        table: each(rows, lambda row: {n: write(v) for n, v in row.items() if n.endswith("_date") and v})
        if table in SSD
        else rows
        for table, rows in laid.items()
    }


def with_midnight(day: str) -> str:
    return f"{day} 00:00:00.000"


def month_named(day: str) -> str:
    """Return the date as SQL Server casts a datetime to text."""
    year, month, date = day.split("-")
    names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return f"{names[int(month) - 1]} {int(date):>2} {year} 12:00AM"


def liquidlogic(laid: Laid) -> Laid:
    """Return codes for roles, ids for teams, and the columns that are not read filled in."""
    laid["ssd_professionals"] = each(
        laid["ssd_professionals"],
        lambda row: {"prof_professional_name": "Not read", "prof_full_time_equivalency": "1",
                     "prof_professional_caseload": "99"},
    )  # fmt: skip
    return cast_dates(laid, with_midnight)


def liquidlogic_texts(laid: Laid) -> Laid:
    """Return descriptions for roles, padded as fixed-width columns are."""
    laid["ssd_involvements"] = each(
        laid["ssd_involvements"],
        lambda row: {"invo_professional_role_id": {"CW": "Allocated Case  Worker ", "IRO": "Reviewing officer"}[
            row["invo_professional_role_id"]]},
    )  # fmt: skip
    return cast_dates(laid, month_named)


def staff_numbers(laid: Laid) -> Laid:
    """Return the tables with Mosaic's worker ids: they stand in prof_staff_id, and who left is not listed."""
    laid["ssd_involvements"] = each(
        laid["ssd_involvements"],
        lambda row: {"invo_professional_id": row["invo_professional_id"].replace("PR-", "ST-")},
    )
    listed = [row for row in laid["ssd_professionals"] if row["prof_professional_id"] != "PR-L1"]
    laid["ssd_professionals"] = each(listed, lambda row: {"prof_professional_id": None})
    return laid


def mosaic_common(laid: Laid) -> Laid:
    """Return children reached through the referral, the reason on the row that ended, visits by their plan."""
    laid = staff_numbers(laid)
    rows = {row["invo_involvements_id"]: row for row in laid["ssd_involvements"]}
    for ended, begun in (("I2", "I3"), ("I5", "I6")):
        rows[ended]["invo_worker_change_reason"] = rows[begun]["invo_worker_change_reason"]
    rows["I3"]["invo_worker_change_reason"] = rows["I6"]["invo_worker_change_reason"] = None
    roles = {"CW": "ALLWKR", "IRO": "REL.IRO"}
    laid["ssd_involvements"] = dropped(
        each(laid["ssd_involvements"],
             lambda row: {"invo_professional_role_id": roles[row["invo_professional_role_id"]]}),
        "invo_person_id",
    )  # fmt: skip
    laid["ssd_professionals"] = dropped(laid["ssd_professionals"], "prof_professional_name")
    laid["ssd_cin_plans"] = [
        {("cin_plan_id" if name == "cinp_cin_plan_id" else name): value for name, value in row.items()}
        for row in laid["ssd_cin_plans"]
    ]
    laid["ssd_cin_visits"] = [{"cinv_cin_plan_id": "PL1", "cinv_cin_visit_date": "2024-06-01"}]
    return cast_dates(laid, with_midnight)


def mosaic_variant(laid: Laid) -> Laid:
    """Return children in PersonID, the registration filled with XX and the id, teams by name, no referral."""
    laid = staff_numbers(laid)
    laid["ssd_professionals"] = each(
        laid["ssd_professionals"], lambda row: {"prof_social_worker_registration_no": f"XX{row['prof_staff_id'][3:]}"}
    )
    kept = [row for row in laid["ssd_involvements"] if row["invo_professional_role_id"] == "CW"]
    spells = [row for row in kept if row["invo_involvement_start_date"] != row["invo_involvement_end_date"]]
    laid["ssd_involvements"] = dropped(
        each(spells, lambda row: {"PersonID": row["invo_person_id"], "invo_referral_id": None,
                                  "invo_professional_team": TEAMS[row["invo_professional_team"]]}),
        "invo_person_id",
    )  # fmt: skip
    return cast_dates(laid, with_midnight)


def mosaic_other_variant(laid: Laid) -> Laid:
    """Return children in the standard column, the lowest referral, the older name of the care episode's end."""
    laid = staff_numbers(laid)
    laid["ssd_cla_episodes"] = [
        {name.removesuffix("_date") if name == "clae_cla_episode_ceased_date" else name: value
         for name, value in row.items()}
        for row in laid["ssd_cla_episodes"]
    ]  # fmt: skip
    return cast_dates(laid, month_named)


def eclipse(laid: Laid) -> Laid:
    """Return workers once a relationship, involvements once a team of the child, numbers cast to decimals."""
    laid["ssd_professionals"] = [
        {**row, "prof_professional_department": place}
        for row in laid["ssd_professionals"]
        for place in ("A", "B", None)
    ]
    rows = laid["ssd_involvements"]
    laid["ssd_involvements"] = [*({**row, "invo_professional_team": "Children"} for row in rows), *rows, dict(rows[0])]
    numbers = {row["cine_referral_id"]: str(1000 + n) for n, row in enumerate(laid["ssd_cin_episodes"])}
    for row in laid["ssd_cin_episodes"]:
        row["cine_referral_id"] = numbers[row["cine_referral_id"]]
    for row in laid["ssd_involvements"]:
        row["invo_referral_id"] = f"{numbers.get(row['invo_referral_id'], row['invo_referral_id'])}.0"
    return cast_dates(laid, with_midnight)


def roles(**kinds: str) -> Callable[[str], str]:
    """Return what changes the settings to these involvement roles."""
    named = "\n".join(f'"{name}" = "{kind}"' for name, kind in kinds.items())
    return lambda config: config.split("[involvement_roles]")[0] + f"[involvement_roles]\n{named}\n"


def common_settings(config: str) -> str:
    """Return the settings of an authority with Mosaic's common script."""
    mapped = roles(**{"ALLWKR": "primary", "REL.IRO": "ignore"})(config)
    return mapped + '[reading]\nreason_on = "end"\n'


DEPLOYMENTS = {
    "liquidlogic": Deployment("Liquidlogic (SSD 1.4.5 on)", liquidlogic),
    "liquidlogic_before": Deployment(
        "Liquidlogic (SSD before 1.4.5)", liquidlogic_texts,
        roles(**{"Allocated case worker": "primary", "Reviewing Officer": "ignore"}),
    ),
    "mosaic_common": Deployment("Mosaic (common script)", mosaic_common, common_settings),
    "mosaic_variant": Deployment("Mosaic (local variant)", mosaic_variant),
    "mosaic_other_variant": Deployment("Mosaic (local variant)", mosaic_other_variant),
    "eclipse": Deployment("Eclipse", eclipse),
}  # fmt: skip


def laid_out(deployment: Deployment) -> tuple[Tables, str]:
    """Return the tables as the case system deploys them, each row with every column, and the settings."""
    laid = deployment.lay_out(standard())
    whole = {
        table: [dict.fromkeys(name for other in rows for name in other) | row for row in rows]
        for table, rows in laid.items()
    }
    return whole, deployment.settings(CONFIG)
