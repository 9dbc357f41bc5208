-- key: month, unit
with
    months as (select * from marts.dim_months),
    departures as (select * from marts.fct_departures where is_in_scope),
    workers as (select distinct worker_id, worker_no from marts.dim_professionals),
    costs as (
        select causes.month, workers.worker_id as previous_worker_id, count(*) as changes
        from marts.fct_change_causes as causes
        join workers on workers.worker_no = causes.previous_worker_no
        where causes.cause in ('left', 'agency_ended')
        group by all
    ),
    final as (
        select
            months.month,
            departures.team,
            departures.service,
            departures.worker_id as unit,
            coalesce(costs.changes, 0)::double as numerator,
            1::double as denominator,
            departures.contract
        from months
        join departures on departures.last_day between months.window_start and months.as_at
        left join
            costs on costs.month = months.month and costs.previous_worker_id = departures.worker_id
    )
select *
from final
