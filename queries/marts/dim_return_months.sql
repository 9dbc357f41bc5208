-- grain: one row per month whose twelve months the ssda903 return covers
-- key: month
with
    episodes as (select * from staging.stg_903__worker_episodes),
    months as (select * from marts.dim_months),
    days as (
        select start_date as day, false as is_end
        from episodes
        union all
        select end_date, true
        from episodes
        where end_date is not null
    ),
    -- an episode that ended before the first year returned is not in the file, so one end
    -- in a hundred marks that year; a single early date does not
    recorded as (
        select
            coalesce(quantile_disc(day, 0.01) filter (is_end), max(day)) as first_day,
            max(day) as last_day
        from days
        where day <= $extract_date::date
    ),
    years as (
        select
            make_date(year(first_day) - (month(first_day) < 4)::integer, 4, 1) as first_day,
            make_date(year(last_day) + (month(last_day) > 3)::integer, 3, 31) as last_day
        from recorded
    ),
    final as (
        select
            months.month,
            months.as_at,
            months.window_start,
            month(months.as_at) = 3 and not months.is_partial as is_year_end,
            year(months.as_at)::integer as year
        from months
        join years on months.window_start >= years.first_day and months.as_at <= years.last_day
    )
select *
from final
