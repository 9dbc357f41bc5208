with
    posts as (select * from marts.fct_posts_month where person_role <= 3),

    held as (select * from marts.fct_posts where org_role <= 3),

    -- a run of the same role, whatever the team, position or contract; gaps of up to 7 days joined
    marked as (
        select
            *,
            max(coalesce(last_day, date '9999-12-01')) over (
                partition by worker_id, org_role
                order by start_date, post_id
                rows between unbounded preceding and 1 preceding
            ) as reached
        from held
    ),

    numbered as (
        select
            *,
            sum(case when reached is null or start_date > reached + 8 then 1 else 0 end) over (
                partition by worker_id, org_role
                order by start_date, post_id
                rows between unbounded preceding and current row
            ) as run
        from marked
    ),

    runs as (
        select post_id, min(start_date) over (partition by worker_id, org_role, run) as run_start
        from numbered
    ),

    final as (
        select
            posts.month,
            posts.team,
            posts.service,
            posts.worker_id as unit,
            (posts.as_at - runs.run_start)::double as numerator,
            1::double as denominator,
            posts.person_role::varchar as role,
            posts.contract_type as contract
        from posts
        inner join runs on runs.post_id = posts.post_id
        where posts.org_role = posts.person_role
    )

select *
from final
