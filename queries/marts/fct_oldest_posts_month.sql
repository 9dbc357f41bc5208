-- grain: one row per month, area and place among its 20 posts that have been open longest
-- key: month, level, area, place
with
    posts as (select * from marts.fct_requisitions_month),
    posts_by_area as (
        select *, 'authority' as level, '' as area
        from posts
        union all
        select *, 'service', service
        from posts
        where service is not null
        union all
        select *, 'team', team
        from posts
        where team is not null
    ),
    final as (
        select
            month,
            as_at,
            level,
            area,
            row_number() over (
                partition by month, level, area order by age_days desc, requisition_ref
            ) as place,
            requisition_ref,
            position_ref,
            team,
            org_role,
            approved_date::date as approved_date,
            age_days,
            stage
        from posts_by_area
        qualify place <= 20
        order by month, level, area, place
    )
select *
from final
