-- for each child and month: since when its rows tell, which is the first day of the open periods
-- that reach into the
-- window
with
    months as (select * from marts.dim_months),
    periods as (select * from marts.dim_periods),
    final as (
        select months.month, periods.child_id as entity, min(periods.open_date) as since
        from months
        join
            periods
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') >= months.window_start
        group by all
    )
select *
from final
