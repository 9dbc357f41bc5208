-- grain: one row per child, case status and dated stretch of it
-- key: child_id, precedence, start_date, row_no
with
    looked_after as (select * from raw.ssd_cla_episodes),
    protection_plans as (select * from raw.ssd_cp_plans),
    in_need_plans as (select * from raw.ssd_cin_plans),
    assessments as (select * from raw.ssd_cin_assessments),
    statuses as (
        select
            clae_person_id as child_id,
            1 as precedence,
            'looked after' as case_status,
            clae_cla_episode_start_date as start_date,
            clae_cla_episode_ceased_date as end_date
        from looked_after
        union all
        select
            cppl_person_id,
            2,
            'child protection plan',
            cppl_cp_plan_start_date,
            cppl_cp_plan_end_date
        from protection_plans
        where not coalesce(cppl_cp_plan_ola, false)
        union all
        select
            cinp_person_id,
            3,
            'child in need plan',
            cinp_cin_plan_start_date,
            cinp_cin_plan_end_date
        from in_need_plans
        union all
        select
            cina_person_id, 4, 'assessment', cina_assessment_start_date, cina_assessment_auth_date
        from assessments
    ),
    final as (
        select
            *,
            row_number() over (
                partition by child_id, precedence, start_date order by end_date
            ) as row_no
        from statuses
        where child_id is not null and start_date is not null
    )
select *
from final
