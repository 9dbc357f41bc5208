"""The caseload tables as frames of typed columns, before dirt is added."""

import numpy as np
import polars as pl

from workforce.sample.allocations import ROLES, Rows
from workforce.sample.children import DISABLED, IN_NEED, LEAVING, LOOKED_AFTER, PROTECTED, Referrals
from workforce.sample.holding import REASONS
from workforce.sample.hr import People, dates, refs, registration, texts
from workforce.sample.places import EXTRACT, FIRST, OPEN, TITLES, Ints, Seats
from workforce.sample.staffing import Spells


def ended(days: Ints) -> pl.Series:
    """Dates, null when they fall after the extract."""
    return dates(np.where(days > EXTRACT, OPEN, days))


def involvements(rows: Rows, referrals: Referrals) -> pl.DataFrame:
    """ssd_involvements in referral and start order."""
    return pl.DataFrame(
        {
            "invo_involvements_id": refs("INV", np.arange(len(rows)), 8),
            "invo_professional_id": refs("PR", rows.professional),
            "invo_professional_role_id": texts(list(ROLES), rows.role),
            "invo_professional_team": refs("T", rows.team + 1, 3),
            "invo_person_id": refs("C", referrals.child[rows.referral], 7),
            "invo_involvement_start_date": dates(rows.start),
            "invo_involvement_end_date": ended(rows.end),
            "invo_worker_change_reason": texts(list(REASONS), rows.reason),
            "invo_referral_id": refs("R", rows.referral, 7),
        }
    )


def professionals(seats: Seats, spells: Spells, people: People) -> pl.DataFrame:
    """ssd_professionals: everyone in post since the six years began."""
    known = spells.keep((spells.end >= FIRST) & (spells.start <= EXTRACT))
    number, first = np.unique(known.professional, return_index=True)
    return pl.DataFrame(
        {
            "prof_professional_id": refs("PR", number),
            "prof_staff_id": refs("ST", number),
            "prof_social_worker_registration_no": registration(people, number),
            "prof_professional_job_title": texts([TITLES.get(i, "") for i in range(7)], seats.role[known.seat[first]]),
            "prof_professional_department": texts(seats.services, seats.later_team[known.seat[first]]),
        }
    )


def departments(seats: Seats) -> pl.DataFrame:
    """ssd_department: the id and name of every team."""
    return pl.DataFrame({"dept_team_id": refs("T", np.arange(len(seats.names)) + 1, 3), "dept_team_name": seats.names})


def plans(
    prefix: str, names: tuple[str, str, str], child: Ints, start: Ints, end: Ints, ids: str | None
) -> pl.DataFrame:
    """A case-status table: person, id where it has one, start and end of each stretch that has begun."""
    kept = (start <= EXTRACT) & (end > FIRST) & (end > start)
    child, start, end = child[kept], start[kept], end[kept]
    columns = {f"{prefix}_{names[0]}": refs("C", child, 7)}
    if ids:
        columns[f"{prefix}_{ids}"] = refs(prefix[:3].upper(), np.arange(len(child)), 7)
    columns[f"{prefix}_{names[1]}"] = dates(start)
    columns[f"{prefix}_{names[2]}"] = ended(end)
    return pl.DataFrame(columns)


def statuses(r: Referrals, seats: Seats) -> dict[str, pl.DataFrame]:
    """The plan, assessment, care and care leaver tables."""
    cared = np.isin(r.path, (LOOKED_AFTER, LEAVING))
    need = np.isin(r.path, (IN_NEED, PROTECTED, DISABLED))
    need_start = np.where(r.path == PROTECTED, r.plan_end, r.assessed)
    care_start = np.where(r.path == LOOKED_AFTER, r.second, r.assessed)
    guarded = r.path == PROTECTED
    left = (r.path == LEAVING) & (r.third <= EXTRACT)
    cin = plans("cinp", ("person_id", "cin_plan_start_date", "cin_plan_end_date"),
                r.child[need], need_start[need], r.closed[need], None)  # fmt: skip
    cpp = plans("cppl", ("person_id", "cp_plan_start_date", "cp_plan_end_date"),
                r.child[guarded], r.assessed[guarded], r.plan_end[guarded], None)  # fmt: skip
    cla = plans("clae", ("person_id", "cla_episode_start_date", "cla_episode_ceased_date"),
                r.child[cared], care_start[cared], r.plan_end[cared], "cla_id")  # fmt: skip
    return {
        "ssd_cin_plans": cin,
        "ssd_cp_plans": cpp.with_columns(pl.lit("N").alias("cppl_cp_plan_ola")),
        "ssd_cla_episodes": cla,
        "ssd_cin_assessments": assessments(r),
        "ssd_care_leavers": care_leavers(np.unique(r.child[left]), seats),
    }


def care_leavers(child: Ints, seats: Seats) -> pl.DataFrame:
    """ssd_care_leavers: one row a young person, with one of the authority's moving-on teams."""
    teams = [name for name in seats.names if name.startswith("Moving On Team")]
    nobody = pl.lit(None, dtype=pl.String)
    return pl.DataFrame({"clea_person_id": refs("C", child, 7)}).with_columns(
        nobody.alias("clea_care_leaver_worker_id"),
        nobody.alias("clea_care_leaver_personal_advisor"),
        texts(teams, child % len(teams)).alias("clea_care_leaver_allocated_team"),
        pl.lit("Former relevant child").alias("clea_care_leaver_eligibility"),
    )


def assessments(r: Referrals) -> pl.DataFrame:
    """ssd_cin_assessments: one for each referral."""
    return pl.DataFrame(
        {
            "cina_person_id": refs("C", r.child, 7),
            "cina_referral_id": refs("R", np.arange(len(r)), 7),
            "cina_assessment_start_date": dates(r.opened),
            "cina_assessment_auth_date": ended(r.assessed),
        }
    )


def episodes(seats: Seats, referrals: Referrals, primary: Rows) -> pl.DataFrame:
    """ssd_cin_episodes: one row per referral; its team is that of its first worker."""
    team = np.zeros(len(referrals), dtype=np.int64)
    order = np.argsort(np.negative(primary.start), kind="stable")
    team[primary.referral[order]] = primary.team[order]
    return pl.DataFrame(
        {
            "cine_referral_id": refs("R", np.arange(len(referrals)), 7),
            "cine_person_id": refs("C", referrals.child, 7),
            "cine_referral_date": dates(referrals.opened),
            "cine_close_date": ended(referrals.closed),
            "cine_referral_nfa": ["N"] * len(referrals),
            "cine_referral_team": texts(seats.names, team),
        }
    )


def families(referrals: Referrals) -> pl.DataFrame:
    """ssd_family: the family of each child."""
    child, first = np.unique(referrals.child, return_index=True)
    return pl.DataFrame(
        {"fami_family_id": refs("F", referrals.family[first], 7), "fami_person_id": refs("C", child, 7)}
    )
