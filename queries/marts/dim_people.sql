-- grain: one row per person reference in either HR file
-- key: person_ref
with
    assignments as (select * from staging.stg_hr__assignments),

    agency_assignments as (select * from staging.stg_hr__agency_assignments),

    rows_of_people as (
        select person_ref, swe_number, staff_number
        from assignments
        union all
        select person_ref, swe_number, staff_number
        from agency_assignments
    ),

    people as (
        select
            person_ref,
            min(swe_number) filter (where regexp_full_match(swe_number, 'SW[0-9]+')) as swe_number,
            min(staff_number) as staff_number
        from rows_of_people
        group by person_ref
    ),

    final as (
        select
            person_ref,
            coalesce(swe_number, 'ref:' || person_ref) as worker_id,
            swe_number,
            staff_number
        from people
    )

select *
from final
