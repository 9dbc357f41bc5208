-- grain: one row per open period, worker with rows of several teams or periods, and stretch in one
-- key: period_id, worker_no, valid_from
with
    allocations as (select * from marts.fct_allocations),
    periods as (select * from marts.dim_periods),
    -- a row that runs on past the close of its period may serve in the child's later periods too
    carried as (
        select
            allocations.* replace (
                later.period_id as period_id,
                later.open_date as start_date,
                least(
                    allocations.recorded_end, coalesce(later.close_date, date '9999-12-31')
                ) as end_date
            )
        from allocations
        join periods on periods.period_id = allocations.period_id
        join
            periods as later
            on later.child_no = allocations.child_no
            and later.period_no > periods.period_no
            and later.open_date < allocations.recorded_end
        where allocations.is_open_after_closure
    ),
    serving as (
        select *, false as is_carried
        from allocations
        union all
        select *, true
        from carried
    ),
    moved as (
        select period_id, worker_no
        from serving
        group by all
        having count(distinct coalesce(team_key, '')) > 1 or bool_or(is_carried)
    ),
    rows_of_moved as (
        select serving.*
        from serving
        semi join
            moved on moved.period_id = serving.period_id and moved.worker_no = serving.worker_no
    ),
    breaks as (
        select period_id, worker_no, start_date as day
        from rows_of_moved
        union
        select period_id, worker_no, end_date
        from rows_of_moved
    ),
    covered as (
        select
            breaks.period_id,
            breaks.worker_no,
            breaks.day,
            arg_max_null(
                rows_of_moved.team_key,
                (
                    rows_of_moved.end_date > breaks.day,
                    rows_of_moved.recorded_start,
                    rows_of_moved.recorded_end,
                    rows_of_moved.allocation_id
                )
            ) as team_key
        from breaks
        join
            rows_of_moved
            on rows_of_moved.period_id = breaks.period_id
            and rows_of_moved.worker_no = breaks.worker_no
            and rows_of_moved.start_date <= breaks.day
        group by all
    ),
    final as (
        select
            period_id,
            worker_no,
            day as valid_from,
            coalesce(
                lead(day) over (partition by period_id, worker_no order by day), date '9999-12-31'
            ) as valid_to,
            team_key
        from covered
        where day < date '9999-12-31'
    )
select *
from final
