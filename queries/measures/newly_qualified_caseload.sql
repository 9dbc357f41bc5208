with
    caseloads as (select * from marts.fct_caseloads_month where is_newly_qualified),
    roles as (select distinct month, worker_id, person_role from marts.fct_posts_month),
    final as (
        select
            caseloads.month,
            caseloads.team,
            caseloads.service,
            caseloads.worker_id as unit,
            caseloads.cases::double as numerator,
            caseloads.fte as denominator,
            roles.person_role::varchar as role
        from caseloads
        left join roles on roles.month = caseloads.month and roles.worker_id = caseloads.worker_id
    )
select *
from final
