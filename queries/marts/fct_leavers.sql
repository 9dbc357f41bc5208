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
            runs.leave_reason::varchar as reason
        from runs
        inner join posts on posts.worker_id = runs.worker_id and posts.last_day = runs.run_end
    )
select *
from final
