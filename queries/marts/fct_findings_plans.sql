-- grain: one row per finding on plans, episodes of care, assessments, visits and families
-- key: finding_no
with
    referrals as (select * from raw.ssd_cin_episodes),
    families as (select * from raw.ssd_family),
    stays as (
        select
            'ssd_cp_plans' as "table",
            'cppl_cp_plan_start_date' as "column",
            cppl_person_id as child_id,
            cppl_cp_plan_start_date as start_date,
            cppl_cp_plan_end_date as end_date,
            _line as line
        from raw.ssd_cp_plans
        where not coalesce(cppl_cp_plan_ola, false)
        union all
        select
            'ssd_cin_plans',
            'cinp_cin_plan_start_date',
            cinp_person_id,
            cinp_cin_plan_start_date,
            cinp_cin_plan_end_date,
            _line
        from raw.ssd_cin_plans
        union all
        select
            'ssd_cla_episodes',
            'clae_cla_episode_start_date',
            clae_person_id,
            clae_cla_episode_start_date,
            clae_cla_episode_ceased_date,
            _line
        from raw.ssd_cla_episodes
        union all
        select
            'ssd_cin_assessments',
            'cina_assessment_start_date',
            cina_person_id,
            cina_assessment_start_date,
            cina_assessment_auth_date,
            _line
        from raw.ssd_cin_assessments
    ),
    visits as (
        select
            'ssd_cp_visits' as "table",
            'cppv_cp_visit_date' as "column",
            cppv_person_id as child_id,
            cppv_cp_visit_date as visit_date,
            _line as line
        from raw.ssd_cp_visits
        union all
        select 'ssd_cin_visits', 'cinv_cin_visit_date', cinv_person_id, cinv_cin_visit_date, _line
        from raw.ssd_cin_visits
        union all
        select 'ssd_cla_visits', 'clav_cla_visit_date', clav_person_id, clav_cla_visit_date, _line
        from raw.ssd_cla_visits
    ),
    children as (
        select
            cine_person_id as child_id,
            min(cine_referral_date) as first_day,
            max(coalesce(cine_close_date, date '9999-12-31')) as last_day
        from referrals
        group by all
    ),
    marked as (
        select
            stays.*,
            children.first_day,
            children.last_day,
            max(coalesce(stays.end_date, date '9999-12-31')) over (
                partition by stays."table", stays.child_id
                order by stays.start_date, stays.line
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from stays
        left join children on children.child_id = stays.child_id
    ),
    of_stays as (
        select
            case
                when start_date > $extract_date
                then 'plan_in_future'
                when first_day is null or start_date < first_day or start_date > last_day
                then 'plan_without_referral'
                when "table" <> 'ssd_cin_assessments' and start_date < covered_to
                then 'plans_overlap'
                when end_date is null and last_day <= $extract_date
                then 'plan_open_after_closure'
                when
                    "table" = 'ssd_cin_assessments'
                    and end_date is null
                    and start_date < ($extract_date - interval 6 month)::date
                then 'assessment_open_for_months'
            end as rule,
            "table",
            "column",
            start_date::varchar as value,
            line,
            concat_ws(' ', child_id, start_date) as record
        from marked
    ),
    of_visits as (
        select
            case
                when visits.visit_date > $extract_date
                then 'visit_in_future'
                when children.first_day is null or visits.visit_date < children.first_day
                then 'visit_before_referral'
            end as rule,
            visits."table",
            visits."column",
            visits.visit_date::varchar as value,
            visits.line,
            concat_ws(' ', visits.child_id, visits.visit_date) as record
        from visits
        left join children on children.child_id = visits.child_id
    ),
    of_families as (
        select
            'child_in_two_families' as rule,
            'ssd_family' as "table",
            'fami_person_id' as "column",
            string_agg(distinct fami_family_id, ', ' order by fami_family_id) as value,
            min(_line) as line,
            fami_person_id as record
        from families
        group by fami_person_id
        having count(distinct fami_family_id) > 1
    ),
    found as (
        select *
        from of_stays
        union all by name
        select *
        from of_visits
        union all by name
        select *
        from of_families
    ),
    final as (
        select
            row_number() over (order by rule, "table", line, record) as finding_no,
            rule,
            "table",
            "column",
            value,
            line,
            record
        from found
        where rule is not null
    )
select *
from final
