-- grain: one row per worker id of the case system
-- key: professional_id
with
    professionals as (select * from raw.ssd_professionals),
    spelled as (
        select
            prof_professional_id as professional_id,
            prof_staff_id as staff_number,
            prof_professional_job_title as job_title,
            upper(
                regexp_replace(prof_social_worker_registration_no, '[^A-Za-z0-9]', '', 'g')
            ) as registration
        from professionals
    ),
    final as (
        select
            professional_id,
            staff_number,
            job_title,
            case
                when not regexp_full_match(registration, '(SW)?[0-9O]+')
                then null
                when regexp_full_match(registration, '(SW)?[0O]+')
                then null
                else 'SW' || replace(regexp_replace(registration, '^SW', ''), 'O', '0')
            end as swe_number
        from spelled
    )
select *
from final
