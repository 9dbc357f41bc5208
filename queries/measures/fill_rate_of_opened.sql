with
    months as (select * from marts.dim_months),

    requisitions as (select * from marts.fct_requisitions),

    filled as (select * from marts.fct_requisitions_filled_month),

    final as (
        select
            months.month,
            requisitions.team,
            requisitions.service,
            requisitions.requisition_ref as unit,
            case when filled.requisition_ref is null then 0 else 1 end::double as numerator,
            1::double as denominator,
            requisitions.org_role::varchar as role
        from months
        inner join
            requisitions on requisitions.approved_date between months.window_start and months.as_at
        left join
            filled
            on filled.month = months.month
            and filled.requisition_ref = requisitions.requisition_ref
    )

select *
from final
