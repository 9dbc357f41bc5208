with
    months as (select * from marts.dim_months),

    starters as (select * from marts.fct_starters),

    agency_posts as (select * from marts.fct_posts where kind = 'agency'),

    final as (
        select
            months.month,
            starters.team,
            starters.service,
            starters.worker_id as unit,
            1::double as numerator,
            null::double as denominator
        from months
        inner join starters on starters.start_date between months.month and months.as_at
        semi join
            agency_posts
            on agency_posts.worker_id = starters.worker_id
            and agency_posts.start_date < starters.start_date
            and (agency_posts.last_day is null or agency_posts.last_day >= months.window_start)
    )

select *
from final
