with months as (select * from marts.dim_months),

requisitions as (select * from marts.fct_requisitions where approved_date is not null),

final as (
    select
        months.month,
        requisitions.team,
        requisitions.service,
        requisitions.requisition_ref as unit,
        (requisitions.filled_date - requisitions.approved_date)::double as numerator,
        1::double as denominator,
        requisitions.org_role::varchar as role,
        case
            when requisitions.hired_is_internal then 'internal'
            when not requisitions.hired_is_internal then 'external'
            else 'unknown'
        end as hire
    from months
    inner join requisitions
        on requisitions.filled_date between months.window_start and months.as_at
)

select * from final
