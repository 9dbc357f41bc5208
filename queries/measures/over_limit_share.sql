with
    caseloads as (select * from marts.fct_caseloads_month),
    roles as (select distinct month, worker_id, person_role from marts.fct_posts_month),
    limits as (
        select value::double as limit_per_fte from raw.settings where key = 'caseload.limit_per_fte'
    ),
    final as (
        select
            caseloads.month,
            caseloads.team,
            caseloads.service,
            caseloads.worker_id as unit,
            round(
                coalesce(caseloads.cases, 0) - limits.limit_per_fte * coalesce(caseloads.fte, 0), 6
            )::double as numerator,
            coalesce(caseloads.cases, 0)::double as denominator,
            roles.person_role::varchar as role
        from caseloads
        cross join limits
        left join roles on roles.month = caseloads.month and roles.worker_id = caseloads.worker_id
    )
select *
from final
