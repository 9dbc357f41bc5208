-- grain: one row per absence of a person
-- key: absence_id
with
    source as (select * from raw.hr_absences),

    final as (
        select
            row_number() over (
                order by person_ref, start_date, end_date, reason, working_days_lost
            ) as absence_id,
            person_ref,
            start_date::date as start_date,
            end_date::date as last_day,
            upper(trim(reason)) as reason,
            working_days_lost::double as working_days_lost,
            _line as source_line
        from source
    )

select *
from final
