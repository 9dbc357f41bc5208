-- grain: one row per run of employment or agency work and the post that is its latest for a time
-- key: worker_id, kind, run_start, known_from
with
    runs as (
        select *
        from marts.fct_employment_runs
        where run_end is null or run_end >= date_trunc('month', $first_month::date)::date
    ),

    posts as (select * from marts.fct_posts),

    -- the latest post is the one that started last; of those that started together, the one with
    -- more
    -- FTE
    beginnings as (
        select
            runs.worker_id,
            runs.kind,
            runs.run_start,
            runs.run_end,
            runs.service_start,
            posts.start_date as known_from,
            posts.contract_type,
            posts.org_role,
            posts.team,
            posts.service
        from runs
        inner join
            posts
            on posts.worker_id = runs.worker_id
            and posts.kind = runs.kind
            and posts.start_date >= runs.run_start
            and (runs.run_end is null or posts.start_date <= runs.run_end)
        qualify
            row_number() over (
                partition by runs.worker_id, runs.kind, runs.run_start, posts.start_date
                order by posts.fte desc nulls last, posts.team nulls last, posts.post_id
            )
            = 1
    ),

    final as (
        select
            worker_id,
            kind,
            run_start,
            run_end,
            case when kind = 'agency' then run_start else service_start end as service_start,
            greatest(run_start, date_trunc('month', $first_month::date)::date) as seen_from,
            known_from,
            lead(known_from) over (
                partition by worker_id, kind, run_start order by known_from
            ) as known_to,
            contract_type as contract,
            org_role,
            team,
            service
        from beginnings
    )

select *
from final
