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
            (cases.distinct_workers >= 3)::double as numerator,
            (1)::double as denominator,
            cases.case_status,
            case
                when plans.child_id is null
                then 'no plan'
                else concat(cases.case_status, ', ', plans.plan_length)
            end as plan
        from cases
        left join plans on plans.month = cases.month and plans.child_id = cases.child_id
        where cases.distinct_workers >= 1
    )
select *
from final
