with
    newly as (select * from marts.fct_newly_qualified_month),

    supervisions as (select * from staging.stg_hr__supervisions),

    people as (select * from marts.dim_people),

    met as (
        select people.worker_id, supervisions.supervision_date
        from supervisions
        inner join people on people.person_ref = supervisions.person_ref
    ),

    final as (
        select
            newly.month,
            newly.team,
            newly.service,
            newly.worker_id as unit,
            case
                when
                    exists (
                        select 1
                        from met
                        where
                            met.worker_id = newly.worker_id
                            and met.supervision_date between newly.as_at - 30 and newly.as_at
                    )
                then 1
                else 0
            end::double as numerator,
            1::double as denominator,
            newly.role
        from newly
    )

select *
from final
