-- grain: one row per month and post held at its close by somebody in the supported year
-- key: month, post_id
with
    posts as (select * from marts.fct_posts_month),

    newly as (
        select month, worker_id
        from posts
        group by all
        having bool_or(coalesce(is_newly_qualified, false))
    ),

    final as (
        select
            posts.month,
            posts.as_at,
            posts.post_id,
            posts.worker_id,
            posts.team,
            posts.service,
            posts.person_role::varchar as role
        from posts
        semi join newly on newly.month = posts.month and newly.worker_id = posts.worker_id
    )

select *
from final
