with
    requisitions as (select * from marts.fct_requisitions_month),

    final as (
        select
            month,
            team,
            service,
            requisition_ref as unit,
            1::double as numerator,
            null::double as denominator,
            org_role::varchar as role,
            age_band,
            stage
        from requisitions
    )

select *
from final
