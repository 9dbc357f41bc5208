with
    posts as (select * from marts.fct_posts_month),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            fte::double as numerator,
            null::double as denominator,
            person_role::varchar as role,
            case
                when covers_vacancy then 'yes' when not covers_vacancy then 'no' else 'unknown'
            end as cover
        from posts
        where kind = 'agency' and fte is not null
    )

select *
from final
