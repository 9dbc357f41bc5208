with
    positions as (select * from marts.fct_positions_month),

    cover as (
        select *
        from marts.fct_posts_month
        where
            kind = 'agency'
            and fte is not null
            and covers_vacancy
            and month in (select month from marts.fct_positions_month)
    ),

    vacant as (
        select
            month,
            team,
            service,
            'position:' || position_id as unit,
            0::double as numerator,
            vacant_fte as denominator,
            org_role::varchar as role
        from positions
    ),

    covering as (
        select
            month,
            team,
            service,
            worker_id as unit,
            fte::double as numerator,
            0::double as denominator,
            person_role::varchar as role
        from cover
    ),

    final as (
        select *
        from vacant
        union all
        select *
        from covering
    )

select *
from final
