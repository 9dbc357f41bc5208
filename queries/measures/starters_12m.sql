with
    months as (select * from marts.dim_months),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    posts as (select * from marts.fct_posts where kind = 'employed'),

    first_posts as (
        select
            posts.worker_id,
            runs.run_start,
            runs.start_origin,
            posts.team,
            posts.service,
            posts.fte,
            min(posts.org_role) over (partition by posts.worker_id, runs.run_start)::varchar
            as role,
            posts.contract_type as contract
        from runs
        inner join
            posts
            on posts.worker_id = runs.worker_id
            and posts.kind = runs.kind
            and posts.start_date = runs.run_start
    ),

    final as (
        select
            months.month,
            first_posts.team,
            first_posts.service,
            first_posts.worker_id || '|' || first_posts.run_start::varchar as unit,
            1::double as numerator,
            null::double as denominator,
            first_posts.role,
            first_posts.contract,
            first_posts.start_origin::varchar as origin
        from months
        inner join first_posts on first_posts.run_start between months.window_start and months.as_at
    )

select *
from final
