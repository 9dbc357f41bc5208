with
    months as (select * from marts.dim_months),

    leavers as (select * from marts.fct_leavers),

    final as (
        select
            months.month,
            leavers.team,
            leavers.service,
            leavers.leaver_id as unit,
            leavers.fte::double as numerator,
            null::double as denominator,
            leavers.role,
            leavers.contract,
            leavers.reason
        from months
        inner join leavers on leavers.last_day between months.month and months.as_at
        where leavers.fte is not null
    )

select *
from final
