with
    months as (select * from marts.dim_months),

    requisitions as (select * from marts.fct_requisitions),

    filled as (select * from marts.fct_requisitions_filled_month),

    cancelled as (
        select months.month, requisitions.*
        from months
        inner join
            requisitions on requisitions.cancelled_date between months.window_start and months.as_at
        anti join
            filled
            on filled.month = months.month
            and filled.requisition_ref = requisitions.requisition_ref
    ),

    final as (
        select
            month,
            team,
            service,
            requisition_ref as unit,
            1::double as numerator,
            1::double as denominator,
            org_role::varchar as role
        from filled
        where accepted_date >= window_start
        union all
        select month, team, service, requisition_ref, 0, 1, org_role::varchar
        from cancelled
    )

select *
from final
