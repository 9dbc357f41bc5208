-- grain: one row per month, case holder with a post of known FTE that day, and team
-- key: month, worker_id, team_or_none
with
    months as (select * from marts.dim_months),
    posts as (select * from marts.fct_posts),
    allocation_teams as (select * from marts.fct_allocation_teams),
    workers as (select distinct worker_id, worker_no from marts.dim_professionals),
    holdings as (
        select
            holdings.* exclude (start_date, end_date, team_key),
            workers.worker_id,
            greatest(
                holdings.start_date, coalesce(allocation_teams.valid_from, holdings.start_date)
            ) as start_date,
            least(
                holdings.end_date, coalesce(allocation_teams.valid_to, holdings.end_date)
            ) as end_date,
            case
                when allocation_teams.period_id is not null
                then allocation_teams.team_key
                else holdings.team_key
            end as team_key
        from marts.fct_holdings as holdings
        join workers on workers.worker_no = holdings.worker_no
        left join
            allocation_teams
            on allocation_teams.period_id = holdings.period_id
            and allocation_teams.worker_no = holdings.worker_no
            and allocation_teams.valid_from < holdings.end_date
            and allocation_teams.valid_to > holdings.start_date
    ),
    teams as (select * from staging.stg_settings__teams),
    bounded as (
        select
            worker_id,
            team,
            service,
            fte,
            start_date,
            coalesce(end_date, date '9999-12-31') as end_date
        from posts
        where start_date < coalesce(end_date, date '9999-12-31')
    ),
    breaks as (
        select worker_id, start_date as day
        from bounded
        union
        select worker_id, end_date
        from bounded
    ),
    segments as (
        select
            worker_id,
            day as segment_start,
            lead(day) over (partition by worker_id order by day) as segment_end
        from breaks
    ),
    capacity as (
        select
            segments.worker_id,
            segments.segment_start,
            segments.segment_end,
            bounded.team,
            bounded.service,
            sum(bounded.fte)::double as fte,
            max(bounded.fte)::double as largest_fte
        from segments
        join
            bounded
            on bounded.worker_id = segments.worker_id
            and bounded.start_date <= segments.segment_start
            and bounded.end_date >= segments.segment_end
        group by all
    ),
    known as (
        select
            worker_id,
            segment_start,
            segment_end,
            arg_min_null(team, (- coalesce(largest_fte, 0), team)) as main_team,
            arg_min_null(service, (- coalesce(largest_fte, 0), team)) as main_service,
            list(team) as teams
        from capacity
        group by all
        having sum(fte) > 0
    ),
    spans as (select min(month) as first_month, max(month) as last_month from months),
    -- each holding once a month of its own days, so that it need not be tried against every month
    holdings_by_month as (
        select
            holdings.*,
            spans.first_month,
            unnest(
                range(
                    date_diff(
                        'month',
                        spans.first_month,
                        greatest(holdings.start_date, holdings.valid_from, spans.first_month)
                    ),
                    date_diff(
                        'month',
                        spans.first_month,
                        least(holdings.end_date, holdings.valid_to, spans.last_month)
                    )
                    + 1
                )
            ) as month_no
        from holdings
        cross join spans
    ),
    numbered_months as (
        select *, date_diff('month', spans.first_month, months.month) as month_no
        from months
        cross join spans
    ),
    pieces as (
        select
            months.month,
            holdings.worker_id,
            known.segment_start,
            case
                when list_contains(known.teams, teams.team) then teams.team else known.main_team
            end as team,
            case
                when list_contains(known.teams, teams.team)
                then teams.service
                else known.main_service
            end as service,
            greatest(months.month, known.segment_start) as earliest_from,
            least(months.as_at + 1, known.segment_end) as latest_to,
            greatest(holdings.start_date, months.month, known.segment_start) as from_date,
            least(holdings.end_date, months.as_at + 1, known.segment_end) as to_date
        from holdings_by_month as holdings
        join
            numbered_months as months
            on months.month_no = holdings.month_no
            and holdings.start_date <= months.as_at
            and holdings.end_date > months.month
            and holdings.valid_from <= months.as_at
            and coalesce(holdings.valid_to, date '9999-12-31') > months.as_at
        join
            known
            on known.worker_id = holdings.worker_id
            and known.segment_start < least(holdings.end_date, months.as_at + 1)
            and known.segment_end > greatest(holdings.start_date, months.month)
        left join teams on teams.team_key = holdings.team_key
    ),
    by_segment as (
        select
            month,
            worker_id,
            segment_start,
            team,
            service,
            sum(to_date - from_date)::bigint as case_days,
            max(latest_to - earliest_from) as segment_days,
            bool_or(from_date = earliest_from and to_date = latest_to) as is_held_throughout
        from pieces
        group by all
    ),
    case_days as (
        select month, worker_id, team, service, sum(case_days)::bigint as case_days
        from by_segment
        group by all
    ),
    segments_held as (
        select
            month,
            worker_id,
            segment_start,
            max(segment_days) as segment_days,
            bool_or(is_held_throughout) as is_held_throughout
        from by_segment
        group by all
    ),
    held_in_part as (
        select
            pieces.month, pieces.worker_id, pieces.segment_start, pieces.from_date, pieces.to_date
        from pieces
        join
            segments_held
            on segments_held.month = pieces.month
            and segments_held.worker_id = pieces.worker_id
            and segments_held.segment_start = pieces.segment_start
        where not segments_held.is_held_throughout
    ),
    marked as (
        select
            *,
            max(to_date) over (
                partition by month, worker_id, segment_start
                order by from_date, to_date
                rows between unbounded preceding and 1 preceding
            ) as covered_until
        from held_in_part
    ),
    held_days as (
        select month, worker_id, segment_start, segment_days as days
        from segments_held
        where is_held_throughout
        union all
        select
            month,
            worker_id,
            segment_start,
            sum(
                greatest(0, to_date - greatest(from_date, coalesce(covered_until, from_date)))
            )::bigint
        from marked
        group by all
    ),
    fte_days as (
        select
            held_days.month,
            held_days.worker_id,
            capacity.team,
            capacity.service,
            sum(held_days.days * capacity.fte)::double as fte_days
        from held_days
        join
            capacity
            on capacity.worker_id = held_days.worker_id
            and capacity.segment_start = held_days.segment_start
        group by all
    ),
    final as (
        select
            coalesce(case_days.month, fte_days.month) as month,
            coalesce(case_days.worker_id, fte_days.worker_id) as worker_id,
            coalesce(case_days.team, fte_days.team) as team,
            coalesce(case_days.service, fte_days.service) as service,
            coalesce(case_days.team, fte_days.team, '') as team_or_none,
            case_days.case_days,
            fte_days.fte_days
        from case_days
        full join
            fte_days
            on fte_days.month = case_days.month
            and fte_days.worker_id = case_days.worker_id
            and fte_days.team is not distinct from case_days.team
    )
select *
from final
