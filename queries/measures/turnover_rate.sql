with
    months as (select * from marts.dim_months),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    posts as (select * from marts.fct_posts where kind = 'employed'),

    held as (select * from marts.fct_posts_month where kind = 'employed'),

    last_posts as (
        select
            posts.worker_id,
            runs.run_end,
            posts.team,
            posts.service,
            posts.fte,
            min(posts.org_role) over (partition by posts.worker_id, runs.run_end)::varchar as role,
            posts.contract_type as contract,
            runs.leave_reason::varchar as reason
        from runs
        inner join
            posts
            on posts.worker_id = runs.worker_id
            and posts.kind = runs.kind
            and posts.last_day = runs.run_end
    ),

    ended as (
        select
            months.month,
            last_posts.team,
            last_posts.service,
            last_posts.worker_id || '|' || last_posts.run_end::varchar as unit,
            last_posts.fte::double as numerator,
            0::double as denominator,
            last_posts.role,
            last_posts.contract
        from months
        inner join last_posts on last_posts.run_end between months.window_start and months.as_at
        where last_posts.fte is not null
    ),

    in_post as (
        select
            month,
            team,
            service,
            worker_id as unit,
            0::double as numerator,
            fte::double as denominator,
            person_role::varchar as role,
            contract_type as contract
        from held
        where fte is not null
    ),

    final as (
        select *
        from ended
        union all
        select *
        from in_post
    )

select *
from final
