with
    months as (select * from marts.dim_months),
    held as (select * from marts.fct_posts_month where kind = 'employed' and fte is not null),
    sickness as (select * from marts.fct_sickness_days where counted_over = '12 months'),
    lost as (
        select
            month,
            team,
            service,
            worker_id as unit,
            days_lost as numerator,
            0::double as denominator,
            role
        from sickness
    ),
    available as (
        select
            held.month,
            held.team,
            held.service,
            held.worker_id as unit,
            0::double as numerator,
            held.fte::double * case
                when
                    last_day(make_date(year(months.as_at), 2, 1))
                    = make_date(year(months.as_at), 2, 28) + 1
                    and make_date(year(months.as_at), 2, 28) + 1
                    between months.window_start and months.as_at
                then 254
                when
                    last_day(make_date(year(months.window_start), 2, 1))
                    = make_date(year(months.window_start), 2, 28) + 1
                    and make_date(year(months.window_start), 2, 28) + 1
                    between months.window_start and months.as_at
                then 254
                else 253
            end as denominator,
            held.person_role::varchar as role
        from held
        inner join months on months.month = held.month
    ),

    final as (
        select *
        from lost
        where numerator is not null
        union all
        select *
        from available
    )

select *
from final
