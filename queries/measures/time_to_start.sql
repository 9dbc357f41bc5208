with
    months as (select * from marts.dim_months),

    hires as (select * from marts.fct_hires where approved_date is not null),

    final as (
        select
            months.month,
            hires.team,
            hires.service,
            hires.requisition_ref as unit,
            (hires.start_date - hires.approved_date)::double as numerator,
            1::double as denominator,
            hires.org_role::varchar as role,
            hires.hire
        from months
        inner join hires on hires.start_date between months.window_start and months.as_at
        qualify
            row_number() over (
                partition by months.month, hires.requisition_ref
                order by hires.start_date, hires.application_ref
            )
            = 1
    )

select *
from final
