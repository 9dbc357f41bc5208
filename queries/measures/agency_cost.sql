with
    prices as (select * from marts.fct_agency_prices_month where agency_cost is not null),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            agency_cost::double as numerator,
            null::double as denominator,
            role
        from prices
    )

select *
from final
