-- key: month, unit
with
    children as (select * from marts.fct_looked_after_years where is_in_cohort),
    final as (
        select
            month,
            null::varchar as team,
            null::varchar as service,
            child_id as unit,
            (distinct_workers >= 3)::double as numerator,
            (1)::double as denominator
        from children
    )
select *
from final
