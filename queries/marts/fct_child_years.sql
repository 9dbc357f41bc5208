-- grain: one row per child and month: the 12 months to the month's as-at date
-- key: month, child_no
with
    months as (select * from marts.dim_months where as_at between $first_as_at and $last_as_at),
    holdings as (select * from marts.fct_holdings),
    returns as (
        select period_id from holdings group by period_id, valid_from, worker_no having count(*) > 1
    ),
    -- a worker of any other child has one piece at most, so days need no adding up by worker
    children_with_returns as (
        select distinct periods.child_no
        from marts.dim_periods as periods
        left join returns on returns.period_id = periods.period_id
        where periods.period_no > 1 or returns.period_id is not null
    ),
    periods as (
        select periods.*, children_with_returns.child_no is not null as has_returns
        from marts.dim_periods as periods
        left join children_with_returns on children_with_returns.child_no = periods.child_no
    ),
    closed_before as (
        select months.*, periods.*
        from periods
        join
            months
            on periods.close_date <= months.as_at
            and periods.close_date > months.window_start
    ),
    open_again as (
        select distinct closed_before.month, closed_before.period_id
        from closed_before
        join
            periods as later
            on later.child_no = closed_before.child_no
            and later.period_no > closed_before.period_no
            and later.open_date <= closed_before.as_at
            and coalesce(later.close_date, date '9999-12-31') > closed_before.as_at
    ),
    periods_in_window as (
        select months.*, periods.*, true as is_open
        from periods
        join
            months
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') > months.as_at
        union all
        select closed_before.*, false
        from closed_before
        left join
            open_again
            on open_again.month = closed_before.month
            and open_again.period_id = closed_before.period_id
        where open_again.period_id is not null or not $is_cohort_only
    ),
    in_window as (
        select
            month,
            as_at,
            window_start,
            child_no,
            period_id,
            is_open,
            has_returns,
            greatest(open_date, window_start) as open_from,
            least(coalesce(close_date, date '9999-12-31'), as_at + 1) as open_to
        from periods_in_window
    ),
    bounded as (
        select
            holdings.period_id,
            holdings.valid_from,
            coalesce(holdings.valid_to, date '9999-12-31') as valid_to,
            holdings.worker_no,
            holdings.start_date,
            holdings.end_date,
            holdings.before_end,
            coalesce(holdings.next_start, date '9999-12-31') as next_start,
            holdings.spell_start,
            holdings.is_change,
            holdings.is_change and coalesce(holdings.reason = 'TSPROC', false) as is_planned,
            holdings.is_change
            and coalesce(
                holdings.reason
                in ('LEFTRL', 'MANAGE', 'ORGRST', 'ABSENC', 'SWDIED', 'CHCHAN', 'PCCHAN'),
                false
            ) as is_unplanned,
            holdings.is_gap_tolerated
        from holdings
    ),
    pieces as (
        select
            in_window.month,
            in_window.child_no,
            case when in_window.is_open then in_window.period_id end as open_period_id,
            in_window.has_returns,
            bounded.worker_no,
            case
                when bounded.end_date > in_window.as_at
                then in_window.as_at - bounded.spell_start + 1
            end as current_spell_days,
            (bounded.is_change and bounded.start_date >= in_window.window_start)::integer
            as changes,
            (bounded.is_change and bounded.start_date >= in_window.month)::integer
            as changes_in_month,
            (bounded.is_planned and bounded.start_date >= in_window.window_start)::integer
            as changes_planned,
            (bounded.is_unplanned and bounded.start_date >= in_window.window_start)::integer
            as changes_unplanned,
            -- the open days of a period are counted once, on its first piece of the window
            case
                when bounded.before_end > in_window.window_start
                then 0
                else in_window.open_to - in_window.open_from
            end as open_days,
            case
                when bounded.before_end > in_window.window_start
                then 0
                else greatest(0, in_window.open_to - greatest(in_window.open_from, in_window.month))
            end as open_days_in_month,
            case
                when bounded.worker_no is not null
                then
                    least(bounded.end_date, in_window.open_to)
                    - greatest(bounded.start_date, in_window.open_from)
            end as days,
            case
                when bounded.is_gap_tolerated
                then
                    greatest(
                        0, bounded.start_date - greatest(bounded.before_end, in_window.window_start)
                    )
                else 0
            end as tolerated_days,
            greatest(
                0,
                case
                    when not bounded.is_gap_tolerated
                    then bounded.start_date - greatest(bounded.before_end, in_window.open_from)
                end,
                case
                    when bounded.worker_no is null
                    then in_window.open_to - in_window.open_from
                    when bounded.next_start > in_window.as_at
                    then in_window.open_to - bounded.end_date
                end
            ) as gap_days
        from in_window
        left join
            bounded
            on bounded.period_id = in_window.period_id
            and bounded.valid_from <= in_window.as_at
            and bounded.valid_to > in_window.as_at
            and bounded.start_date <= in_window.as_at
            and bounded.end_date > in_window.window_start
    ),
    by_worker as (
        select
            month,
            child_no,
            max(open_period_id) as open_period_id,
            worker_no,
            max(current_spell_days) as current_spell_days,
            sum(changes)::integer as changes,
            sum(changes_in_month)::integer as changes_in_month,
            sum(changes_planned)::integer as changes_planned,
            sum(changes_unplanned)::integer as changes_unplanned,
            sum(open_days)::integer as open_days,
            sum(open_days_in_month)::integer as open_days_in_month,
            sum(days)::integer as days,
            sum(tolerated_days)::integer as tolerated_days,
            max(gap_days) as gap_days
        from pieces
        where has_returns
        group by month, child_no, worker_no
        union all by name
        select * exclude (has_returns)
        from pieces
        where not has_returns
    ),
    by_child as (
        select
            month,
            child_no,
            max(open_period_id) as open_period_id,
            count(worker_no)::integer as distinct_workers,
            max(current_spell_days) as current_spell_days,
            sum(open_days)::integer as open_days,
            sum(open_days_in_month)::integer as open_days_in_month,
            coalesce(sum(days), 0)::integer as allocated_days,
            coalesce(max(days), 0) as top_worker_days,
            sum(tolerated_days)::integer as tolerated_gap_days,
            max(gap_days) as max_gap_days,
            coalesce(sum(changes), 0)::integer as changes,
            coalesce(sum(changes_in_month), 0)::integer as changes_in_month,
            coalesce(sum(changes_planned), 0)::integer as changes_planned,
            coalesce(sum(changes_unplanned), 0)::integer as changes_unplanned
        from by_worker
        group by month, child_no
    ),
    final as (
        select
            month,
            child_no,
            distinct_workers,
            changes,
            changes_planned,
            changes_unplanned,
            changes - changes_planned - changes_unplanned as changes_unclassified,
            changes_in_month,
            current_spell_days,
            open_days - allocated_days - tolerated_gap_days as unallocated_days,
            max_gap_days,
            tolerated_gap_days,
            allocated_days,
            top_worker_days,
            open_days,
            open_days_in_month,
            open_period_id,
            open_period_id is not null as is_in_cohort
        from by_child
    )
select *
from final
