with
    caseloads as (select * from marts.fct_caseloads_month),
    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            cases::double as numerator,
            fte as denominator
        from caseloads
    )
select *
from final
