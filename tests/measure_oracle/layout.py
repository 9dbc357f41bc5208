"""The settings of the random authorities and the columns of their extract files."""

TEAMS = {
    "T1": "North  Safeguarding",
    "T2": "South Safeguarding",
    "T3": "Looked After",
    "T4": "Front Door",
    "T5": "Court Team",
}
SPELLED = [
    "North Safeguarding",
    "north  safeguarding",
    "T1",
    "South Safeguarding",
    "T2",
    "Looked After",
    "Front Door",
    "FRONT DOOR ",
    "LAC",
    "Court Team",
    "Court Team",
    "Nowhere Team",
    "nowhere  TEAM",
]
TOML = """
[authority]
name = "Wexmere Council"
extract_date = {extract}
first_month = {first}
[services]
"Help and Protection" = ["North Safeguarding", "South Safeguarding", "Front Door"]
"Children in Care" = ["Looked After"]
[team_aliases]
"LAC" = "Looked After"
[org_roles]
"Social Worker" = 5
"Senior Social Worker" = 4
"Team Manager" = 3
"Service Manager" = 2
"Family Support Worker" = "out_of_scope"
[contract_types]
"Perm" = "permanent"
"FTC" = "fixed_term"
[involvement_roles]
"CW" = "primary"
"CO" = "secondary"
"DUTY" = "duty"
"MGR" = "manager_holding"
[caseload]
limit_per_fte = 3
newly_qualified_limit = 2
[employed_hourly]
"3" = 32
"5" = 25.5
[agency_rules]
in_force = 2024-02-10
transition_end = 2024-05-20
[[price_caps]]
role = "Social Worker"
hourly = 40
[[price_caps]]
role = "Social Worker"
hourly = 42
from = 2024-04-15
[[price_caps]]
role = "team manager"
hourly = 50
from = 2024-03-31
"""

HR = "person_ref assignment_ref swe_number staff_number post_title team org_role"
POST = "fte start_date end_date {} is_newly_qualified position_ref line_manager_ref"
COLUMNS = {
    "hr_assignments": f"{HR} contract_type {POST.format('start_origin leave_reason continuous_service_date')}",
    "agency_assignments": f"{HR} {POST.format('')} covers_vacancy agency_role hourly_price "
    "price_cap_exception_approved post_qualifying_months uk_registered reference_obtained notice_days "
    "substantive_notice_days substantive_left_date substantive_left_same_region substantive_left_reason "
    "is_project_team workers_named_and_approved costs_disaggregated authority_controls_practice",
    "hr_positions": "position_ref title team org_role budgeted_fte from_date to_date is_frozen",
    "hr_absences": "person_ref start_date end_date reason working_days_lost",
    "recruitment_requisitions": "requisition_ref title team org_role fte reason approved_date cancelled_date",
    "recruitment_applications": "application_ref requisition_ref is_internal applied_date shortlisted_date "
    "interviewed_date offered_date accepted_date start_date declined_date withdrawn_date rejected_date",
    "supervisions": "person_ref supervisor_ref supervision_date kind",
    "worker_matches": "professional_id person_ref",
    "ssd_involvements": "invo_involvements_id invo_professional_id invo_professional_role_id invo_professional_team "
    "invo_person_id invo_involvement_start_date invo_involvement_end_date invo_worker_change_reason invo_referral_id",
    "ssd_professionals": "prof_professional_id prof_staff_id prof_social_worker_registration_no",
    "ssd_department": "dept_team_id dept_team_name",
    "ssd_cin_episodes": "cine_referral_id cine_person_id cine_referral_date cine_close_date cine_referral_nfa "
    "cine_referral_team",
    "ssd_cla_episodes": "clae_person_id clae_cla_episode_start_date clae_cla_episode_ceased_date",
    "ssd_cp_plans": "cppl_person_id cppl_cp_plan_start_date cppl_cp_plan_end_date",
    "ssd_cin_plans": "cinp_person_id cinp_cin_plan_start_date cinp_cin_plan_end_date",
}
