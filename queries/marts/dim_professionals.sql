-- grain: one row per worker id used in the case system
-- key: professional_id
with
    professionals as (select * from staging.stg_ssd__professionals),
    involvements as (select * from staging.stg_ssd__involvements),
    people as (select * from marts.dim_people),
    spells as (
        select person_ref, swe_number, staff_number
        from staging.stg_hr__assignments
        union all
        select person_ref, swe_number, staff_number
        from staging.stg_hr__agency_assignments
    ),
    by_registration as (
        select spells.swe_number, min(people.worker_id) as worker_id
        from spells
        join people on people.person_ref = spells.person_ref
        where spells.swe_number is not null
        group by all
    ),
    by_staff_number as (
        select spells.staff_number, min(people.worker_id) as worker_id
        from spells
        join people on people.person_ref = spells.person_ref
        where spells.staff_number is not null
        group by all
        having count(distinct people.worker_id) = 1
    ),
    by_hand as (
        select matches.professional_id, min(people.worker_id) as worker_id
        from raw.worker_matches as matches
        join people on people.person_ref = matches.person_ref
        group by all
    ),
    -- where the case system keeps its worker ids as staff numbers, an id that it does not
    -- list, as of a worker who left, is a staff number too
    shape as (
        select count(*) > 0 as is_id_staff_number
        from raw.ssd_shape
        where trait = 'id_in_staff_number'
    ),
    ids as (
        select professional_id, staff_number, swe_number, true as is_in_professionals
        from professionals
        union all
        select distinct
            professional_id,
            case when shape.is_id_staff_number then professional_id end,
            null,
            false
        from involvements
        cross join shape
        where
            professional_id is not null
            and professional_id not in (select professionals.professional_id from professionals)
    ),
    matched as (
        select
            ids.professional_id,
            coalesce(
                by_registration.worker_id,
                by_staff_number.worker_id,
                by_hand.worker_id,
                ids.swe_number,
                'id:' || ids.professional_id
            ) as worker_id,
            case
                when by_registration.worker_id is not null
                then 'registration'
                when by_staff_number.worker_id is not null
                then 'staff_number'
                when by_hand.worker_id is not null
                then 'mapping'
            end as matched_by,
            ids.is_in_professionals
        from ids
        left join by_registration on by_registration.swe_number = ids.swe_number
        left join by_staff_number on by_staff_number.staff_number = ids.staff_number
        left join by_hand on by_hand.professional_id = ids.professional_id
    ),
    -- numbers stand for the ids in the large tables: they are smaller there and compared faster
    final as (
        select
            *,
            row_number() over (order by professional_id)::integer as professional_no,
            dense_rank() over (order by worker_id)::integer as worker_no
        from matched
    )
select *
from final
