-- grain: one row per post held at the close of a month
-- key: month, post_id
with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts),

    held as (
        select months.month, months.as_at, posts.*
        from months
        inner join
            posts
            on posts.start_date <= months.as_at
            and (posts.end_date is null or months.as_at < posts.end_date)
    ),

    final as (select *, min(org_role) over (partition by month, worker_id) as person_role from held)

select *
from final
