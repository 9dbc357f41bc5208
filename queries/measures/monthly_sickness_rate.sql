with
    months as (select * from marts.dim_months),
    held as (select * from marts.fct_posts_month where kind = 'employed' and fte is not null),
    sickness as (select * from marts.fct_sickness_days where counted_over = 'month'),
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
    working as (
        select months.month, count(*) as working_days
        from months
        inner join
            marts.dim_working_days as days
            on days.day between months.month and months.as_at
            and days.is_working_day
        group by months.month
    ),
    available as (
        select
            held.month,
            held.team,
            held.service,
            held.worker_id as unit,
            0::double as numerator,
            (held.fte * working.working_days)::double as denominator,
            held.person_role::varchar as role
        from held
        inner join working on working.month = held.month
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
