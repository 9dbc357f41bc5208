-- grain: one row per open period, version and unbroken run of one worker's allocation rows
-- key: period_id, valid_from, worker_no, start_date
with
    allocations as (select * from marts.fct_allocations),
    versions as (select * from marts.fct_versions),
    rows_of_workers as (
        select period_id, worker_no from allocations group by all having count(*) > 1
    ),
    counted as (
        select allocations.*, rows_of_workers.period_id is not null as is_one_of_several
        from allocations
        left join
            rows_of_workers
            on rows_of_workers.period_id = allocations.period_id
            and rows_of_workers.worker_no = allocations.worker_no
    ),
    known as (
        select counted.*, versions.valid_from, versions.valid_to, versions.is_tangled
        from counted
        join versions on versions.period_id = counted.period_id
        where not versions.is_tangled or counted.known_from <= versions.valid_from
    ),
    marked as (
        select
            *,
            max(end_date) over (
                partition by period_id, valid_from, worker_no
                order by start_date, end_date, allocation_id
                rows between unbounded preceding and 1 preceding
            ) as held_until
        from known
        where is_one_of_several
    ),
    numbered as (
        select
            *,
            count(*) filter (held_until is null or start_date > held_until) over (
                partition by period_id, valid_from, worker_no
                order by start_date, end_date, allocation_id
            ) as run_no
        from marked
    ),
    final as (
        select
            period_id,
            valid_from,
            valid_to,
            is_tangled,
            child_no,
            worker_no,
            min(start_date) as start_date,
            max(end_date) as end_date,
            max(recorded_end) as recorded_end,
            bool_or(is_unended) as is_unended,
            min(professional_no) as professional_no,
            first(reason order by start_date, end_date, allocation_id) as reason,
            last(end_reason order by end_date, start_date, allocation_id) as end_reason,
            first(team_key order by start_date, end_date, allocation_id) as first_team_key,
            last(team_key order by start_date, end_date, allocation_id) as team_key
        from numbered
        group by period_id, valid_from, valid_to, is_tangled, child_no, worker_no, run_no
        union all
        select
            period_id,
            valid_from,
            valid_to,
            is_tangled,
            child_no,
            worker_no,
            start_date,
            end_date,
            recorded_end,
            is_unended,
            professional_no,
            reason,
            end_reason,
            team_key,
            team_key
        from known
        where not is_one_of_several
    )
select *
from final
