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
        select
            child_id,
            professional_id,
            role_name,
            team_key,
            start_date,
            end_date,
            reason,
            end_reason,
            min(involvement_id) as involvement_id
        from involvements
        where role_kind = 'primary' and professional_id is not null
        group by all
    ),
    held as (
        select
            deduplicated.involvement_id as allocation_id,
            deduplicated.child_id,
            professionals.professional_no,
            professionals.worker_no,
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
    attachable as (
        select *, lag(close_date) over (partition by child_no order by period_no) as earlier_close
        from periods
    ),
    attached as (
        select
            held.*,
            attachable.child_no,
            attachable.period_id,
            attachable.open_date,
            attachable.close_date
        from held
        join
            attachable
            on attachable.child_id = held.child_id
            and held.recorded_start < coalesce(attachable.close_date, date '9999-12-31')
            and held.recorded_end > attachable.open_date
            and held.recorded_start >= coalesce(attachable.earlier_close, date '0001-01-01')
        where held.recorded_end > held.recorded_start
    ),
    earliest as (select min(month) as first_month from months),
    placed as (
        select
            attached.*,
            greatest(
                date_trunc('month', attached.recorded_start)::date, earliest.first_month
            ) as seen_in
        from attached
        cross join earliest
    ),
    final as (
        select
            placed.allocation_id,
            placed.child_no,
            placed.period_id,
            placed.worker_no,
            placed.professional_no,
            placed.team_key,
            placed.reason,
            placed.end_reason,
            greatest(placed.recorded_start, placed.open_date) as start_date,
            least(placed.recorded_end, coalesce(placed.close_date, date '9999-12-31')) as end_date,
            placed.recorded_start,
            placed.recorded_end,
            placed.recorded_end = date '9999-12-31' as is_unended,
            coalesce(placed.is_open_after_leaving, false) as is_open_after_leaving,
            placed.recorded_end > placed.close_date as is_open_after_closure,
            months.as_at as known_from
        from placed
        join months on months.month = placed.seen_in and placed.recorded_start <= months.as_at
    )
select *
from final
