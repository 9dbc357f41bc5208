-- grain: one row per child, social worker and start date in the ssda903 return
-- key: child_id, worker_id, start_date
with
    episodes as (select * from raw.sw_episodes),
    spelled as (
        select
            child as child_id,
            upper(regexp_replace(sw_id, '[^A-Za-z0-9]', '', 'g')) as worker_id,
            sw_decom as start_date,
            sw_dec as end_date,
            sw_reason as reason
        from episodes
    ),
    named as (
        select
            * replace (
                case
                    when regexp_full_match(worker_id, '(SW|XX)?[0OX]*')
                    then null
                    when regexp_full_match(worker_id, '(SW)?[0-9O]+')
                    then 'SW' || replace(regexp_replace(worker_id, '^SW', ''), 'O', '0')
                    else worker_id
                end as worker_id
            )
        from spelled
    ),
    final as (
        select
            child_id,
            worker_id,
            start_date,
            nullif(max(coalesce(end_date, date '9999-12-31')), date '9999-12-31') as end_date,
            min(reason) as reason
        from named
        where worker_id is not null
        group by all
    )
select *
from final
