-- grain: one row per month, area and role with an agency assignment present
-- key: month, level, area, role
with
    posts as (select * from marts.fct_posts_month where kind = 'agency'),

    assignments as (select * from staging.stg_hr__agency_assignments),

    employed as (select * from raw.settings_employed_hourly),

    hours as (
        select coalesce(max(value)::double, 37) * 52 / 12 as hours_a_month
        from raw.settings
        where key = 'reading.standard_hours'
    ),

    priced as (
        select
            posts.month,
            posts.as_at,
            posts.team,
            posts.service,
            coalesce(posts.person_role::varchar, 'not recorded') as role,
            case when assignments.hourly_price > 0 then posts.fte end as priced_fte,
            assignments.hourly_price * hours.hours_a_month * posts.fte as agency_cost,
            case
                when assignments.hourly_price > 0
                then employed.hourly * hours.hours_a_month * posts.fte
            end as employed_cost
        from posts
        cross join hours
        left join assignments on 'agency:' || assignments.assignment_ref = posts.post_id
        left join employed on employed.org_role = posts.person_role
    ),

    priced_by_area as (
        select *, 'authority' as level, '' as area
        from priced
        union all
        select *, 'service', service
        from priced
        where service is not null
        union all
        select *, 'team', team
        from priced
        where team is not null
    ),

    final as (
        select
            month,
            as_at,
            level,
            area,
            role,
            count(*)::integer as assignments,
            count(priced_fte)::integer as priced,
            sum(priced_fte)::double as fte,
            sum(agency_cost) filter (priced_fte is not null)::double as agency_cost,
            count(employed_cost)::integer as compared,
            sum(agency_cost) filter (employed_cost is not null)::double as compared_cost,
            sum(employed_cost)::double as employed_cost
        from priced_by_area
        group by all
        order by month, level, area, role
    )

select *
from final
