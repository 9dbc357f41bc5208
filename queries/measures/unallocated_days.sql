with
    child_years as (select * from marts.fct_child_years where is_in_cohort),
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            child_years.month,
            cases.team,
            cases.service,
            child_years.child_id as unit,
            (child_years.unallocated_days)::double as numerator,
            (null)::double as denominator,
            cases.case_status
        from child_years
        join cases on cases.month = child_years.month and cases.child_id = child_years.child_id
    )
select *
from final
