with
    months as (select * from marts.dim_months),

    leavers as (select * from marts.fct_leavers where reason = '1'),

    held as (select * from marts.fct_posts_month where kind = 'employed'),

    ended as (
        select
            months.month,
            leavers.team,
            leavers.service,
            leavers.leaver_id as unit,
            1::double as numerator,
            0::double as denominator,
            leavers.role
        from months
        inner join leavers on leavers.last_day between months.window_start and months.as_at
    ),

    in_post as (
        select
            month,
            team,
            service,
            worker_id as unit,
            0::double as numerator,
            1::double as denominator,
            person_role::varchar as role
        from held
    ),

    final as (
        select *
        from ended
        union all
        select *
        from in_post
    )

select *
from final
