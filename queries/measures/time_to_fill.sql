with
    filled as (select * from marts.fct_requisitions_filled_month where approved_date is not null),

    final as (
        select
            month,
            team,
            service,
            requisition_ref as unit,
            (accepted_date - approved_date)::double as numerator,
            1::double as denominator,
            org_role::varchar as role,
            hire
        from filled
        where accepted_date >= window_start
    )

select *
from final
