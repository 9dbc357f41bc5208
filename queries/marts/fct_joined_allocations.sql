-- grain: one row per open period, version and unbroken run of one worker's allocation rows
-- key: period_id, valid_from, worker_id, start_date
with
    allocations as (select * from marts.fct_allocations),
    versions as (select * from marts.fct_versions),
    known as (
        select allocations.*, versions.valid_from, versions.valid_to, versions.is_tangled
        from allocations
        join versions on versions.period_id = allocations.period_id
        where not versions.is_tangled or allocations.known_from <= versions.valid_from
    ),
    marked as (
        select
            *,
            max(end_date) over (
                partition by period_id, valid_from, worker_id
                order by start_date, end_date, allocation_id
                rows between unbounded preceding and 1 preceding
            ) as held_until
        from known
    ),
    numbered as (
        select
            *,
            count(*) filter (held_until is null or start_date > held_until) over (
                partition by period_id, valid_from, worker_id
                order by start_date, end_date, allocation_id
            ) as run_no
        from marked
    ),
    final as (
        select
            period_id,
            valid_from,
            valid_to,
            child_id,
            worker_id,
            min(start_date) as start_date,
            max(end_date) as end_date,
            max(recorded_end) as recorded_end,
            bool_or(is_unended) as is_unended,
            min(professional_id) as professional_id,
            first(reason order by start_date, end_date, allocation_id) as reason,
            last(end_reason order by end_date, start_date, allocation_id) as end_reason,
            first(team_key order by start_date, end_date, allocation_id) as first_team_key,
            last(team_key order by start_date, end_date, allocation_id) as team_key
        from numbered
        group by period_id, valid_from, valid_to, child_id, worker_id, run_no
    )
select *
from final
