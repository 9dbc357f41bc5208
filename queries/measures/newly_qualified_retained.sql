with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts where kind = 'employed' and is_newly_qualified),

    employed_now as (
        select distinct month, worker_id from marts.fct_posts_month where kind = 'employed'
    ),

    -- as known at the month's close; who is still in the supported year has no last day in it
    supported as (
        select
            months.month,
            months.as_at,
            months.window_start,
            posts.*,
            max(coalesce(posts.last_day, date '9999-12-31')) over (
                partition by months.month, posts.worker_id
            ) as year_end
        from months
        inner join posts on posts.start_date <= months.as_at
    ),

    final as (
        select
            supported.month,
            supported.team,
            supported.service,
            supported.worker_id as unit,
            case when employed_now.worker_id is not null then 1 else 0 end::double as numerator,
            1::double as denominator,
            supported.org_role::varchar as role
        from supported
        left join
            employed_now
            on employed_now.month = supported.month
            and employed_now.worker_id = supported.worker_id
        where
            supported.last_day = supported.year_end
            and supported.year_end between supported.window_start and supported.as_at
    )

select *
from final
