-- grain: one row per child and start date of a legal status for a series of short breaks
-- key: child_id, start_date
with
    statuses as (select * from raw.ssd_legal_status),
    final as (
        select
            lega_person_id as child_id,
            lega_legal_status_start_date as start_date,
            max(coalesce(lega_legal_status_end_date, date '9999-12-31')) as end_or_open
        from statuses
        where upper(trim(lega_legal_status)) in ('V3', 'V4')
        group by all
    )
select *
from final
