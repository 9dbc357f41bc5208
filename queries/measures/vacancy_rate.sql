with
    positions as (select * from marts.fct_positions_month),

    posts as (
        select *
        from marts.fct_posts_month
        where
            kind = 'employed'
            and fte is not null
            and month in (select month from marts.fct_positions_month)
    ),

    vacant as (
        select
            month,
            team,
            service,
            'position:' || position_id as unit,
            vacant_fte as numerator,
            vacant_fte as denominator,
            org_role::varchar as role
        from positions
    ),

    in_post as (
        select
            month,
            team,
            service,
            worker_id as unit,
            0::double as numerator,
            fte::double as denominator,
            person_role::varchar as role
        from posts
    ),

    final as (
        select *
        from vacant
        union all
        select *
        from in_post
    )

select *
from final
