with
    cases as (select * from marts.fct_cases_month),
    child_years as (select * from marts.fct_child_years where is_in_cohort),
    final as (
        select
            cases.month,
            cases.team,
            cases.service,
            cases.child_id as unit,
            1::double as numerator,
            null::double as denominator,
            cases.case_status,
            case
                when child_years.distinct_workers >= 5
                then '5 or more'
                else child_years.distinct_workers::varchar
            end as workers
        from cases
        left join
            child_years on child_years.month = cases.month and child_years.child_id = cases.child_id
    )
select *
from final
