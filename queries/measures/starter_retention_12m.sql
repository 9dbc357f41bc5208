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

    anniversaries as (
        select *, (run_start + interval 1 year)::date as anniversary from first_posts
    ),

    judged as (
        select
            anniversaries.*,
            exists (
                select 1
                from runs
                where
                    runs.worker_id = anniversaries.worker_id
                    and runs.run_start <= anniversaries.anniversary
                    and (runs.run_end is null or runs.run_end >= anniversaries.anniversary)
            ) as is_retained
        from anniversaries
    ),

    final as (
        select
            months.month,
            judged.team,
            judged.service,
            judged.worker_id || '|' || judged.run_start::varchar as unit,
            case when judged.is_retained then 1 else 0 end::double as numerator,
            1::double as denominator,
            judged.role,
            judged.contract
        from months
        inner join judged on judged.anniversary between months.window_start and months.as_at
    )

select *
from final
