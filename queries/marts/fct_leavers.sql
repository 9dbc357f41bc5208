-- grain: one row per post that a leaver holds on the last day
-- key: post_id
with
    runs as (select * from marts.fct_employment_runs where kind = 'employed'),
    posts as (select * from marts.fct_posts where kind = 'employed'),
    final as (
        select
            posts.post_id,
            posts.worker_id || '|' || runs.run_end::varchar as leaver_id,
            posts.worker_id,
            runs.run_end as last_day,
            posts.team,
            posts.service,
            posts.fte,
            min(posts.org_role) over (partition by posts.worker_id, runs.run_end)::varchar as role,
            posts.contract_type as contract,
            runs.leave_reason::varchar as reason,
            runs.leaver_destination::varchar as destination,
            runs.service_start,
            case
                when runs.run_end < runs.service_start + interval 1 year
                then 'under 1'
                when runs.run_end < runs.service_start + interval 2 year
                then '1–2'
                when runs.run_end < runs.service_start + interval 5 year
                then '2–5'
                when runs.run_end < runs.service_start + interval 10 year
                then '5–10'
                else '10+'
            end as service_band
        from runs
        inner join posts on posts.worker_id = runs.worker_id and posts.last_day = runs.run_end
    )
select *
from final
