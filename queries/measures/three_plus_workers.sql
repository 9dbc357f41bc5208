-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            (distinct_workers >= 3)::double as numerator,
            (1)::double as denominator,
            case_status
        from cases
        where distinct_workers >= 1
    )
select *
from final
