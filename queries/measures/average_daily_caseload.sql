with
    holder_days as (select * from marts.fct_holder_days),
    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            case_days::double as numerator,
            fte_days as denominator
        from holder_days
    )
select *
from final
