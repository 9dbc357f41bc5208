-- grain: one row per open period, version and worker's run, with what the overlaps make of it
-- key: period_id, valid_from, worker_no, recorded_start
with
    joined as (select * from marts.fct_joined_allocations),
    absence as (
        select
            *,
            start_date as recorded_start,
            coalesce(reason = 'ABSENC', false) as is_absence,
            max(end_date) over (
                partition by period_id, valid_from
                order by start_date, coalesce(reason = 'ABSENC', false), professional_no
                rows between unbounded preceding and 1 preceding
            ) as others_run_until
        from joined
        where is_tangled
    ),
    covered as (
        select
            * exclude (start_date),
            is_absence and coalesce(others_run_until > start_date, false) as is_absence_cover,
            case
                when is_absence and others_run_until > start_date
                then others_run_until
                else start_date
            end as start_date
        from absence
    ),
    standing as (select * from covered where start_date < end_date),
    unended as (
        select
            *,
            min(start_date) over (
                partition by period_id, valid_from
                order by start_date range between interval 1 day following and unbounded following
            ) as next_start,
            max(start_date) filter (is_unended) over (
                partition by period_id, valid_from
            ) as last_unended_start
        from standing
    ),
    ended as (
        select
            * exclude (end_date),
            is_unended
            and start_date < last_unended_start
            and next_start < end_date as is_previous_not_ended,
            case
                when is_unended and start_date < last_unended_start
                then least(end_date, next_start::date)
                else end_date
            end as end_date
        from unended
    ),
    nested as (
        select
            *,
            max(end_date) over longest_first as others_end,
            lag(start_date) over longest_first as before_start,
            lag(end_date) over longest_first as before_end
        from ended
        window
            longest_first as (
                partition by period_id, valid_from
                order by start_date, end_date desc, professional_no
                rows between unbounded preceding and 1 preceding
            )
    ),
    judged as (
        select
            *,
            coalesce(others_end > end_date, false) as is_nested,
            coalesce(before_start = start_date and before_end = end_date, false) as is_joint
        from nested
    ),
    following as (
        select
            period_id,
            valid_from,
            worker_no,
            recorded_start,
            lead(start_date) over (
                partition by period_id, valid_from order by start_date
            ) as handed_over_on
        from judged
        where not is_nested and not is_joint
    ),
    held as (
        select
            judged.period_id,
            judged.valid_from,
            judged.valid_to,
            judged.child_no,
            judged.worker_no,
            judged.professional_no,
            judged.reason,
            judged.end_reason,
            judged.team_key,
            judged.recorded_start,
            judged.recorded_end,
            judged.start_date,
            least(
                judged.end_date, coalesce(following.handed_over_on, date '9999-12-31')
            ) as end_date,
            judged.is_absence_cover,
            judged.is_nested,
            judged.is_joint,
            judged.is_previous_not_ended,
            coalesce(following.handed_over_on < judged.end_date, false) as is_overlap_handover
        from judged
        left join
            following
            on following.period_id = judged.period_id
            and following.valid_from = judged.valid_from
            and following.worker_no = judged.worker_no
            and following.recorded_start = judged.recorded_start
    ),
    whole_cover as (
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
            recorded_start,
            recorded_end,
            recorded_start as start_date,
            end_date,
            true as is_absence_cover,
            true as is_nested,
            false as is_joint,
            false as is_previous_not_ended,
            false as is_overlap_handover
        from covered
        where start_date >= end_date
    ),
    untangled as (
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
            start_date as recorded_start,
            recorded_end,
            start_date,
            end_date,
            false as is_absence_cover,
            false as is_nested,
            false as is_joint,
            false as is_previous_not_ended,
            false as is_overlap_handover
        from joined
        where not is_tangled
    ),
    final as (
        select *
        from held
        union all by name
        select *
        from whole_cover
        union all by name
        select *
        from untangled
    )
select *
from final
