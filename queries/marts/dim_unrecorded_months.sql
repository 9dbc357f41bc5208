-- grain: one row per optional table and month for which it describes nothing
-- key: table_name, month
with
    months as (select * from marts.dim_months),
    positions as (select distinct month from marts.fct_positions_month),
    covered as (select month from marts.dim_return_months),
    -- a month is described when its last 31 days are
    supervised as (select min(supervision_date) as first_date from staging.stg_hr__supervisions),
    final as (
        select 'hr_positions' as table_name, months.month
        from months
        anti join positions on positions.month = months.month
        union all
        select 'sw_episodes', months.month
        from months
        anti join covered on covered.month = months.month
        union all
        select 'supervisions', months.month
        from months
        cross join supervised
        where supervised.first_date is null or supervised.first_date > months.as_at - 30
    )
select *
from final
