with
    months as (select * from marts.dim_months),

    hires as (select * from marts.fct_hires),

    final as (
        select
            months.month,
            hires.team,
            hires.service,
            hires.application_ref as unit,
            1::double as numerator,
            null::double as denominator,
            hires.org_role::varchar as role,
            hires.hire_source
        from months
        inner join hires on hires.start_date between months.window_start and months.as_at
    )

select *
from final
