with
    months as (select * from marts.dim_months),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    posts as (select * from marts.fct_posts where kind = 'employed'),

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

    final as (
        select
            months.month,
            last_posts.team,
            last_posts.service,
            last_posts.worker_id || '|' || last_posts.run_end::varchar as unit,
            1::double as numerator,
            null::double as denominator,
            last_posts.role,
            last_posts.contract,
            last_posts.reason
        from months
        inner join last_posts on last_posts.run_end between months.month and months.as_at
    )

select *
from final
