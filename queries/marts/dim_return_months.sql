-- grain: one row per month whose twelve months the ssda903 return covers
-- key: month
with
    episodes as (select * from staging.stg_903__worker_episodes),
    months as (select * from marts.dim_months),
    children as (
        select
            child_id,
            max(greatest(start_date, coalesce(end_date, start_date))) as last_day,
            bool_or(end_date is null) as is_open
        from episodes
        where start_date <= $extract_date::date
        group by all
    ),
    -- a return also tells of the year before, but not of the children who left care in it:
    -- it covers the years in which some did, by one in a hundred so that no single slip counts
    recorded as (
        select
            coalesce(
                quantile_disc(last_day, 0.01) filter (not is_open),
                max(least(last_day, $extract_date::date))
            ) as first_day,
            max(least(last_day, $extract_date::date)) as last_day
        from children
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
