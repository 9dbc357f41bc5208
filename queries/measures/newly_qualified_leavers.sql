with
    months as (select * from marts.dim_months),

    leavers as (select * from marts.fct_leavers),

    -- the supported year ends with the last day recorded in it; a leaver's has ended by then
    supported as (
        select
            worker_id,
            min(start_date) as year_start,
            max(coalesce(last_day, date '9999-12-31')) as year_end
        from marts.fct_posts
        where kind = 'employed' and is_newly_qualified
        group by worker_id
    ),

    final as (
        select
            months.month,
            leavers.team,
            leavers.service,
            leavers.leaver_id as unit,
            1::double as numerator,
            null::double as denominator
        from months
        inner join leavers on leavers.last_day between months.month and months.as_at
        inner join
            supported
            on supported.worker_id = leavers.worker_id
            and supported.year_start <= leavers.last_day
            and supported.year_end > leavers.last_day - interval 1 year
    )

select *
from final
