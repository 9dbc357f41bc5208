-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    plans as (select * from marts.fct_plans_month),
    final as (
        select
            cases.month,
            cases.team,
            cases.service,
            cases.child_id as unit,
            plans.plan_days::double as numerator,
            1::double as denominator,
            cases.case_status,
            case
                when cases.distinct_workers >= 5
                then '5 or more'
                else cases.distinct_workers::varchar
            end as workers
        from cases
        join plans on plans.month = cases.month and plans.child_id = cases.child_id
    )
select *
from final
