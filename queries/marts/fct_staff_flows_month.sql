-- grain: one row per month and area: its FTE by kind, and what moved in the month
-- key: month, level, area
with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts_month where fte is not null),

    posts_by_area as (
        select *, 'authority' as level, '' as area
        from posts
        union all
        select *, 'service', service
        from posts
        where service is not null
        union all
        select *, 'team', team
        from posts
        where team is not null
    ),

    held as (
        select
            month,
            level,
            area,
            worker_id,
            sum(case when contract_type = 'permanent' then fte else 0 end) as permanent,
            sum(case when kind = 'agency' then fte else 0 end) as agency,
            sum(
                case when kind = 'employed' and contract_type <> 'permanent' then fte else 0 end
            ) as other
        from posts_by_area
        group by all
    ),

    beside_last_month as (
        select *, 0.0 as permanent_before, 0.0 as agency_before
        from held
        union all
        select (month + interval 1 month)::date, level, area, worker_id, 0, 0, 0, permanent, agency
        from held
    ),

    workers as (
        select
            month,
            level,
            area,
            worker_id,
            sum(permanent) as permanent,
            sum(agency) as agency,
            sum(other) as other,
            sum(permanent_before) as permanent_before,
            sum(agency_before) as agency_before,
            greatest(
                0, least(sum(agency_before) - sum(agency), sum(permanent) - sum(permanent_before))
            ) as converted
        from beside_last_month
        group by all
    ),

    final as (
        select
            months.month,
            months.as_at,
            months.is_partial,
            workers.level,
            workers.area,
            sum(workers.permanent)::double as permanent,
            sum(workers.agency)::double as agency,
            sum(workers.other)::double as other,
            count(*) filter (workers.permanent + workers.agency + workers.other > 0) as people,
            sum(greatest(0, workers.permanent - permanent_before - converted))::double as starters,
            sum(greatest(0, permanent_before - workers.permanent))::double as leavers,
            sum(converted)::double as conversions,
            sum(greatest(0, agency_before - workers.agency - converted))::double as agency_exits,
            sum(greatest(0, workers.agency - agency_before))::double as agency_starts,
            months.month = min(months.month) over () as is_first
        from workers
        inner join months on months.month = workers.month
        group by months.month, months.as_at, months.is_partial, workers.level, workers.area
        order by workers.level, workers.area, months.month
    )

select *
from final
