with
    caseloads as (select * from marts.fct_caseloads_month),
    limits as (
        select value::double as limit_per_fte
        from raw.settings
        where key = 'caseload.limit_per_fte'
    ),
    final as (
        select
            caseloads.month,
            caseloads.team,
            caseloads.service,
            caseloads.worker_id as unit,
            round(
                coalesce(caseloads.cases, 0)
                - limits.limit_per_fte * coalesce(caseloads.fte, 0),
                6
            )::double as numerator,
            coalesce(caseloads.cases, 0)::double as denominator
        from caseloads
        cross join limits
    )
select *
from final
