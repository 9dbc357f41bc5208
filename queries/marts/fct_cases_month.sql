-- grain: one row per child open at the close of the month's as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_months),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings),
    teams as (select * from staging.stg_settings__teams),
    posts as (select * from marts.fct_posts_month),
    open_children as (
        select months.month, months.as_at, periods.child_id, periods.period_id, periods.team_key
        from months
        join
            periods
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') > months.as_at
    ),
    last_holders as (
        select
            open_children.month,
            open_children.child_id,
            arg_max(holdings.worker_id, holdings.start_date) as last_worker_id,
            arg_max(holdings.professional_id, holdings.start_date) as professional_id,
            arg_max(holdings.team_key, holdings.start_date) as team_key,
            max(holdings.end_date) as held_until
        from open_children
        join
            holdings
            on holdings.period_id = open_children.period_id
            and holdings.valid_from <= open_children.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > open_children.as_at
            and holdings.start_date <= open_children.as_at
        group by all
    ),
    statuses as (
        select
            months.month,
            statuses.child_id,
            arg_min(statuses.case_status, statuses.precedence) as case_status
        from staging.stg_ssd__statuses as statuses
        join
            months
            on statuses.start_date <= months.as_at
            and coalesce(statuses.end_date, date '9999-12-31') > months.as_at
        group by all
    ),
    worker_teams as (
        select
            month,
            worker_id,
            team,
            service,
            row_number() over (
                partition by month, worker_id order by sum(fte) desc nulls last, team
            ) as preference
        from posts
        group by month, worker_id, team, service
    ),
    held as (
        select
            open_children.month,
            open_children.child_id,
            open_children.as_at,
            last_holders.last_worker_id,
            last_holders.professional_id,
            case
                when last_holders.held_until > open_children.as_at
                then last_holders.last_worker_id
            end as worker_id,
            teams.team as recorded_team,
            teams.service as recorded_service
        from open_children
        left join
            last_holders
            on last_holders.month = open_children.month
            and last_holders.child_id = open_children.child_id
        left join
            teams
            on teams.team_key
            = coalesce(last_holders.team_key, open_children.team_key)
    ),
    final as (
        select
            held.month,
            held.child_id,
            held.worker_id,
            held.professional_id,
            main_team.worker_id is not null and held.worker_id is not null as is_holder_in_hr,
            case
                when main_team.worker_id is null or same_team.team is not null
                then held.recorded_team
                else main_team.team
            end as team,
            case
                when main_team.worker_id is null or same_team.team is not null
                then held.recorded_service
                else main_team.service
            end as service,
            coalesce(statuses.case_status, 'referral only') as case_status
        from held
        left join
            worker_teams as main_team
            on main_team.month = held.month
            and main_team.worker_id = held.last_worker_id
            and main_team.preference = 1
        left join
            worker_teams as same_team
            on same_team.month = held.month
            and same_team.worker_id = held.last_worker_id
            and same_team.team = held.recorded_team
        left join
            statuses
            on statuses.month = held.month
            and statuses.child_id = held.child_id
    )
select *
from final
