-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            (top_worker_days)::double as numerator,
            (allocated_days)::double as denominator,
            case_status
        from cases
    )
select *
from final
