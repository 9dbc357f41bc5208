"""Contracts of the caseload tables, in the names of the Standard Safeguarding Dataset."""

from datetime import date

import pandera.polars as pa

from workforce.contracts.fields import needed, optional, present


class SsdInvolvements(pa.DataFrameModel):
    """One row per period of a worker with a child."""

    invo_involvements_id: str = needed("Id of the involvement.")
    invo_professional_id: str = present("Worker id; blank is a team or tray.")
    invo_professional_role_id: str = present("Kind of involvement, mapped by settings.")
    invo_professional_team: str = present("Team id or name at the time.")
    invo_person_id: str = needed("Id of the child.")
    invo_involvement_start_date: date = needed("Day responsibility begins.")
    invo_involvement_end_date: date = present("Day responsibility passes; blank while open.")
    invo_worker_change_reason: str = optional("Why the worker changed.")
    invo_referral_id: str = optional("Referral the involvement belongs to.")


class SsdProfessionals(pa.DataFrameModel):
    """One row per worker in the case system."""

    prof_professional_id: str = needed("Worker id in the case system.")
    prof_staff_id: str = optional("Staff number, which may match HR.")
    prof_social_worker_registration_no: str = optional("Social Work England registration number.")
    prof_professional_job_title: str = optional("Job title in the case system.")
    prof_professional_department: str = optional("Department in the case system.")


class SsdDepartment(pa.DataFrameModel):
    """One row per team."""

    dept_team_id: str = needed("Id of the team.")
    dept_team_name: str = present("Name of the team.")


class SsdCinEpisodes(pa.DataFrameModel):
    """One row per referral; open from referral to close."""

    cine_referral_id: str = needed("Id of the referral.")
    cine_person_id: str = needed("Id of the child.")
    cine_referral_date: date = needed("Day of the referral.")
    cine_close_date: date = present("Day the case closed; blank while open.")
    cine_referral_nfa: bool = optional("True when no further action was taken.")
    cine_referral_team: str = optional("Team id or name that took the referral.")


class SsdFamily(pa.DataFrameModel):
    """One row per child in a family."""

    fami_family_id: str = needed("Id of the family.")
    fami_person_id: str = needed("Id of the child.")


class SsdCinAssessments(pa.DataFrameModel):
    """One row per assessment."""

    cina_person_id: str = needed("Id of the child.")
    cina_referral_id: str = optional("Referral assessed.")
    cina_assessment_start_date: date = needed("Day it started.")
    cina_assessment_auth_date: date = present("Day it was authorised; blank while open.")


class SsdCinPlans(pa.DataFrameModel):
    """One row per child in need plan."""

    cinp_person_id: str = needed("Id of the child.")
    cinp_cin_plan_start_date: date = needed("Day the plan started.")
    cinp_cin_plan_end_date: date = present("Day the plan ended; blank while open.")


class SsdCpPlans(pa.DataFrameModel):
    """One row per child protection plan."""

    cppl_person_id: str = needed("Id of the child.")
    cppl_cp_plan_start_date: date = needed("Day the plan started.")
    cppl_cp_plan_end_date: date = present("Day the plan ended; blank while open.")
    cppl_cp_plan_ola: bool = optional("True when another authority holds the plan.")


class SsdClaEpisodes(pa.DataFrameModel):
    """One row per episode of being looked after."""

    clae_person_id: str = needed("Id of the child.")
    clae_cla_id: str = optional("Period of care the episode belongs to.")
    clae_cla_episode_start_date: date = needed("Day the episode started.")
    clae_cla_episode_ceased_date: date = present("Day the episode ceased; blank while open.")


class SsdCareLeavers(pa.DataFrameModel):
    """One row per care leaver, as a snapshot."""

    clea_person_id: str = needed("Id of the young person.")
    clea_care_leaver_worker_id: str = optional("Worker id.")
    clea_care_leaver_personal_advisor: str = optional("Worker id of the personal adviser.")
    clea_care_leaver_allocated_team: str = optional("Team id or name.")
    clea_care_leaver_eligibility: str = optional("Eligibility as recorded.")


class SsdCinVisits(pa.DataFrameModel):
    """One row per visit."""

    cinv_person_id: str = needed("Id of the child visited.")
    cinv_cin_visit_date: date = needed("Day of the visit.")


class SsdCpVisits(pa.DataFrameModel):
    """One row per visit."""

    cppv_person_id: str = needed("Id of the child visited.")
    cppv_cp_visit_date: date = needed("Day of the visit.")


class SsdClaVisits(pa.DataFrameModel):
    """One row per visit."""

    clav_person_id: str = needed("Id of the child visited.")
    clav_cla_visit_date: date = needed("Day of the visit.")
