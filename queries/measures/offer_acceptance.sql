with
    months as (select * from marts.dim_months),

    offers as (
        select * from marts.fct_applications where offer_date is not null and has_requisition
    ),

    final as (
        select
            months.month,
            offers.team,
            offers.service,
            offers.application_ref as unit,
            case when offers.accepted_date <= months.as_at then 1 else 0 end::double as numerator,
            1::double as denominator,
            offers.org_role::varchar as role,
            case
                when offers.is_internal
                then 'internal'
                when not offers.is_internal
                then 'external'
                else 'unknown'
            end as hire
        from months
        inner join
            offers
            on offers.offer_date between months.window_start and months.as_at
            and offers.decided_date <= months.as_at
    )

select *
from final
