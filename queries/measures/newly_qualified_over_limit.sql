with
    caseloads as (select * from marts.fct_caseloads_month),
    roles as (select distinct month, worker_id, person_role from marts.fct_posts_month),
    limits as (
        select value::double as limit_per_fte
        from raw.settings
        where key = 'caseload.newly_qualified_limit'
    ),
    -- cases held where no FTE is known count from the first level up at which some is
    placed as (
        select
            * replace (
                case when fte > 0 then team end as team,
                case
                    when sum(fte) over (partition by month, worker_id, service) > 0 then service
                end as service
            )
        from caseloads
    ),
    final as (
        select
            placed.month,
            placed.team,
            placed.service,
            placed.worker_id as unit,
            round(
                coalesce(placed.cases, 0) - limits.limit_per_fte * coalesce(placed.fte, 0), 6
            )::double as numerator,
            coalesce(placed.cases, 0)::double as denominator,
            roles.person_role::varchar as role
        from placed
        cross join limits
        left join roles on roles.month = placed.month and roles.worker_id = placed.worker_id
        where placed.is_newly_qualified
    )
select *
from final
