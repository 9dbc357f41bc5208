-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            1::double as numerator,
            null::double as denominator,
            case_status,
            case
                when distinct_workers >= 5 then '5 or more' else distinct_workers::varchar
            end as workers
        from cases
    )
select *
from final
