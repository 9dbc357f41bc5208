with
    months as (select * from marts.dim_months),

    leavers as (select * from marts.fct_leavers),

    final as (
        select
            months.month,
            leavers.team,
            leavers.service,
            leavers.leaver_id as unit,
            case
                when leavers.last_day < leavers.service_start + interval 2 year then 1 else 0
            end::double as numerator,
            1::double as denominator,
            leavers.role
        from months
        inner join leavers on leavers.last_day between months.window_start and months.as_at
    )

select *
from final
