-- grain: one row per open period, version and unbroken stretch of days with one named worker
-- key: period_id, valid_from, start_date
with
    handovers as (
        select *
        from marts.fct_handovers
        where not is_nested and not is_joint and start_date < end_date
    ),
    periods as (select * from marts.dim_periods),
    versions as (select * from marts.fct_versions),
    running_on as (
        select handovers.*, periods.period_no, periods.close_date
        from handovers
        join periods on periods.period_id = handovers.period_id
        where
            handovers.valid_to is null
            and handovers.end_date = periods.close_date
            and handovers.recorded_end > periods.close_date
    ),
    carried as (
        select
            later.period_id,
            versions.valid_from,
            versions.valid_to,
            running_on.child_no,
            running_on.worker_no,
            running_on.professional_no,
            running_on.reason,
            running_on.end_reason,
            running_on.team_key,
            later.open_date as start_date,
            least(
                running_on.recorded_end, coalesce(later.close_date, date '9999-12-31')
            ) as end_date
        from running_on
        join
            periods as later
            on later.child_no = running_on.child_no
            and later.period_no > running_on.period_no
            and later.open_date < running_on.recorded_end
        join versions on versions.period_id = later.period_id
        qualify
            row_number() over (
                partition by later.period_id, versions.valid_from order by running_on.period_no desc
            )
            = 1
    ),
    own as (
        select
            handovers.period_id,
            handovers.valid_from,
            handovers.start_date,
            handovers.end_date,
            lag(handovers.end_date) over (
                partition by handovers.period_id, handovers.valid_from order by handovers.start_date
            ) as before_end
        from handovers
        semi join carried on carried.period_id = handovers.period_id
    ),
    gaps as (
        select
            carried.* exclude (start_date, end_date),
            greatest(
                carried.start_date, coalesce(own.before_end, carried.start_date)
            ) as start_date,
            least(carried.end_date, coalesce(own.start_date, carried.end_date)) as end_date
        from carried
        left join own on own.period_id = carried.period_id and own.valid_from = carried.valid_from
        union all
        select
            carried.* exclude (start_date, end_date),
            max(own.end_date) as start_date,
            carried.end_date
        from carried
        join own on own.period_id = carried.period_id and own.valid_from = carried.valid_from
        group by all
    ),
    pieces as (
        select
            period_id,
            valid_from,
            valid_to,
            child_no,
            worker_no,
            professional_no,
            reason,
            end_reason,
            team_key,
            start_date,
            end_date
        from handovers
        union all by name
        select *
        from gaps
        where start_date < end_date
    ),
    ordered as (
        select
            * exclude (reason, end_reason),
            coalesce(reason, lag(end_reason) over in_order) as reason,
            lag(worker_no) over in_order as before_worker_no,
            lag(end_date) over in_order as before_end,
            lead(start_date) over in_order as next_start,
            worker_no is distinct from lag(worker_no) over in_order
            or date_diff('day', lag(end_date) over in_order, start_date) > 7 as is_spell_start
        from pieces
        window in_order as (partition by period_id, valid_from order by start_date)
    ),
    -- most pieces are spells of their own, so few need a look at those before them
    continued as (select distinct period_id, valid_from from ordered where not is_spell_start),
    in_spells as (
        select
            ordered.*,
            max(ordered.start_date) filter (ordered.is_spell_start) over (
                partition by ordered.period_id, ordered.valid_from
                order by ordered.start_date
                rows between unbounded preceding and current row
            ) as spell_start
        from ordered
        semi join
            continued
            on continued.period_id = ordered.period_id
            and continued.valid_from = ordered.valid_from
        union all
        select ordered.*, ordered.start_date
        from ordered
        anti join
            continued
            on continued.period_id = ordered.period_id
            and continued.valid_from = ordered.valid_from
    ),
    final as (
        select
            *,
            is_spell_start
            and before_worker_no is not null
            and before_worker_no <> worker_no as is_change,
            before_end is not null
            and date_diff('day', before_end, start_date) between 1 and 7 as is_gap_tolerated
        from in_spells
    )
select *
from final
