-- grain: one row per open period and stretch of month ends that see the same allocation rows
-- key: period_id, valid_from
with
    allocations as (select * from marts.fct_allocations),
    periods as (select * from marts.dim_periods),
    months as (select * from marts.dim_months),
    ordered as (
        select
            *,
            lead(start_date) over (
                partition by period_id order by start_date, end_date, allocation_id
            ) as next_start
        from allocations
    ),
    tangled as (select distinct period_id from ordered where end_date > next_start),
    dates as (
        select period_id, (select min(months.as_at) from months) as valid_from
        from periods
        union
        select allocations.period_id, allocations.known_from
        from allocations
        join tangled on tangled.period_id = allocations.period_id
    ),
    final as (
        select
            dates.period_id,
            dates.valid_from,
            lead(dates.valid_from) over (
                partition by dates.period_id order by dates.valid_from
            ) as valid_to,
            tangled.period_id is not null as is_tangled
        from dates
        left join tangled on tangled.period_id = dates.period_id
    )
select *
from final
