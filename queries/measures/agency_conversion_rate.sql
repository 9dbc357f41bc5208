with
    months as (select * from marts.dim_months),

    agency_posts as (select * from marts.fct_posts where kind = 'agency'),

    starts as (select distinct worker_id, start_date from marts.fct_starters),

    present as (
        select
            months.month,
            months.as_at,
            months.window_start,
            agency_posts.post_id,
            agency_posts.worker_id,
            agency_posts.team,
            agency_posts.service,
            agency_posts.org_role,
            agency_posts.start_date
        from months
        inner join
            agency_posts
            on agency_posts.start_date <= months.as_at
            and (agency_posts.last_day is null or agency_posts.last_day >= months.window_start)
    ),

    converted as (
        select distinct present.month, present.post_id
        from present
        inner join
            starts
            on starts.worker_id = present.worker_id
            and starts.start_date > present.start_date
            and starts.start_date between present.window_start and present.as_at
    ),

    final as (
        select
            present.month,
            present.team,
            present.service,
            present.worker_id as unit,
            case when converted.post_id is null then 0 else 1 end::double as numerator,
            1::double as denominator,
            present.org_role::varchar as role
        from present
        left join
            converted on converted.month = present.month and converted.post_id = present.post_id
    )

select *
from final
