with
    posts as (select * from marts.fct_posts_month),

    in_post as (select distinct month, worker_id from posts),

    supervision as (
        select
            posts.month,
            posts.worker_id,
            bool_or(managers.worker_id is not null) as has_manager_in_post,
            bool_or(posts.manager_worker_id is not null) as has_manager_recorded
        from posts
        left join
            in_post as managers
            on managers.month = posts.month
            and managers.worker_id = posts.manager_worker_id
            and managers.worker_id <> posts.worker_id
        group by posts.month, posts.worker_id
    ),

    final as (
        select
            posts.month,
            posts.team,
            posts.service,
            posts.worker_id as unit,
            1::double as numerator,
            null::double as denominator,
            posts.person_role::varchar as role,
            case
                when supervision.has_manager_recorded then 'not in post' else 'none recorded'
            end as manager
        from posts
        inner join
            supervision
            on supervision.month = posts.month
            and supervision.worker_id = posts.worker_id
        where
            not supervision.has_manager_in_post
            and (supervision.has_manager_recorded or posts.person_role >= 4)
    )

select *
from final
