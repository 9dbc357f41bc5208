-- grain: one row per month, case holder with a post of known FTE, and team
-- key: month, worker_id, team_or_none
with
    cases as (select * from marts.fct_cases_month where is_holder_in_hr),
    posts as (select * from marts.fct_posts_month),
    weights as (select * from raw.status_weights),
    holders as (
        select
            cases.month,
            cases.worker_id,
            cases.team,
            cases.service,
            count(*) as cases,
            sum(coalesce(weights.weight, 1))::double as weighted_cases
        from cases
        left join weights on weights.case_status = cases.case_status
        group by all
    ),
    capacity as (
        select
            month,
            worker_id,
            team,
            service,
            sum(fte)::double as fte,
            bool_or(coalesce(is_newly_qualified, false)) as is_newly_qualified
        from posts
        group by all
    ),
    known as (
        select month, worker_id, bool_or(is_newly_qualified) as is_newly_qualified
        from capacity
        group by all
        having sum(fte) > 0
    ),
    final as (
        select
            known.month,
            known.worker_id,
            coalesce(holders.team, capacity.team) as team,
            coalesce(holders.service, capacity.service) as service,
            coalesce(holders.team, capacity.team, '') as team_or_none,
            holders.cases,
            holders.weighted_cases,
            capacity.fte,
            known.is_newly_qualified
        from known
        semi join
            holders as holding
            on holding.month = known.month
            and holding.worker_id = known.worker_id
        join
            (
                select month, worker_id, team, service
                from holders
                union
                select month, worker_id, team, service
                from capacity
            ) as places
            on places.month = known.month
            and places.worker_id = known.worker_id
        left join
            holders
            on holders.month = places.month
            and holders.worker_id = places.worker_id
            and holders.team is not distinct from places.team
        left join
            capacity
            on capacity.month = places.month
            and capacity.worker_id = places.worker_id
            and capacity.team is not distinct from places.team
    )
select *
from final
