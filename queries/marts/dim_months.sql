-- grain: one row per month shown
-- key: month
with
    months as (
        select
            unnest(
                generate_series(
                    date_trunc('month', $first_month::date)::date,
                    date_trunc('month', $extract_date::date)::date,
                    interval 1 month
                )
            )::date as month
    ),
    ended as (select month, least(last_day(month), $extract_date::date)::date as as_at from months),
    final as (
        select
            month,
            as_at,
            case
                when as_at = last_day(as_at)
                then (month - interval 11 month)::date
                else (as_at - interval 12 month)::date + 1
            end as window_start,
            date_diff('day', month, as_at)::integer + 1 as month_days,
            as_at < last_day(month) as is_partial
        from ended
    )
select *
from final
