with
    posts as (select * from marts.fct_posts_month where kind = 'agency'),

    runs as (select * from marts.fct_employment_runs where kind = 'agency'),

    final as (
        select
            posts.month,
            posts.team,
            posts.service,
            posts.worker_id as unit,
            (posts.as_at - runs.run_start)::double as numerator,
            1::double as denominator,
            posts.person_role::varchar as role,
            case
                when posts.as_at - runs.run_start <= 90
                then '0–90'
                when posts.as_at - runs.run_start <= 180
                then '91–180'
                when posts.as_at - runs.run_start <= 365
                then '181–365'
                when posts.as_at - runs.run_start <= 730
                then '366–730'
                else '731+'
            end as band
        from posts
        inner join
            runs
            on runs.worker_id = posts.worker_id
            and runs.run_start <= posts.as_at
            and (runs.run_end is null or posts.as_at < runs.run_end)
    )

select *
from final
