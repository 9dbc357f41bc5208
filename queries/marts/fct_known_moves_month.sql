-- grain: one row per month, area and coming month of which something is known
-- key: month, level, area, months_ahead
with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts_month where fte is not null),

    applications as (select * from marts.fct_applications),

    requisitions as (select * from marts.fct_requisitions),

    -- the extract's own last day is the only one whose recorded future ends were known on it
    ends as (
        select
            *,
            coalesce(
                case when kind = 'agency' or notice_given_date <= as_at then planned_end_date end,
                case when notice_given_date <= as_at or as_at = max(as_at) over () then last_day end
            ) as known_end
        from posts
    ),

    offers as (
        select
            months.month,
            months.as_at,
            applications.team,
            applications.service,
            applications.start_date as move_date,
            requisitions.fte,
            applications.is_agency_conversion
        from months
        inner join
            applications
            on applications.accepted_date <= months.as_at
            and applications.start_date > months.as_at
            and (applications.withdrawn_date is null or applications.withdrawn_date > months.as_at)
        inner join requisitions on requisitions.requisition_ref = applications.requisition_ref
        where requisitions.fte is not null
    ),

    moves as (
        select
            month,
            as_at,
            team,
            service,
            move_date,
            case when is_agency_conversion then 'conversions' else 'starters' end as flow,
            fte
        from offers
        union all
        select month, as_at, team, service, known_end, 'leavers', fte
        from ends
        where contract_type = 'permanent' and known_end > as_at
        union all
        select month, as_at, team, service, known_end, 'agency_exits', fte
        from ends
        where kind = 'agency' and known_end > as_at
    ),

    moves_by_area as (
        select *, 'authority' as level, '' as area
        from moves
        union all
        select *, 'service', service
        from moves
        where service is not null
        union all
        select *, 'team', team
        from moves
        where team is not null
    ),

    final as (
        select
            month,
            level,
            area,
            -- somebody whose last day is a month's last is gone at its close
            greatest(1, date_diff('month', as_at, move_date))::integer as months_ahead,
            coalesce(sum(fte) filter (flow = 'starters'), 0)::double as starters,
            coalesce(sum(fte) filter (flow = 'leavers'), 0)::double as leavers,
            coalesce(sum(fte) filter (flow = 'conversions'), 0)::double as conversions,
            coalesce(sum(fte) filter (flow = 'agency_exits'), 0)::double as agency_exits
        from moves_by_area
        where date_diff('month', as_at, move_date) <= 24
        group by all
        order by level, area, month, months_ahead
    )

select *
from final
