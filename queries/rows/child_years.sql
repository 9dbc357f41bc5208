-- grain: one row per child and month: the 12 months to the month's as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_months where as_at between $first_as_at and $last_as_at),
    child_years as (select * from marts.fct_child_years),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings),
    professionals as (select * from marts.dim_professionals),
    -- few rows are cover, so these are put into months and not every period
    covering as materialized(
        select
            periods.child_no,
            cover.worker_no,
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
            count(distinct covering.worker_no)::integer as cover_workers
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
            child_years.month,
            children.child_id,
            child_years.distinct_workers,
            child_years.changes,
            child_years.changes_planned,
            child_years.changes_unplanned,
            child_years.changes_unclassified,
            child_years.distinct_workers >= 3 as is_three_plus,
            professionals.worker_id as current_worker_id,
            professionals.professional_id as current_professional_id,
            child_years.current_spell_days,
            child_years.unallocated_days,
            child_years.max_gap_days,
            child_years.tolerated_gap_days,
            child_years.allocated_days,
            child_years.top_worker_days,
            child_years.open_days,
            coalesce(covers.cover_workers, 0) as cover_workers,
            case
                when child_years.distinct_workers = 0
                then concat_ws(';', 'no_named_worker', flag_sets.dq_flags)
                else flag_sets.dq_flags
            end as dq_flags,
            child_years.is_in_cohort
        from child_years
        join children on children.child_no = child_years.child_no
        join months on months.month = child_years.month
        left join
            holdings
            on holdings.period_id = child_years.open_period_id
            and holdings.valid_from <= months.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > months.as_at
            and holdings.start_date <= months.as_at
            and holdings.end_date > months.as_at
        left join professionals on professionals.professional_no = holdings.professional_no
        left join
            covers on covers.month = child_years.month and covers.child_no = child_years.child_no
        left join flags on flags.month = child_years.month and flags.child_no = child_years.child_no
        left join flag_sets on flag_sets.bits = flags.bits
    )
select *
from final
