with
    caseloads as (select * from marts.fct_caseloads_month),
    roles as (select distinct month, worker_id, person_role from marts.fct_posts_month),
    loads as (
        select month, worker_id, sum(cases) / nullif(sum(fte), 0) as cases_per_fte
        from caseloads
        group by all
    ),
    final as (
        select
            caseloads.month,
            caseloads.team,
            caseloads.service,
            caseloads.worker_id as unit,
            caseloads.cases::double as numerator,
            caseloads.fte as denominator,
            roles.person_role::varchar as role,
            case
                when loads.cases_per_fte < 5
                then 'under 5'
                when loads.cases_per_fte < 10
                then '5 to under 10'
                when loads.cases_per_fte < 15
                then '10 to under 15'
                when loads.cases_per_fte < 20
                then '15 to under 20'
                when loads.cases_per_fte < 25
                then '20 to under 25'
                when loads.cases_per_fte < 30
                then '25 to under 30'
                else '30 or more'
            end as band
        from caseloads
        join loads on loads.month = caseloads.month and loads.worker_id = caseloads.worker_id
        left join roles on roles.month = caseloads.month and roles.worker_id = caseloads.worker_id
    )
select *
from final
