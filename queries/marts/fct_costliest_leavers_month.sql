-- grain: one row per month, area and place among the 20 leavers with most changes after
-- key: month, level, area, place
with
    months as (select * from marts.dim_months),
    departures as (select * from marts.fct_departures where is_in_scope),
    salts as (select salt from raw.pseudonyms),
    workers as (select distinct worker_id, worker_no from marts.dim_professionals),
    changes as (
        select
            causes.month,
            workers.worker_id as previous_worker_id,
            count(*)::integer as changes,
            count(distinct causes.child_no)::integer as children
        from marts.fct_change_causes as causes
        join workers on workers.worker_no = causes.previous_worker_no
        where causes.cause in ('left', 'agency_ended')
        group by all
    ),
    costs as (
        select
            months.month,
            months.as_at,
            upper(left(sha256(salts.salt || departures.worker_id), 8)) as worker,
            departures.team,
            departures.service,
            departures.contract,
            departures.last_day,
            changes.changes,
            changes.children
        from months
        join departures on departures.last_day between months.window_start and months.as_at
        join
            changes
            on changes.month = months.month
            and changes.previous_worker_id = departures.worker_id
        cross join salts
    ),
    by_area as (
        select 'authority' as level, '' as area, *
        from costs
        union all
        select 'service', service, *
        from costs
        where service is not null
        union all
        select 'team', team, *
        from costs
        where team is not null
    ),
    final as (
        select
            month,
            as_at,
            level,
            area,
            row_number() over (
                partition by month, level, area order by changes desc, last_day desc, worker
            ) as place,
            worker,
            team,
            contract,
            last_day,
            changes,
            children
        from by_area
        qualify place <= 20
        order by month, level, area, place
    )
select *
from final
