-- grain: one row per absence of a person
-- key: person_ref, start_date, reason
with source as (select * from raw.hr_absences),

final as (
    select
        person_ref,
        start_date::date as start_date,
        end_date::date as last_day,
        upper(trim(reason)) as reason,
        working_days_lost::double as working_days_lost
    from source
)

select * from final
