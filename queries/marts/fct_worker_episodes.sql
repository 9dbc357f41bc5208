-- grain: one row per child, social worker and start date in the ssda903 return
-- key: child_id, worker_id, start_date
with
    episodes as (select * from staging.stg_903__worker_episodes),
    final as (
        select
            child_id,
            worker_id,
            start_date,
            -- only the latest may be open: an earlier one ends where the next begins
            coalesce(
                end_date,
                min(start_date) over (
                    partition by child_id
                    order by
                        start_date range between interval 1 day following and unbounded following
                )::date,
                date '9999-12-31'
            ) as end_or_open
        from episodes
    )
select *
from final
