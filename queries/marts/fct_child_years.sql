-- grain: one row per child and month: the 12 months to the month's as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_months where as_at between $first_as_at and $last_as_at),
    holdings as (select * from marts.fct_holdings),
    returns as (
        select period_id from holdings group by period_id, valid_from, worker_id having count(*) > 1
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
    workers as (
        select worker_id, row_number() over (order by worker_id)::integer as worker_no
        from (select distinct worker_id from holdings)
    ),
    professionals as (
        select
            professional_id,
            row_number() over (order by professional_id)::integer as professional_no
        from (select distinct professional_id from holdings)
    ),
    numbered as (
        select
            holdings.period_id,
            holdings.valid_from,
            coalesce(holdings.valid_to, date '9999-12-31') as valid_to,
            workers.worker_no,
            professionals.professional_no,
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
        join workers on workers.worker_id = holdings.worker_id
        join professionals on professionals.professional_id = holdings.professional_id
    ),
    pieces as (
        select
            in_window.month,
            in_window.child_no,
            case when in_window.is_open then in_window.period_id end as open_period_id,
            in_window.has_returns,
            numbered.worker_no,
            case
                when numbered.end_date > in_window.as_at then numbered.professional_no
            end as current_professional_no,
            case
                when numbered.end_date > in_window.as_at
                then in_window.as_at - numbered.spell_start + 1
            end as current_spell_days,
            (numbered.is_change and numbered.start_date >= in_window.window_start)::integer
            as changes,
            (numbered.is_change and numbered.start_date >= in_window.month)::integer
            as changes_in_month,
            (numbered.is_planned and numbered.start_date >= in_window.window_start)::integer
            as changes_planned,
            (numbered.is_unplanned and numbered.start_date >= in_window.window_start)::integer
            as changes_unplanned,
            -- the open days of a period are counted once, on its first piece of the window
            case
                when numbered.before_end > in_window.window_start
                then 0
                else in_window.open_to - in_window.open_from
            end as open_days,
            case
                when numbered.before_end > in_window.window_start
                then 0
                else greatest(0, in_window.open_to - greatest(in_window.open_from, in_window.month))
            end as open_days_in_month,
            case
                when numbered.worker_no is not null
                then
                    least(numbered.end_date, in_window.open_to)
                    - greatest(numbered.start_date, in_window.open_from)
            end as days,
            case
                when numbered.is_gap_tolerated
                then
                    greatest(
                        0,
                        numbered.start_date - greatest(numbered.before_end, in_window.window_start)
                    )
                else 0
            end as tolerated_days,
            greatest(
                0,
                case
                    when not numbered.is_gap_tolerated
                    then numbered.start_date - greatest(numbered.before_end, in_window.open_from)
                end,
                case
                    when numbered.worker_no is null
                    then in_window.open_to - in_window.open_from
                    when numbered.next_start > in_window.as_at
                    then in_window.open_to - numbered.end_date
                end
            ) as gap_days
        from in_window
        left join
            numbered
            on numbered.period_id = in_window.period_id
            and numbered.valid_from <= in_window.as_at
            and numbered.valid_to > in_window.as_at
            and numbered.start_date <= in_window.as_at
            and numbered.end_date > in_window.window_start
    ),
    by_worker as (
        select
            month,
            child_no,
            max(open_period_id) as open_period_id,
            worker_no,
            max(current_professional_no) as current_professional_no,
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
            max(worker_no) filter (current_professional_no is not null) as current_worker_no,
            max(current_professional_no) as current_professional_no,
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
    -- few rows are cover, so these are put into months and not every period
    covering as materialized(
        select
            periods.child_no,
            cover.worker_id,
            greatest(cover.recorded_start, cover.valid_from, periods.open_date) as seen_from,
            coalesce(cover.valid_to, date '9999-12-31') as valid_to,
            least(
                cover.end_date, coalesce(periods.close_date, date '9999-12-31')
            ) as in_windows_before
        from marts.fct_handovers as cover
        join periods on periods.period_id = cover.period_id
        where
            (cover.is_nested or cover.is_absence_cover)
            and cover.recorded_start < coalesce(periods.close_date, date '9999-12-31')
    ),
    covers as (
        select
            months.month,
            covering.child_no,
            count(distinct covering.worker_id)::integer as cover_workers
        from covering
        join
            months
            on covering.seen_from <= months.as_at
            and covering.valid_to > months.as_at
            and covering.in_windows_before > months.window_start
        group by all
    ),
    children as (select child_no, child_id from periods where period_no = 1),
    flag_bits as (
        select flag, 1::bigint << (row_number() over (order by flag) - 1)::integer as bit
        from (select distinct flag from marts.fct_flags)
    ),
    flags as (
        select months.month, children.child_no, bit_or(flag_bits.bit) as bits
        from marts.fct_flags as flags
        join flag_bits on flag_bits.flag = flags.flag
        join children on children.child_id = flags.child_id
        join
            months
            on flags.seen_from <= months.as_at
            and flags.valid_from <= months.as_at
            and coalesce(flags.valid_to, date '9999-12-31') > months.as_at
        group by all
    ),
    flag_sets as (
        select sets.bits, string_agg(flag_bits.flag, ';' order by flag_bits.flag) as dq_flags
        from (select distinct bits from flags) as sets
        join flag_bits on sets.bits & flag_bits.bit <> 0
        group by all
    ),
    final as (
        select
            by_child.month,
            children.child_id,
            by_child.child_no,
            by_child.distinct_workers,
            by_child.changes,
            by_child.changes_planned,
            by_child.changes_unplanned,
            by_child.changes
            - by_child.changes_planned
            - by_child.changes_unplanned as changes_unclassified,
            by_child.changes_in_month,
            by_child.distinct_workers >= 3 as is_three_plus,
            workers.worker_id as current_worker_id,
            professionals.professional_id as current_professional_id,
            by_child.current_spell_days,
            by_child.open_days
            - by_child.allocated_days
            - by_child.tolerated_gap_days as unallocated_days,
            by_child.max_gap_days,
            by_child.tolerated_gap_days,
            by_child.allocated_days,
            by_child.top_worker_days,
            by_child.open_days,
            by_child.open_days_in_month,
            coalesce(covers.cover_workers, 0) as cover_workers,
            case
                when by_child.distinct_workers = 0
                then concat_ws(';', 'no_named_worker', flag_sets.dq_flags)
                else flag_sets.dq_flags
            end as dq_flags,
            by_child.open_period_id,
            by_child.open_period_id is not null as is_in_cohort
        from by_child
        left join children on children.child_no = by_child.child_no
        left join workers on workers.worker_no = by_child.current_worker_no
        left join professionals on professionals.professional_no = by_child.current_professional_no
        left join covers on covers.month = by_child.month and covers.child_no = by_child.child_no
        left join flags on flags.month = by_child.month and flags.child_no = by_child.child_no
        left join flag_sets on flag_sets.bits = flags.bits
    )
select *
from final
