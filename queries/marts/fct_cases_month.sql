-- grain: one row per child open at the close of the month's as-at date, with the 12 months to it
-- key: month, child_id
with
    months as (select * from marts.dim_months),
    periods as (select * from marts.dim_periods),
    holdings as (select * from marts.fct_holdings),
    professionals as (select * from marts.dim_professionals),
    -- names are turned into numbers here and below, where they are few
    teams as (
        select team_key, team::marts.team_name as team, service::marts.service_name as service
        from staging.stg_settings__teams
    ),
    posts as (select * from marts.fct_posts_month),
    allocation_teams as (select * from marts.fct_allocation_teams),
    child_years as (select * from marts.fct_child_years where is_in_cohort),
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
        select child_years.*, months.as_at, referral_teams.team_key
        from child_years
        join months on months.month = child_years.month
        left join
            referral_teams
            on referral_teams.period_id = child_years.open_period_id
            and referral_teams.valid_from <= months.as_at
            and coalesce(referral_teams.valid_to, date '9999-12-31') > months.as_at
    ),
    held as (
        select
            open_children.* exclude (team_key),
            open_children.team_key as referral_team_key,
            holdings.worker_no,
            holdings.professional_no,
            holdings.end_date > open_children.as_at as is_held,
            case
                when allocation_teams.period_id is not null
                then allocation_teams.team_key
                else holdings.team_key
            end as team_key
        from open_children
        left join
            holdings
            on holdings.period_id = open_children.open_period_id
            and holdings.valid_from <= open_children.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > open_children.as_at
            and holdings.start_date <= open_children.as_at
            and coalesce(holdings.next_start, date '9999-12-31') > open_children.as_at
        left join
            allocation_teams
            on allocation_teams.period_id = holdings.period_id
            and allocation_teams.worker_no = holdings.worker_no
            and allocation_teams.valid_from <= open_children.as_at
            and allocation_teams.valid_to > open_children.as_at
    ),
    children as (select child_id, child_no from periods where period_no = 1),
    dated_statuses as (
        select
            children.child_no,
            statuses.precedence,
            statuses.start_date,
            coalesce(statuses.end_date, date '9999-12-31') as end_date,
            statuses.row_no
        from staging.stg_ssd__statuses as statuses
        join children on children.child_id = statuses.child_id
    ),
    marked_statuses as (
        select
            *,
            max(end_date) over (
                partition by child_no, precedence
                order by start_date, end_date, row_no
                rows between unbounded preceding and 1 preceding
            ) as ended_so_far
        from dated_statuses
    ),
    numbered_statuses as (
        select
            *,
            count(*) filter (ended_so_far is null or start_date > ended_so_far) over (
                partition by child_no, precedence order by start_date, end_date, row_no
            ) as run_no
        from marked_statuses
    ),
    -- stretches of one status that touch or overlap are one
    status_runs as (
        select
            child_no, precedence, run_no, min(start_date) as start_date, max(end_date) as end_date
        from numbered_statuses
        group by all
    ),
    first_statuses as (
        select
            months.month,
            status_runs.child_no,
            min(status_runs.precedence) as precedence,
            arg_min(status_runs.start_date, status_runs.precedence) as start_date
        from status_runs
        join
            months on status_runs.start_date <= months.as_at and status_runs.end_date > months.as_at
        group by all
    ),
    status_names as (
        select distinct precedence, case_status, case_status <> 'assessment' as is_plan
        from staging.stg_ssd__statuses
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
    places_that_count as (
        select *
        from places
        qualify is_out_of_scope = bool_and(is_out_of_scope) over (partition by month, worker_id)
    ),
    fte_by_team as (
        select
            month,
            worker_id,
            team::marts.team_name as team,
            service::marts.service_name as service,
            is_out_of_scope,
            max(fte) as fte
        from places_that_count
        group by all
    ),
    workers as (select distinct worker_id, worker_no from professionals),
    worker_teams as (
        select
            fte_by_team.month,
            workers.worker_no,
            fte_by_team.is_out_of_scope,
            first(team order by fte desc nulls last, team) as team,
            first(service order by fte desc nulls last, team) as service,
            list(team) as teams
        from fte_by_team
        join workers on workers.worker_id = fte_by_team.worker_id
        group by fte_by_team.month, workers.worker_no, fte_by_team.is_out_of_scope
    ),
    placed as (
        select
            held.* exclude (team_key, referral_team_key),
            teams.team as recorded_team,
            teams.service as recorded_service,
            worker_teams.worker_no is not null and not worker_teams.is_out_of_scope as is_in_hr,
            worker_teams.team as main_team,
            worker_teams.service as main_service,
            worker_teams.worker_no is null
            or held.team_key is not null
            and coalesce(list_contains(worker_teams.teams, teams.team), false) as is_as_recorded
        from held
        left join
            worker_teams
            on worker_teams.month = held.month
            and worker_teams.worker_no = held.worker_no
        left join teams on teams.team_key = coalesce(held.team_key, held.referral_team_key)
    ),
    final as (
        select
            placed.month,
            placed.child_no,
            children.child_id,
            case when placed.is_held then professionals.worker_id end as worker_id,
            professionals.professional_id,
            coalesce(placed.is_in_hr and placed.is_held, false) as is_holder_in_hr,
            case
                when placed.is_as_recorded then placed.recorded_team else placed.main_team
            end as team,
            case
                when placed.is_as_recorded then placed.recorded_service else placed.main_service
            end as service,
            coalesce(status_names.case_status, 'referral only') as case_status,
            -- days since the plan or time in care began, where the child is on a plan or in care
            case
                when status_names.is_plan
                then date_diff('day', first_statuses.start_date, placed.as_at) + 1
            end as plan_days,
            placed.distinct_workers,
            placed.changes,
            placed.changes_in_month,
            placed.changes_planned,
            placed.changes_unplanned,
            placed.changes_unclassified,
            placed.unallocated_days,
            placed.allocated_days,
            placed.top_worker_days,
            placed.open_days,
            placed.open_days_in_month
        from placed
        join children on children.child_no = placed.child_no
        left join professionals on professionals.professional_no = placed.professional_no
        left join
            first_statuses
            on first_statuses.month = placed.month
            and first_statuses.child_no = placed.child_no
        left join status_names on status_names.precedence = first_statuses.precedence
    )
select *
from final
