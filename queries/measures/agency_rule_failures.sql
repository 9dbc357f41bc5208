with
    checks as (select * from marts.fct_agency_checks_month where verdict <> 'not yet bound'),

    final as (
        select
            month,
            team,
            service,
            post_id as unit,
            case when verdict = 'failed' then 1 else 0 end::double as numerator,
            1::double as denominator,
            rule
        from checks
    )

select *
from final
