-- grain: one row per month, area, side (vacancies or requisitions) and part of that side
-- key: month, level, area, side, part
with
    positions as (select * from marts.fct_positions_month),

    requisitions as (select * from marts.fct_requisitions_month),

    accepted as (select * from marts.fct_candidates_month where stage = 'accepted'),

    recruited as (
        select distinct month, position_ref from requisitions where position_ref is not null
    ),

    promised as (select distinct month, position_ref from accepted where position_ref is not null),

    -- vacancies known by team and role only cannot be told apart by post
    vacancies as (
        select
            positions.month,
            positions.team,
            positions.service,
            'vacancies' as side,
            case
                when positions.basis <> 'position'
                then 'not matched'
                when recruited.position_ref is not null
                then 'open requisition'
                when promised.position_ref is not null
                then 'offer accepted'
                when positions.is_frozen
                then 'frozen'
                else 'no requisition'
            end as part,
            positions.vacant_fte as fte
        from positions
        left join
            recruited
            on recruited.month = positions.month
            and recruited.position_ref = positions.position_id
        left join
            promised
            on promised.month = positions.month
            and promised.position_ref = positions.position_id
        where positions.vacant_fte > 0
    ),

    by_post as (select * from positions where basis = 'position'),

    bases as (select distinct month, basis from positions),

    posts as (
        select
            requisitions.month,
            requisitions.team,
            requisitions.service,
            'requisitions' as side,
            case
                when requisitions.position_ref is null
                then 'no position given'
                when bases.basis is distinct from 'position'
                then 'not matched'
                when by_post.position_id is null
                then 'position unknown'
                when by_post.vacant_fte > 0
                then 'position vacant'
                else 'position filled'
            end as part,
            requisitions.fte
        from requisitions
        left join bases on bases.month = requisitions.month
        left join
            by_post
            on by_post.month = requisitions.month
            and by_post.position_id = requisitions.position_ref
    ),

    both_sides as (
        select *
        from vacancies
        union all
        select *
        from posts
    ),

    by_area as (
        select *, 'authority' as level, '' as area
        from both_sides
        union all
        select *, 'service', service
        from both_sides
        where service is not null
        union all
        select *, 'team', team
        from both_sides
        where team is not null
    ),

    final as (
        select
            month,
            level,
            area,
            side,
            part,
            count(*) as posts,
            coalesce(sum(fte), 0)::double as fte,
            count(*) filter (fte is null) as without_fte
        from by_area
        group by all
        order by level, area, month, side, part
    )

select *
from final
