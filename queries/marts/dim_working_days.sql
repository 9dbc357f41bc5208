-- grain: one row per calendar day of the months shown and of the absences before
-- key: day
with
    months as (select * from marts.dim_months),
    bank_holidays as (select distinct date::date as holiday from raw.bank_holidays),
    bounds as (
        select
            least(
                min(window_start), (select min(start_date) from staging.stg_hr__absences)
            ) as first_day,
            max(as_at) as end_day
        from months
    ),
    days as (
        select
            unnest(generate_series(first_day::timestamp, end_day::timestamp, interval 1 day))::date
            as day
        from bounds
    ),
    final as (
        select
            days.day,
            isodow(days.day) <= 5 and bank_holidays.holiday is null as is_working_day,
            sum((isodow(days.day) <= 5 and bank_holidays.holiday is null)::integer) over (
                order by days.day
            )::bigint as working_days_to_date
        from days
        left join bank_holidays on bank_holidays.holiday = days.day
    )
select *
from final
