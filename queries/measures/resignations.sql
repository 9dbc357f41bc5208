with
    months as (select * from marts.dim_months),

    leavers as (select * from marts.fct_leavers where reason = '1'),

    final as (
        select
            months.month,
            leavers.team,
            leavers.service,
            leavers.leaver_id as unit,
            1::double as numerator,
            null::double as denominator
        from months
        inner join leavers on leavers.last_day between months.month and months.as_at
    )

select *
from final
