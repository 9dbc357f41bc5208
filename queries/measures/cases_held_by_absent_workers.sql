-- key: month, unit
with
    cases as (select * from marts.fct_cases_month),
    months as (select * from marts.dim_months),
    absences as (select * from staging.stg_hr__absences),
    people as (select * from marts.dim_people),
    absent as (
        select distinct months.month, people.worker_id
        from absences
        join people on people.person_ref = absences.person_ref
        join
            months
            on absences.start_date <= months.as_at
            and coalesce(absences.last_day, date '9999-12-31') > months.as_at
        where coalesce(absences.reason, '') not in ('PUB', 'TRN')
    ),
    final as (
        select
            cases.month,
            cases.team,
            cases.service,
            cases.child_id as unit,
            1::double as numerator,
            null::double as denominator,
            cases.case_status
        from cases
        join absent on absent.month = cases.month and absent.worker_id = cases.worker_id
    )
select *
from final
