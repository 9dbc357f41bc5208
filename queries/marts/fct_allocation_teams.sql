-- grain: one row per open period, worker with rows of several teams, and stretch of days in one
-- key: period_id, worker_id, valid_from
with
    allocations as (select * from marts.fct_allocations),
    moved as (
        select period_id, worker_id
        from allocations
        group by all
        having count(distinct coalesce(team_key, '')) > 1
    ),
    rows_of_moved as (
        select allocations.*
        from allocations
        semi join
            moved
            on moved.period_id = allocations.period_id
            and moved.worker_id = allocations.worker_id
    ),
    breaks as (
        select period_id, worker_id, start_date as day
        from rows_of_moved
        union
        select period_id, worker_id, end_date
        from rows_of_moved
    ),
    covered as (
        select
            breaks.period_id,
            breaks.worker_id,
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
            and rows_of_moved.worker_id = breaks.worker_id
            and rows_of_moved.start_date <= breaks.day
        group by all
    ),
    final as (
        select
            period_id,
            worker_id,
            day as valid_from,
            coalesce(
                lead(day) over (partition by period_id, worker_id order by day), date '9999-12-31'
            ) as valid_to,
            team_key
        from covered
        where day < date '9999-12-31'
    )
select *
from final
