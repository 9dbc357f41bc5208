with
    newly as (select * from marts.fct_newly_qualified_month),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            1::double as numerator,
            null::double as denominator,
            role
        from newly
    )

select *
from final
