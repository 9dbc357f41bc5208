with
    applications as (select * from marts.fct_applications_month where is_in_cohort),

    final as (
        select
            month,
            team,
            service,
            application_ref as unit,
            1::double as numerator,
            null::double as denominator,
            org_role::varchar as role,
            stage as furthest,
            outcome,
            stage || '/' || outcome as furthest_outcome
        from applications
    )

select *
from final
