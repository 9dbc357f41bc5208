with
    candidates as (select * from marts.fct_candidates_month),

    final as (
        select
            month,
            team,
            service,
            application_ref as unit,
            waited_days::double as numerator,
            1::double as denominator,
            org_role::varchar as role,
            stage
        from candidates
    )

select *
from final
