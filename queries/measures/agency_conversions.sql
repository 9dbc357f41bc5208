with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts),

    starters as (
        select starters.*, posts.person_ref
        from marts.fct_starters as starters
        inner join posts on posts.post_id = starters.post_id
    ),

    agency_posts as (select * from posts where kind = 'agency'),

    converted as (
        select
            months.month,
            starters.post_id,
            starters.team,
            starters.service,
            starters.worker_id,
            starters.role,
            bool_or(agency_posts.person_ref = starters.person_ref) as is_same_reference
        from months
        inner join starters on starters.start_date between months.window_start and months.as_at
        inner join
            agency_posts
            on agency_posts.worker_id = starters.worker_id
            and agency_posts.start_date < starters.start_date
            and (agency_posts.last_day is null or agency_posts.last_day >= months.window_start)
        group by all
    ),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            1::double as numerator,
            null::double as denominator,
            role,
            case
                when is_same_reference then 'staff reference' else 'registration number'
            end as matched
        from converted
    )

select *
from final
