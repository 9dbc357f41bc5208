with
    months as (select * from marts.dim_months),

    starters as (select * from marts.fct_starters),

    leavers as (select * from marts.fct_leavers),

    flows as (
        select 'start|' || starter_id as unit, start_date as flow_date, 1 as people, *
        from starters
        union all by name
        select 'leave|' || leaver_id as unit, last_day as flow_date, -1 as people, *
        from leavers
    ),

    final as (
        select
            months.month,
            flows.team,
            flows.service,
            flows.unit,
            flows.people::double as numerator,
            null::double as denominator,
            flows.role,
            flows.contract
        from months
        inner join flows on flows.flow_date between months.month and months.as_at
    )

select *
from final
