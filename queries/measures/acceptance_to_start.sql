with
    months as (select * from marts.dim_months),

    accepted as (
        select * from marts.fct_applications where accepted_date is not null and has_requisition
    ),

    hires as (select * from marts.fct_hires),

    final as (
        select
            months.month,
            accepted.team,
            accepted.service,
            accepted.application_ref as unit,
            case when hires.start_date <= months.as_at then 1 else 0 end::double as numerator,
            1::double as denominator,
            accepted.org_role::varchar as role,
            case
                when accepted.is_internal
                then 'internal'
                when not accepted.is_internal
                then 'external'
                else 'unknown'
            end as hire
        from months
        inner join accepted on accepted.accepted_date between months.window_start and months.as_at
        left join hires on hires.application_ref = accepted.application_ref
    )

select *
from final
