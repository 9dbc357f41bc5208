-- key: month, unit
with
    cases as (select * from marts.fct_cases_month where plan_days is not null),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            plan_days::double as numerator,
            1::double as denominator,
            case_status,
            case
                when distinct_workers >= 5 then '5 or more' else distinct_workers::varchar
            end as workers
        from cases
    )
select *
from final
