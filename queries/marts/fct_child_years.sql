-- grain: one row per child and month: the 12 months to the month's as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_months where as_at between $first_as_at and $last_as_at),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings),
    cover as (select * from marts.fct_handovers where is_nested or is_absence_cover),
    open_periods as (
        select
            months.month,
            months.as_at,
            months.window_start,
            periods.child_id,
            periods.period_id,
            greatest(periods.open_date, months.window_start) as open_from,
            least(coalesce(periods.close_date, date '9999-12-31'), months.as_at + 1) as open_to,
            coalesce(periods.close_date, date '9999-12-31') > months.as_at as is_open
        from months
        join
            periods
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') > months.window_start
    ),
    children as (
        select
            month,
            child_id,
            bool_or(is_open) as is_in_cohort,
            sum(date_diff('day', open_from, open_to))::bigint as open_days
        from open_periods
        group by all
        having bool_or(is_open) or not $is_cohort_only
    ),
    in_window as (
        select open_periods.*
        from open_periods
        semi join
            children
            on children.month = open_periods.month
            and children.child_id = open_periods.child_id
    ),
    pieces as (
        select
            in_window.month,
            in_window.as_at,
            in_window.child_id,
            in_window.period_id,
            in_window.window_start,
            in_window.open_from,
            in_window.open_to,
            in_window.is_open,
            holdings.worker_id,
            holdings.professional_id,
            holdings.reason,
            holdings.start_date,
            holdings.end_date,
            holdings.spell_start,
            holdings.is_change,
            holdings.is_gap_tolerated,
            holdings.before_end,
            date_diff(
                'day',
                greatest(holdings.start_date, in_window.open_from),
                least(holdings.end_date, in_window.open_to)
            ) as days
        from in_window
        join
            holdings
            on holdings.period_id = in_window.period_id
            and holdings.valid_from <= in_window.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > in_window.as_at
            and holdings.start_date <= in_window.as_at
            and holdings.end_date > in_window.window_start
    ),
    worker_days as (
        select month, child_id, worker_id, sum(days)::bigint as days from pieces group by all
    ),
    workers as (
        select
            month,
            child_id,
            count(*) as distinct_workers,
            sum(days)::bigint as allocated_days,
            max(days) as top_worker_days
        from worker_days
        group by all
    ),
    spells as (
        select
            month,
            child_id,
            count(*) filter (is_change and start_date >= window_start) as changes,
            count(*) filter (
                is_change and start_date >= window_start and reason = 'TSPROC'
            ) as changes_planned,
            count(*) filter (
                is_change
                and start_date >= window_start
                and reason in ('LEFTRL', 'MANAGE', 'ORGRST', 'ABSENC', 'SWDIED', 'CHCHAN', 'PCCHAN')
            ) as changes_unplanned,
            max(worker_id) filter (end_date > as_at) as current_worker_id,
            max(professional_id) filter (end_date > as_at) as current_professional_id,
            max(date_diff('day', spell_start, as_at) + 1) filter (
                end_date > as_at
            ) as current_spell_days,
            sum(
                case
                    when is_gap_tolerated
                    then
                        greatest(
                            0, date_diff('day', greatest(before_end, window_start), start_date)
                        )
                    else 0
                end
            )::bigint as tolerated_gap_days
        from pieces
        group by all
    ),
    runs as (
        select
            month,
            child_id,
            greatest(
                0,
                date_diff('day', coalesce(greatest(before_end, open_from), open_from), start_date)
            ) as gap_days
        from pieces
        where not is_gap_tolerated and start_date > open_from
        union all
        select
            in_window.month,
            in_window.child_id,
            greatest(
                0,
                date_diff(
                    'day', coalesce(max(pieces.end_date), in_window.open_from), in_window.open_to
                )
            )
        from in_window
        left join
            pieces on pieces.month = in_window.month and pieces.period_id = in_window.period_id
        group by
            in_window.month,
            in_window.child_id,
            in_window.period_id,
            in_window.open_from,
            in_window.open_to
    ),
    longest as (select month, child_id, max(gap_days) as max_gap_days from runs group by all),
    covers as (
        select in_window.month, in_window.child_id, count(distinct cover.worker_id) as cover_workers
        from in_window
        join
            cover
            on cover.period_id = in_window.period_id
            and cover.valid_from <= in_window.as_at
            and coalesce(cover.valid_to, date '9999-12-31') > in_window.as_at
            and cover.recorded_start < in_window.open_to
            and cover.end_date > in_window.window_start
        group by all
    ),
    flags as (
        select
            months.month,
            flags.child_id,
            string_agg(distinct flags.flag, ';' order by flags.flag) as dq_flags
        from marts.fct_flags as flags
        join
            months
            on flags.seen_from <= months.as_at
            and flags.valid_from <= months.as_at
            and coalesce(flags.valid_to, date '9999-12-31') > months.as_at
        group by all
    ),
    final as (
        select
            children.month,
            children.child_id,
            coalesce(workers.distinct_workers, 0) as distinct_workers,
            coalesce(spells.changes, 0) as changes,
            coalesce(spells.changes_planned, 0) as changes_planned,
            coalesce(spells.changes_unplanned, 0) as changes_unplanned,
            coalesce(
                spells.changes - spells.changes_planned - spells.changes_unplanned, 0
            ) as changes_unclassified,
            coalesce(workers.distinct_workers, 0) >= 3 as is_three_plus,
            spells.current_worker_id,
            spells.current_professional_id,
            spells.current_spell_days,
            children.open_days
            - coalesce(workers.allocated_days, 0)
            - coalesce(spells.tolerated_gap_days, 0) as unallocated_days,
            longest.max_gap_days,
            coalesce(spells.tolerated_gap_days, 0) as tolerated_gap_days,
            coalesce(workers.allocated_days, 0) as allocated_days,
            coalesce(workers.top_worker_days, 0) as top_worker_days,
            children.open_days,
            coalesce(covers.cover_workers, 0) as cover_workers,
            nullif(
                concat_ws(
                    ';',
                    case when workers.child_id is null then 'no_named_worker' end,
                    flags.dq_flags
                ),
                ''
            ) as dq_flags,
            children.is_in_cohort
        from children
        left join workers on workers.month = children.month and workers.child_id = children.child_id
        left join spells on spells.month = children.month and spells.child_id = children.child_id
        left join longest on longest.month = children.month and longest.child_id = children.child_id
        left join covers on covers.month = children.month and covers.child_id = children.child_id
        left join flags on flags.month = children.month and flags.child_id = children.child_id
    )
select *
from final
