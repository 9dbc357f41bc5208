-- grain: one row per optional table and month for which it describes nothing
-- key: table_name, month
with
    months as (select * from marts.dim_months),
    positions as (select distinct month from marts.fct_positions_month),
    covered as (select month from marts.dim_return_months),
    final as (
        select 'hr_positions' as table_name, months.month
        from months
        anti join positions on positions.month = months.month
        union all
        select 'sw_episodes', months.month
        from months
        anti join covered on covered.month = months.month
    )
select *
from final
