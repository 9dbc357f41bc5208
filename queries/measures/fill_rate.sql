with months as (select * from marts.dim_months),

requisitions as (select * from marts.fct_requisitions),

final as (
    select
        months.month,
        requisitions.team,
        requisitions.service,
        requisitions.requisition_ref as unit,
        case when requisitions.filled_date is not null then 1 else 0 end::double as numerator,
        1::double as denominator,
        requisitions.org_role::varchar as role
    from months
    inner join requisitions
        on requisitions.closed_date between months.window_start and months.as_at
)

select * from final
