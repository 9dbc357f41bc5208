-- key: month, unit
with
    cases as (select * from marts.fct_cases_month where distinct_workers >= 1),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            (distinct_workers >= 3)::double as numerator,
            (1)::double as denominator,
            case_status,
            case
                when plan_days is null
                then 'no plan'
                when plan_days < 91
                then case_status || ', under 3 months'
                when plan_days < 183
                then case_status || ', 3 to 6 months'
                when plan_days < 365
                then case_status || ', 6 to 12 months'
                when plan_days < 730
                then case_status || ', 1 to 2 years'
                else case_status || ', 2 years or more'
            end as plan
        from cases
    )
select *
from final
