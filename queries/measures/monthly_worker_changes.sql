-- key: month, unit
with
    months as (select * from marts.dim_months),
    cases as (select * from marts.fct_cases_month),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings where is_change),
    open_in_month as (
        select
            months.month,
            periods.child_id,
            sum(
                least(coalesce(periods.close_date, date '9999-12-31'), months.as_at + 1)
                - greatest(periods.open_date, months.month)
            ) as open_days
        from periods
        inner join
            months
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') > months.month
        group by all
    ),
    changed_in_month as (
        select months.month, periods.child_id, count(*) as changes
        from holdings
        inner join periods on periods.period_id = holdings.period_id
        inner join
            months
            on holdings.start_date between months.month and months.as_at
            and holdings.valid_from <= months.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > months.as_at
        group by all
    ),
    final as (
        select
            cases.month,
            cases.team,
            cases.service,
            cases.child_id as unit,
            coalesce(changed_in_month.changes, 0)::double as numerator,
            (open_in_month.open_days / 365.25)::double as denominator,
            cases.case_status
        from cases
        inner join
            open_in_month
            on open_in_month.month = cases.month
            and open_in_month.child_id = cases.child_id
        left join
            changed_in_month
            on changed_in_month.month = cases.month
            and changed_in_month.child_id = cases.child_id
    )
select *
from final
