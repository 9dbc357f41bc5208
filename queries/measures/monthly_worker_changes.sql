-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            changes_in_month::double as numerator,
            (open_days_in_month / 365.25)::double as denominator,
            case_status
        from cases
    )
select *
from final
