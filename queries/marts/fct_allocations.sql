-- grain: one row per child, named primary worker and recorded period, attached to an open period
-- key: allocation_id
with
    involvements as (select * from staging.stg_ssd__involvements),
    professionals as (select * from marts.dim_professionals),
    periods as (select * from marts.dim_periods),
    months as (select * from marts.dim_months),
    worker_spells as (
        select person_ref, last_day
        from staging.stg_hr__assignments
        union all
        select person_ref, last_day
        from staging.stg_hr__agency_assignments
    ),
    last_days as (
        select
            people.worker_id,
            nullif(
                max(coalesce(worker_spells.last_day, date '9999-12-31')), date '9999-12-31'
            ) as last_day
        from worker_spells
        join marts.dim_people as people on people.person_ref = worker_spells.person_ref
        group by all
    ),
    deduplicated as (
        select *
        from involvements
        where role_kind = 'primary' and professional_id is not null
        qualify
            row_number() over (
                partition by
                    child_id,
                    professional_id,
                    role_name,
                    team_key,
                    start_date,
                    end_date,
                    reason,
                    end_reason
                order by involvement_id
            )
            = 1
    ),
    held as (
        select
            deduplicated.involvement_id as allocation_id,
            deduplicated.child_id,
            deduplicated.professional_id,
            professionals.worker_id,
            deduplicated.team_key,
            deduplicated.reason,
            deduplicated.end_reason,
            deduplicated.start_date as recorded_start,
            least(
                coalesce(deduplicated.end_date, date '9999-12-31'),
                coalesce(last_days.last_day, date '9999-12-31')
            ) as recorded_end,
            last_days.last_day
            < coalesce(deduplicated.end_date, date '9999-12-31') as is_open_after_leaving
        from deduplicated
        join professionals on professionals.professional_id = deduplicated.professional_id
        left join last_days on last_days.worker_id = professionals.worker_id
    ),
    attached as (
        select held.*, periods.period_id, periods.open_date, periods.close_date
        from held
        join
            periods
            on periods.child_id = held.child_id
            and held.recorded_start < coalesce(periods.close_date, date '9999-12-31')
            and held.recorded_end > periods.open_date
        where held.recorded_end > held.recorded_start
        qualify row_number() over (partition by held.allocation_id order by periods.period_no) = 1
    ),
    first_seen as (
        select attached.allocation_id, min(months.as_at) as known_from
        from attached
        join
            months
            on date_trunc('month', attached.recorded_start)::date <= months.month
            and attached.recorded_start <= months.as_at
            and (
                months.month = date_trunc('month', attached.recorded_start)::date
                or months.month = (select min(months.month) from months)
            )
        group by all
    ),
    final as (
        select
            attached.allocation_id,
            attached.child_id,
            attached.period_id,
            attached.worker_id,
            attached.professional_id,
            attached.team_key,
            attached.reason,
            attached.end_reason,
            greatest(attached.recorded_start, attached.open_date) as start_date,
            least(
                attached.recorded_end, coalesce(attached.close_date, date '9999-12-31')
            ) as end_date,
            attached.recorded_start,
            attached.recorded_end,
            attached.recorded_end = date '9999-12-31' as is_unended,
            coalesce(attached.is_open_after_leaving, false) as is_open_after_leaving,
            attached.recorded_end > attached.close_date as is_open_after_closure,
            first_seen.known_from
        from attached
        join first_seen on first_seen.allocation_id = attached.allocation_id
    )
select *
from final
