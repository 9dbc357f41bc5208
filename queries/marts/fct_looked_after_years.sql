-- grain: one row per child of the ssda903 return and month: the 12 months to its as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_return_months),
    episodes as (select * from marts.fct_worker_episodes),
    care as (select * from staging.stg_903__care_episodes),
    short_breaks as (select * from staging.stg_ssd__short_breaks),
    referrals as (select * from staging.stg_ssd__referrals),
    sources as (select distinct source from care),
    -- the return tells of every child; the case system only of those whose ids it knows
    known_children as (
        select child_id
        from care
        where source = 'case system'
        union
        select child_id
        from referrals
    ),
    counted as (
        select
            months.month,
            months.as_at,
            episodes.child_id,
            count(distinct episodes.worker_id) as distinct_workers,
            bool_or(episodes.end_or_open >= months.as_at) as is_open
        from months
        join
            episodes
            on episodes.start_date <= months.as_at
            and episodes.end_or_open >= months.window_start
        group by all
    ),
    in_care as (
        select
            counted.month,
            counted.child_id,
            care.source,
            bool_or(care.is_short_break) as is_short_break
        from counted
        join
            care
            on care.child_id = counted.child_id
            and care.start_date <= counted.as_at
            and care.end_or_open > counted.as_at
        group by all
    ),
    on_short_breaks as (
        select distinct counted.month, counted.child_id
        from counted
        join
            short_breaks
            on short_breaks.child_id = counted.child_id
            and short_breaks.start_date <= counted.as_at
            and short_breaks.end_or_open > counted.as_at
    ),
    has_return as (select count(*) > 0 as is_sent from sources where source = 'return'),
    has_case_system as (select count(*) > 0 as is_sent from sources where source = 'case system'),
    judged as (
        select
            counted.*,
            case
                when has_return.is_sent
                then returned.child_id is not null
                when has_case_system.is_sent and known_children.child_id is not null
                then recorded.child_id is not null
                else true
            end as is_looked_after,
            coalesce(returned.is_short_break, false)
            or on_short_breaks.child_id is not null as is_short_break
        from counted
        cross join has_return
        cross join has_case_system
        left join known_children on known_children.child_id = counted.child_id
        left join
            in_care as returned
            on returned.month = counted.month
            and returned.child_id = counted.child_id
            and returned.source = 'return'
        left join
            in_care as recorded
            on recorded.month = counted.month
            and recorded.child_id = counted.child_id
            and recorded.source = 'case system'
        left join
            on_short_breaks
            on on_short_breaks.month = counted.month
            and on_short_breaks.child_id = counted.child_id
    ),
    final as (
        select *, is_open and is_looked_after and not is_short_break as is_in_cohort from judged
    )
select *
from final
