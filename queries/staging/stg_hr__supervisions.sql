-- grain: one row per supervision meeting
-- key: supervision_id
with
    source as (select * from raw.supervisions),

    final as (
        select
            row_number() over (
                order by person_ref, supervision_date, kind, supervisor_ref
            ) as supervision_id,
            person_ref,
            supervisor_ref,
            supervision_date::date as supervision_date,
            lower(trim(kind)) as kind,
            _line as source_line
        from source
    )

select *
from final
