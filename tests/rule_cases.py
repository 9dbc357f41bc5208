"""The smallest rows that break each rule, and the same rows put right; ids are the rule's own name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from small_authority import Row

Rows = dict[str, Sequence[Row]]
OPEN, CLOSED = "2023-01-10", "2024-03-01"


@dataclass(frozen=True)
class Case:
    """Rows of an authority that break a rule, and the rows put right."""

    broken: Rows
    mended: Rows


def hr(ref: str, **changes: str) -> Row:
    """Return a post whose person and assignment are the reference."""
    return {"person_ref": ref, "assignment_ref": ref, **changes}


def changed(table: str, row: Row, broken: Row, mended: Row, beside: Rows | None = None) -> Case:
    """Return a case of one row of a table, and of rows that stand beside it either way."""
    more = beside or {}
    return Case(
        {**more, table: [*more.get(table, []), {**row, **broken}]},
        {**more, table: [*more.get(table, []), {**row, **mended}]},
    )


def post(rule: str, broken: Row, mended: Row, beside: Rows | None = None) -> Case:
    """Return a case of one employed post."""
    return changed("hr_assignments", hr(rule), broken, mended, beside)


def agency(rule: str, broken: Row, mended: Row) -> Case:
    """Return a case of one agency assignment."""
    return changed("agency_assignments", hr(rule), broken, mended)


def absence(rule: str, broken: Row, mended: Row, *others: Row) -> Case:
    """Return a case of one absence of somebody in post from 2020, beside others of theirs."""
    row = {"person_ref": rule, "start_date": "2024-02-05", "end_date": "2024-02-09"}
    beside: Rows = {"hr_assignments": [hr(rule)], "hr_absences": [{"person_ref": rule, **other} for other in others]}
    return changed("hr_absences", row, broken, mended, beside)


def position(rule: str, broken: Row, mended: Row, *others: Row) -> Case:
    """Return a case of one position."""
    row = {"position_ref": rule, "budgeted_fte": "1"}
    return changed("hr_positions", row, broken, mended, {"hr_positions": [{**row, **other} for other in others]})


def meeting(rule: str, broken: Row, mended: Row) -> Case:
    """Return a case of one supervision."""
    row = {"person_ref": rule, "supervision_date": "2024-02-05", "supervisor_ref": "B"}
    return changed("supervisions", row, broken, mended, {"hr_assignments": [hr(rule)]})


def asked(rule: str, broken: Row, mended: Row, application: Row | None = None, beside: Rows | None = None) -> Case:
    """Return a case of one requisition, with an application to it where one is given."""
    row = {"requisition_ref": rule, "approved_date": "2024-01-08"}
    applied = [] if application is None else [{"application_ref": rule, "requisition_ref": rule, **application}]
    return changed(
        "recruitment_requisitions", row, broken, mended, {"recruitment_applications": applied, **(beside or {})}
    )


def applied(rule: str, broken: Row, mended: Row) -> Case:
    """Return a case of one application to a requisition whose advert closed on 31 May 2024."""
    row = {"application_ref": rule, "requisition_ref": rule, "applied_date": "2024-05-01"}
    beside: Rows = {
        "recruitment_requisitions": [
            {"requisition_ref": rule, "approved_date": "2024-01-08", "advert_close_date": "2024-05-31"}
        ]
    }
    return changed("recruitment_applications", row, broken, mended, beside)


def child(rule: str, **changes: str) -> Rows:
    """Return the referral of a child."""
    row = {"cine_referral_id": rule, "cine_person_id": rule, "cine_referral_date": OPEN}
    return {"ssd_cin_episodes": [{**row, **changes}]}


def held(rule: str, broken: Row, mended: Row, beside: Rows | None = None) -> Case:
    """Return a case of one primary involvement with a child open since 10 January 2023."""
    row = {
        "invo_involvements_id": rule, "invo_person_id": rule, "invo_professional_id": f"w-{rule}",
        "invo_involvement_start_date": OPEN,
    }  # fmt: skip
    return changed("ssd_involvements", row, broken, mended, child(rule) if beside is None else beside)


def worker(rule: str, column: str, broken: str, mended: str, *others: str) -> Case:
    """Return a case of one worker of the case system, beside others with a value in the same column."""
    row = {"prof_professional_id": rule}
    beside: Rows = {
        "ssd_professionals": [{"prof_professional_id": f"{rule}-{n}", column: value} for n, value in enumerate(others)]
    }
    return changed("ssd_professionals", row, {column: broken}, {column: mended}, beside)


def staffed(worker_id: str) -> Row:
    """Return a worker of the case system whose staff number is the id."""
    return {"prof_professional_id": worker_id, "prof_staff_id": worker_id}


def stay(rule: str, table: str, prefix: str, broken: Row, mended: Row, beside: Rows | None = None) -> Case:
    """Return a case of one plan, episode or assessment; changes name a column without its prefix."""
    row = {f"{prefix}_person_id": rule}
    named = [{**row, **change} for change in (broken, mended)]
    return changed(table, row, *named, child(rule) if beside is None else beside)


CP, CP_START, CP_END = "ssd_cp_plans", "cppl_cp_plan_start_date", "cppl_cp_plan_end_date"
FIRST_PLAN = {"cppl_person_id": "plans_overlap", CP_START: "2024-02-01", CP_END: "2024-05-01"}
LEFT = {"end_date": "2024-06-30"}
OF_STAFF: dict[str, Case] = {
    "start_before_service": post(
        "start_before_service", {"continuous_service_date": "2021-01-04"}, {"continuous_service_date": "2020-01-06"}
    ),
    "start_too_early": post("start_too_early", {"start_date": "1969-09-29"}, {"start_date": "1969-09-30"}),
    "leaving_code_without_end": post(
        "leaving_code_without_end", {"leave_reason": "1"}, {"leave_reason": "1", "end_date": "2024-08-31"}
    ),
    "leaving_code_of_agency_worker": post(
        "leaving_code_of_agency_worker",
        {"contract_type": "agency", "leave_reason": "1", **LEFT},
        {"contract_type": "agency", **LEFT},
    ),
    "notice_after_end": post(
        "notice_after_end", {"notice_given_date": "2024-07-01", **LEFT}, {"notice_given_date": "2024-06-30", **LEFT}
    ),
    "notice_in_future": post(
        "notice_in_future", {"notice_given_date": "2024-10-01"}, {"notice_given_date": "2024-09-30"}
    ),
    "planned_end_passed": post(
        "planned_end_passed", {"planned_end_date": "2024-09-29"}, {"planned_end_date": "2024-09-30"}
    ),
    "newly_qualified_manager": post(
        "newly_qualified_manager", {"is_newly_qualified": "yes", "org_role": "3"}, {"is_newly_qualified": "yes"}
    ),
    "newly_qualified_for_years": post(
        "newly_qualified_for_years",
        {"is_newly_qualified": "yes", "start_date": "2021-09-29"},
        {"is_newly_qualified": "yes", "start_date": "2021-09-30"},
    ),
    "own_manager": post("own_manager", {"line_manager_ref": "own_manager"}, {"line_manager_ref": "B"}),
    "manager_unknown": post(
        "manager_unknown", {"line_manager_ref": "NONE"}, {"line_manager_ref": "M"}, {"hr_assignments": [hr("M")]}
    ),
    "manager_left": post(
        "manager_left", {"line_manager_ref": "GONE"}, {"line_manager_ref": "M2"},
        {"hr_assignments": [hr("GONE", **LEFT), hr("M2")]},
    ),
    "registration_format": post("registration_format", {"swe_number": "12AB"}, {"swe_number": "sw 123456"}),
    "registration_shared": post(
        "registration_shared", {"swe_number": "SW700001"}, {"swe_number": "SW700002"},
        {"hr_assignments": [hr("B7", swe_number="SW700001")]},
    ),
    "registrations_of_person": post(
        "registrations_of_person",
        {"swe_number": "SW700004", "assignment_ref": "X1"},
        {"swe_number": "700003", "assignment_ref": "X1"},
        {"hr_assignments": [hr("registrations_of_person", swe_number="SW700003", end_date="2020-02-01")]},
    ),
    "staff_number_shared": post(
        "staff_number_shared", {"staff_number": "S1"}, {"staff_number": "S2"},
        {"hr_assignments": [hr("B8", staff_number="S1")]},
    ),
    "above_full_time": post(
        "above_full_time", {"assignment_ref": "X2", "fte": "0.6"}, {"assignment_ref": "X2", "fte": "0.5"},
        {"hr_assignments": [hr("above_full_time", fte="0.5")]},
    ),
    "posts_overlap": post(
        "posts_overlap", {"start_date": "2020-03-01"}, {"start_date": "2020-03-02"},
        {"hr_assignments": [hr("posts_overlap", assignment_ref="X3", end_date="2020-03-01")]},
    ),
    "position_unknown": post(
        "position_unknown", {"position_ref": "NONE"}, {"position_ref": "POS"},
        {"hr_positions": [{"position_ref": "POS", "budgeted_fte": "9"}]},
    ),
    "position_ended": post(
        "position_ended", {"position_ref": "OVER"}, {"position_ref": "POS"},
        {"hr_positions": [{"position_ref": "OVER", "budgeted_fte": "9", "to_date": "2024-09-29"}]},
    ),
    "position_overfilled": post(
        "position_overfilled", {"position_ref": "position_overfilled"},
        {"position_ref": "position_overfilled", "fte": "0.5"},
        {"hr_positions": [{"position_ref": "position_overfilled", "budgeted_fte": "0.5"}]},
    ),
    "start_in_future": post("start_in_future", {"start_date": "2024-10-01"}, {"start_date": "2024-09-30"}),
    "end_in_future": post("end_in_future", {"end_date": "2024-10-01"}, {"end_date": "2024-09-30"}),
    "registration_missing": post("registration_missing", {"swe_number": ""}, {"swe_number": "SW700009"}),
    "agency_price_missing": agency("agency_price_missing", {"hourly_price": ""}, {"hourly_price": "41.50"}),
    "agency_price_implausible": agency("agency_price_implausible", {"hourly_price": "320"}, {"hourly_price": "32"}),
    "agency_cover_unknown": agency("agency_cover_unknown", {"covers_vacancy": ""}, {"covers_vacancy": "no"}),
    "substantive_post_left_later": agency(
        "substantive_post_left_later",
        {"substantive_left_date": "2020-01-07"}, {"substantive_left_date": "2020-01-06"},
    ),
    "agency_over_two_years": agency(
        "agency_over_two_years", {"start_date": "2022-09-29"}, {"start_date": "2022-09-30"}
    ),
    "absences_overlap": absence(
        "absences_overlap", {"start_date": "2024-02-07"}, {"start_date": "2024-02-08"},
        {"start_date": "2024-02-05", "end_date": "2024-02-07"},
    ),
    "absence_outside_employment": absence(
        "absence_outside_employment", {"start_date": "2020-01-05"}, {"start_date": "2020-01-06"}
    ),
    "absence_beyond_leaving": changed(
        "hr_absences", {"person_ref": "absence_beyond_leaving", "start_date": "2024-06-28"},
        {"end_date": "2024-07-01"}, {"end_date": "2024-06-30"},
        {"hr_assignments": [hr("absence_beyond_leaving", **LEFT)]},
    ),
    "absence_days_above_length": absence(
        "absence_days_above_length", {"working_days_lost": "6"}, {"working_days_lost": "5"}
    ),
    "absence_open_over_a_year": absence(
        "absence_open_over_a_year",
        {"start_date": "2023-09-29", "end_date": ""}, {"start_date": "2023-09-30", "end_date": ""},
    ),
    "absence_in_future": absence(
        "absence_in_future",
        {"start_date": "2024-10-01", "end_date": ""}, {"start_date": "2024-09-30", "end_date": ""},
    ),
    "supervision_of_oneself": meeting(
        "supervision_of_oneself", {"supervisor_ref": "supervision_of_oneself"}, {"supervisor_ref": "B"}
    ),
    "supervision_in_future": meeting(
        "supervision_in_future", {"supervision_date": "2024-10-01"}, {"supervision_date": "2024-09-30"}
    ),
    "supervision_of_unknown_person": Case(
        {"supervisions": [{"person_ref": "supervision_of_unknown_person", "supervision_date": "2024-02-05"}]},
        {"supervisions": [{"person_ref": "own_manager", "supervision_date": "2024-02-05"}]},
    ),
    "position_without_budget": position("position_without_budget", {"budgeted_fte": "0"}, {"budgeted_fte": "0.4"}),
    "position_above_one": position("position_above_one", {"budgeted_fte": "1.2"}, {"budgeted_fte": "1"}),
    "position_spells_overlap": position(
        "position_spells_overlap", {"from_date": "2021-01-01"}, {"from_date": "2021-01-02"},
        {"to_date": "2021-01-01"},
    ),
}  # fmt: skip
OF_HIRING: dict[str, Case] = {
    "requisition_without_applications": asked(
        "requisition_without_applications", {"approved_date": "2023-09-29"}, {"approved_date": "2023-09-30"}
    ),
    "requisition_cancelled_and_accepted": asked(
        "requisition_cancelled_and_accepted", {"cancelled_date": "2024-03-01"}, {"cancelled_date": ""},
        {"accepted_date": "2024-02-20"},
    ),
    "requisition_filled_before_advert": asked(
        "requisition_filled_before_advert",
        {"advert_open_date": "2024-02-21"}, {"advert_open_date": "2024-02-20"}, {"accepted_date": "2024-02-20"},
    ),
    "requisition_advertised_before_approval": asked(
        "requisition_advertised_before_approval",
        {"advert_open_date": "2024-01-07"}, {"advert_open_date": "2024-01-08"},
    ),
    "requisition_without_date": asked(
        "requisition_without_date", {"approved_date": ""}, {"approved_date": "2024-01-08"}
    ),
    "requisition_in_future": asked(
        "requisition_in_future", {"approved_date": "2024-10-01"}, {"approved_date": "2024-09-30"}
    ),
    "requisition_of_unknown_position": asked(
        "requisition_of_unknown_position", {"position_ref": "NONE"}, {"position_ref": "POS"}
    ),
    "requisition_of_frozen_position": asked(
        "requisition_of_frozen_position", {"position_ref": "ICE"}, {"position_ref": "POS"}, None,
        {"hr_positions": [{"position_ref": "ICE", "budgeted_fte": "1", "is_frozen": "yes"}]},
    ),
    "requisition_filled_twice": changed(
        "recruitment_applications", {"application_ref": "A9", "requisition_ref": "requisition_filled_twice"},
        {"accepted_date": "2024-02-20"}, {"accepted_date": "2024-02-20", "withdrawn_date": "2024-02-25"},
        {
            "recruitment_requisitions": [{"requisition_ref": "requisition_filled_twice"}],
            "recruitment_applications": [
                {"application_ref": "A8", "requisition_ref": "requisition_filled_twice", "accepted_date": "2024-02-20"}
            ],
        },
    ),
    "stages_reversed": applied("stages_reversed", {"offered_date": "2024-04-30"}, {"offered_date": "2024-05-01"}),
    "start_before_acceptance": applied(
        "start_before_acceptance",
        {"accepted_date": "2024-06-03", "start_date": "2024-06-02"},
        {"accepted_date": "2024-06-03", "start_date": "2024-06-03"},
    ),
    "accepted_and_not_started": applied(
        "accepted_and_not_started",
        {"applied_date": "2024-01-15", "accepted_date": "2024-03-29"},
        {"applied_date": "2024-01-15", "accepted_date": "2024-03-30"},
    ),
    "accepted_and_refused": applied(
        "accepted_and_refused",
        {"accepted_date": "2024-06-03", "declined_date": "2024-06-04"}, {"accepted_date": "2024-06-03"},
    ),
    "offer_undecided": applied("offer_undecided", {"offered_date": "2024-06-29"}, {"offered_date": "2024-06-30"}),
    "stage_in_future": applied("stage_in_future", {"offered_date": "2024-10-01"}, {"offered_date": "2024-09-30"}),
    "applied_after_close": applied(
        "applied_after_close", {"applied_date": "2024-06-01"}, {"applied_date": "2024-05-31"}
    ),
}  # fmt: skip
END = "invo_involvement_end_date"
START = "invo_involvement_start_date"
OF_CASES: dict[str, Case] = {
    "involvement_in_future": held("involvement_in_future", {START: "2024-10-01"}, {START: "2024-09-30"}),
    "involvement_ends_in_future": held("involvement_ends_in_future", {END: "2024-10-01"}, {END: "2024-09-30"}),
    "involvement_of_no_length": held("involvement_of_no_length", {END: OPEN}, {END: "2023-01-11"}),
    "involvement_without_referral": held(
        "involvement_without_referral", {}, {"invo_person_id": "involvement_in_future"}, {}
    ),
    "involvement_before_referral": held(
        "involvement_before_referral", {START: "2022-12-09"}, {START: "2022-12-10"}
    ),
    "involvement_after_closure": held(
        "involvement_after_closure", {START: "2024-03-02", END: "2024-04-01"}, {START: CLOSED, END: "2024-04-01"},
        child("involvement_after_closure", cine_close_date=CLOSED),
    ),
    "involvement_open_after_closure": held(
        "involvement_open_after_closure", {}, {END: CLOSED},
        child("involvement_open_after_closure", cine_close_date=CLOSED),
    ),
    "involvement_after_leaving": held(
        "involvement_after_leaving", {START: "2024-07-01", END: "2024-07-09"}, {START: "2024-06-30", END: "2024-07-09"},
        {
            "hr_assignments": [hr("X4", staff_number="w-involvement_after_leaving", **LEFT)],
            "ssd_professionals": [staffed("w-involvement_after_leaving")],
            **child("involvement_after_leaving"),
        },
    ),
    "involvement_open_after_leaving": held(
        "involvement_open_after_leaving", {}, {END: "2024-06-30"},
        {
            "hr_assignments": [hr("X5", staff_number="w-involvement_open_after_leaving", **LEFT)],
            "ssd_professionals": [staffed("w-involvement_open_after_leaving")],
            **child("involvement_open_after_leaving"),
        },
    ),
    "two_primary_workers": held(
        "two_primary_workers", {}, {END: "2024-08-01"},
        {
            "ssd_involvements": [
                {"invo_involvements_id": "X6", "invo_person_id": "two_primary_workers", START: "2024-08-01",
                 "invo_professional_id": "other"}
            ],
            **child("two_primary_workers"),
        },
    ),
    "child_without_involvement": changed(
        "ssd_cin_episodes", {"cine_referral_id": "X7", "cine_person_id": "child_without_involvement"},
        {"cine_referral_date": "2024-08-29"}, {"cine_referral_date": "2024-08-30"},
    ),
    "involvement_of_unknown_referral": held(
        "involvement_of_unknown_referral",
        {"invo_referral_id": "NONE"}, {"invo_referral_id": "involvement_of_unknown_referral"},
    ),
    "involvement_of_another_childs_referral": held(
        "involvement_of_another_childs_referral",
        {"invo_referral_id": "involvement_in_future"}, {"invo_referral_id": "involvement_of_another_childs_referral"},
    ),
    "change_reason_missing": held(
        "change_reason_missing", {START: "2024-05-01", "invo_worker_change_reason": ""},
        {START: "2024-05-01", "invo_worker_change_reason": "LEFTRL"},
        {
            "ssd_involvements": [
                {"invo_involvements_id": "X8", "invo_person_id": "change_reason_missing", START: OPEN,
                 END: "2024-05-01", "invo_professional_id": "other"}
            ],
            **child("change_reason_missing"),
        },
    ),
    "worker_registration_format": worker(
        "worker_registration_format", "prof_social_worker_registration_no", "12AB", "SW800001"
    ),
    "worker_registration_shared": worker(
        "worker_registration_shared", "prof_social_worker_registration_no", "SW800002", "SW800003", "SW800002"
    ),
    "worker_staff_number_shared": worker("worker_staff_number_shared", "prof_staff_id", "ST1", "ST2", "ST1"),
    "tray_as_worker": worker("tray_as_worker", "prof_professional_job_title", "Duty Inbox", "Social worker"),
    "referral_in_future": changed(
        "ssd_cin_episodes", {"cine_referral_id": "referral_in_future", "cine_person_id": "X9"},
        {"cine_referral_date": "2024-10-01"}, {"cine_referral_date": "2024-09-30"},
    ),
    "referrals_overlap": changed(
        "ssd_cin_episodes", {"cine_referral_id": "referrals_overlap", "cine_person_id": "X10"},
        {"cine_referral_date": "2024-02-29"}, {"cine_referral_date": CLOSED},
        {
            "ssd_cin_episodes": [
                {"cine_referral_id": "X10", "cine_person_id": "X10", "cine_referral_date": OPEN,
                 "cine_close_date": CLOSED}
            ]
        },
    ),
    "team_name_shared": changed(
        "ssd_department", {"dept_team_id": "T7"},
        {"dept_team_name": "Team_name_shared"}, {"dept_team_name": "Other"},
        {"ssd_department": [{"dept_team_id": "T8", "dept_team_name": "team_name_shared"}]},
    ),
    "plan_in_future": stay("plan_in_future", CP, "cppl", {CP_START: "2024-10-01"}, {CP_START: "2024-09-30"}),
    "plan_without_referral": stay(
        "plan_without_referral", "ssd_cin_plans", "cinp",
        {"cinp_cin_plan_start_date": "2023-01-09"}, {"cinp_cin_plan_start_date": OPEN},
    ),
    "plans_overlap": stay(
        "plans_overlap", CP, "cppl", {CP_START: "2024-04-30"}, {CP_START: "2024-05-01"},
        {CP: [FIRST_PLAN], **child("plans_overlap")},
    ),
    "plan_open_after_closure": stay(
        "plan_open_after_closure", "ssd_cla_episodes", "clae",
        {"clae_cla_episode_start_date": OPEN},
        {"clae_cla_episode_start_date": OPEN, "clae_cla_episode_ceased_date": CLOSED},
        child("plan_open_after_closure", cine_close_date=CLOSED),
    ),
    "assessment_open_for_months": stay(
        "assessment_open_for_months", "ssd_cin_assessments", "cina",
        {"cina_assessment_start_date": "2024-03-29"}, {"cina_assessment_start_date": "2024-03-30"},
    ),
    "visit_in_future": stay(
        "visit_in_future", "ssd_cp_visits", "cppv",
        {"cppv_cp_visit_date": "2024-10-01"}, {"cppv_cp_visit_date": "2024-09-30"},
    ),
    "visit_before_referral": stay(
        "visit_before_referral", "ssd_cla_visits", "clav",
        {"clav_cla_visit_date": "2023-01-09"}, {"clav_cla_visit_date": OPEN},
    ),
    "child_in_two_families": changed(
        "ssd_family", {"fami_person_id": "child_in_two_families"},
        {"fami_family_id": "F2"}, {"fami_family_id": "F1"},
        {"ssd_family": [{"fami_person_id": "child_in_two_families", "fami_family_id": "F1"}]},
    ),
}  # fmt: skip
BESIDE: dict[str, Case] = {**OF_STAFF, **OF_HIRING, **OF_CASES}
