-- grain: one row per child, data quality flag and the month ends it stands at
-- key: child_id, flag, seen_from, valid_from
with
    involvements as (select * from staging.stg_ssd__involvements),
    allocations as (select * from marts.fct_allocations),
    periods as (select * from marts.dim_periods),
    handovers as (
        select periods.child_id, judged.*
        from marts.fct_handovers as judged
        join periods on periods.period_id = judged.period_id
        where judged.is_overlap_handover or judged.is_joint or judged.is_previous_not_ended
    ),
    professionals as (select * from marts.dim_professionals),
    flagged as (
        select child_id, 'duplicate' as flag, start_date as seen_from
        from involvements
        where role_kind = 'primary' and professional_id is not null
        group by
            child_id, professional_id, role_name, team_key, start_date, end_date, reason, end_reason
        having count(*) > 1
        union all
        select child_id, 'zero_length', start_date
        from involvements
        where role_kind = 'primary' and professional_id is not null and start_date = end_date
        union all
        select involvements.child_id, 'not_in_professionals', involvements.start_date
        from involvements
        join professionals on professionals.professional_id = involvements.professional_id
        where involvements.role_kind = 'primary' and not professionals.is_in_professionals
        union all
        select periods.child_id, 'open_after_closure', allocations.recorded_start
        from allocations
        join periods on periods.period_id = allocations.period_id
        where allocations.is_open_after_closure
        union all
        select periods.child_id, 'open_after_leaving', allocations.recorded_start
        from allocations
        join periods on periods.period_id = allocations.period_id
        where allocations.is_open_after_leaving
        union all
        select child_id, rule, start_date
        from raw.quarantined_involvements
        where child_id is not null
    ),
    always as (
        select distinct child_id, flag, seen_from, null::date as valid_from, null::date as valid_to
        from flagged
    ),
    versioned as (
        select child_id, 'overlap_handover' as flag, recorded_start, valid_from, valid_to
        from handovers
        where is_overlap_handover
        union
        select child_id, 'joint_primary', recorded_start, valid_from, valid_to
        from handovers
        where is_joint
        union
        select child_id, 'previous_not_ended', recorded_start, valid_from, valid_to
        from handovers
        where is_previous_not_ended
    ),
    final as (
        select
            child_id,
            flag,
            seen_from,
            coalesce(valid_from, date '0001-01-01') as valid_from,
            valid_to
        from always
        union all
        select child_id, flag, recorded_start, valid_from, max(valid_to)
        from versioned
        group by all
    )
select *
from final
