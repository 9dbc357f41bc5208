with
    requisitions as (select * from marts.fct_requisitions_month),

    final as (
        select
            month,
            team,
            service,
            requisition_ref as unit,
            age_days::double as numerator,
            1::double as denominator,
            org_role::varchar as role,
            age_band
        from requisitions
    )

select *
from final
