with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts where kind = 'employed'),

    employed_now as (
        select distinct month, worker_id from marts.fct_posts_month where kind = 'employed'
    ),

    employed_then as (
        select
            months.month,
            posts.*,
            min(posts.org_role) over (partition by months.month, posts.worker_id)::varchar as role
        from months
        inner join
            posts
            on posts.start_date <= months.window_start - 1
            and (posts.end_date is null or months.window_start - 1 < posts.end_date)
    ),

    final as (
        select
            employed_then.month,
            employed_then.team,
            employed_then.service,
            employed_then.worker_id as unit,
            case when employed_now.worker_id is not null then 1 else 0 end::double as numerator,
            1::double as denominator,
            employed_then.role,
            employed_then.contract_type as contract
        from employed_then
        left join
            employed_now
            on employed_now.month = employed_then.month
            and employed_now.worker_id = employed_then.worker_id
    )

select *
from final
