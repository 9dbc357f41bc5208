-- grain: one row per post that a starter holds on the first day
-- key: post_id
with
    runs as (select * from marts.fct_employment_runs where kind = 'employed'),
    posts as (select * from marts.fct_posts where kind = 'employed'),
    final as (
        select
            posts.post_id,
            posts.worker_id || '|' || runs.run_start::varchar as starter_id,
            posts.worker_id,
            runs.run_start as start_date,
            posts.team,
            posts.service,
            posts.fte,
            min(posts.org_role) over (partition by posts.worker_id, runs.run_start)::varchar
            as role,
            posts.contract_type as contract,
            runs.start_origin::varchar as origin
        from runs
        inner join posts on posts.worker_id = runs.worker_id and posts.start_date = runs.run_start
    )
select *
from final
