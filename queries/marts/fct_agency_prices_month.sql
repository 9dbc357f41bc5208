-- grain: one row per month and agency post at its close
-- key: month, post_id
with
    posts as (select * from marts.fct_posts_month where kind = 'agency'),

    assignments as (select * from staging.stg_hr__agency_assignments),

    employed as (select * from raw.settings_employed_hourly),

    hours as (
        select coalesce(max(value)::double, 37) * 52 / 12 as hours_a_month
        from raw.settings
        where key = 'reading.standard_hours'
    ),

    final as (
        select
            posts.month,
            posts.as_at,
            posts.post_id,
            posts.worker_id,
            posts.team,
            posts.service,
            posts.person_role::varchar as role,
            case when assignments.hourly_price > 0 then posts.fte end as priced_fte,
            case
                when assignments.hourly_price > 0
                then assignments.hourly_price * hours.hours_a_month * posts.fte
            end as agency_cost,
            case
                when assignments.hourly_price > 0
                then employed.hourly * hours.hours_a_month * posts.fte
            end as employed_cost
        from posts
        cross join hours
        left join assignments on 'agency:' || assignments.assignment_ref = posts.post_id
        left join employed on employed.org_role = posts.person_role
    )

select *
from final
