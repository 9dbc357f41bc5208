-- grain: one row per run of joined posts of one worker and kind (gaps of up to 7 days joined)
-- key: worker_id, kind, run_start
with
    posts as (select * from marts.fct_posts),

    marked as (
        select
            *,
            coalesce(last_day, date '9999-12-01') as reaches,
            max(coalesce(end_date, date '9999-12-01')) over (
                partition by worker_id, kind
                order by start_date, post_id
                rows between unbounded preceding and 1 preceding
            ) as reached
        from posts
    ),

    numbered as (
        select
            *,
            sum(case when reached is null or start_date > reached then 1 else 0 end) over (
                partition by worker_id, kind
                order by start_date, post_id
                rows between unbounded preceding and current row
            )::integer as run_number
        from marked
    ),

    bounded as (
        select
            *,
            min(start_date) over (partition by worker_id, kind, run_number) as first_start,
            max(reaches) over (partition by worker_id, kind, run_number) as last_reached
        from numbered
    ),

    runs as (
        select
            worker_id,
            kind,
            run_number,
            min(start_date) as run_start,
            case when bool_or(last_day is null) then null else max(last_day) end as run_end,
            min(start_origin) filter (where start_date = first_start) as start_origin,
            min(leave_reason) filter (where reaches = last_reached) as leave_reason,
            min(leaver_destination) filter (where reaches = last_reached) as leaver_destination,
            min(continuous_service_date) as continuous_service_date,
            count(*)::integer as posts
        from bounded
        group by worker_id, kind, run_number
    ),

    final as (
        select
            runs.worker_id,
            runs.kind,
            runs.run_number,
            runs.run_start,
            runs.run_end,
            coalesce(
                runs.start_origin,
                case
                    when
                        runs.kind = 'employed'
                        and exists (
                            select 1
                            from runs as agency_runs
                            where
                                agency_runs.worker_id = runs.worker_id
                                and agency_runs.kind = 'agency'
                                and agency_runs.run_start < runs.run_start
                                and (
                                    agency_runs.run_end is null
                                    or agency_runs.run_end >= runs.run_start - 8
                                )
                        )
                    then 4
                end
            ) as start_origin,
            case when runs.run_end is not null then runs.leave_reason end as leave_reason,
            case
                when runs.run_end is not null then runs.leaver_destination
            end as leaver_destination,
            runs.continuous_service_date,
            least(runs.run_start, runs.continuous_service_date) as service_start,
            runs.posts
        from runs
    )

select *
from final
