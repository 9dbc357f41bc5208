-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            (changes)::double as numerator,
            (null)::double as denominator,
            case_status
        from cases
    )
select *
from final
