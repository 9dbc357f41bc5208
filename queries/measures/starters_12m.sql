with
    months as (select * from marts.dim_months),

    starters as (select * from marts.fct_starters),

    final as (
        select
            months.month,
            starters.team,
            starters.service,
            starters.starter_id as unit,
            1::double as numerator,
            null::double as denominator,
            starters.role,
            starters.contract,
            starters.origin
        from months
        inner join starters on starters.start_date between months.window_start and months.as_at
    )

select *
from final
