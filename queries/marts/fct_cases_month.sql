-- grain: one row per child open at the close of the month's as-at date
-- key: month, child_id
with
    months as (select * from marts.dim_months),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings),
    teams as (select * from staging.stg_settings__teams),
    posts as (select * from marts.fct_posts_month),
    allocation_teams as (select * from marts.fct_allocation_teams),
    named_referrals as (
        select child_id, open_date, arg_max(team_key, referral_id) as team_key
        from staging.stg_ssd__referrals
        where team_key is not null
        group by all
    ),
    -- the team of the latest referral that had opened by the day and names one
    referral_teams as (
        select
            periods.period_id,
            named_referrals.team_key,
            named_referrals.open_date as valid_from,
            lead(named_referrals.open_date) over (
                partition by periods.period_id order by named_referrals.open_date
            ) as valid_to
        from named_referrals
        join
            periods
            on periods.child_id = named_referrals.child_id
            and named_referrals.open_date >= periods.open_date
            and named_referrals.open_date < coalesce(periods.close_date, date '9999-12-31')
    ),
    open_children as (
        select
            months.month, months.as_at, periods.child_id, periods.period_id, referral_teams.team_key
        from months
        join
            periods
            on periods.open_date <= months.as_at
            and coalesce(periods.close_date, date '9999-12-31') > months.as_at
        left join
            referral_teams
            on referral_teams.period_id = periods.period_id
            and referral_teams.valid_from <= months.as_at
            and coalesce(referral_teams.valid_to, date '9999-12-31') > months.as_at
    ),
    last_holders as (
        select
            open_children.month,
            open_children.as_at,
            open_children.period_id,
            open_children.child_id,
            arg_max(holdings.worker_id, holdings.start_date) as last_worker_id,
            arg_max(holdings.professional_id, holdings.start_date) as professional_id,
            arg_max_null(holdings.team_key, holdings.start_date) as team_key,
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
    hr_rows as (
        select person_ref, team, service, fte, start_date, last_day, is_out_of_scope
        from staging.stg_hr__assignments
        union all
        select person_ref, team, service, fte, start_date, last_day, is_out_of_scope
        from staging.stg_hr__agency_assignments
    ),
    -- a worker outside the HR scope has an HR team too, and no FTE
    places as (
        select month, worker_id, team, service, fte, false as is_out_of_scope
        from posts
        union all
        select months.month, people.worker_id, hr_rows.team, hr_rows.service, hr_rows.fte, true
        from hr_rows
        join marts.dim_people as people on people.person_ref = hr_rows.person_ref
        join
            months
            on hr_rows.start_date <= months.as_at
            and coalesce(hr_rows.last_day, date '9999-12-31') > months.as_at
        where hr_rows.is_out_of_scope
    ),
    recorded as (
        select
            last_holders.* exclude (team_key),
            case
                when allocation_teams.period_id is not null
                then allocation_teams.team_key
                else last_holders.team_key
            end as team_key
        from last_holders
        left join
            allocation_teams
            on allocation_teams.period_id = last_holders.period_id
            and allocation_teams.worker_id = last_holders.last_worker_id
            and allocation_teams.valid_from <= last_holders.as_at
            and allocation_teams.valid_to > last_holders.as_at
    ),
    worker_teams as (
        select
            month,
            worker_id,
            team,
            service,
            is_out_of_scope,
            row_number() over (
                partition by month, worker_id order by max(fte) desc nulls last, team
            ) as preference
        from
            (
                select *
                from places
                qualify
                    is_out_of_scope = bool_and(is_out_of_scope) over (partition by month, worker_id)
            ) as counted
        group by month, worker_id, team, service, is_out_of_scope
    ),
    held as (
        select
            open_children.month,
            open_children.child_id,
            open_children.as_at,
            last_holders.last_worker_id,
            last_holders.professional_id,
            case
                when last_holders.held_until > open_children.as_at then last_holders.last_worker_id
            end as worker_id,
            last_holders.team_key is not null as is_team_recorded,
            teams.team as recorded_team,
            teams.service as recorded_service
        from open_children
        left join
            recorded as last_holders
            on last_holders.month = open_children.month
            and last_holders.child_id = open_children.child_id
        left join teams on teams.team_key = coalesce(last_holders.team_key, open_children.team_key)
    ),
    final as (
        select
            held.month,
            held.child_id,
            held.worker_id,
            held.professional_id,
            main_team.worker_id is not null
            and not main_team.is_out_of_scope
            and held.worker_id is not null as is_holder_in_hr,
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
            and held.is_team_recorded
        left join statuses on statuses.month = held.month and statuses.child_id = held.child_id
    )
select *
from final
