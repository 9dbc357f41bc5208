-- grain: one row per month that the rules are in force, agency assignment present and rule
-- key: month, post_id, rule
with
    months as (select * from marts.dim_months),

    posts as (select * from marts.fct_posts_month where kind = 'agency'),

    rules as (select * from raw.agency_rules),

    checks as (select * from raw.agency_checks),

    dates as (
        select
            max(value) filter (where key = 'agency_rules.in_force')::date as in_force,
            max(value) filter (where key = 'agency_rules.transition_end')::date as transition_end
        from raw.settings
    ),

    present as (
        select
            posts.*,
            rules.rule,
            posts.as_at >= case
                when posts.start_date < dates.in_force then dates.transition_end else dates.in_force
            end as is_bound
        from posts
        cross join rules
        cross join dates
        where posts.as_at >= dates.in_force
    ),

    final as (
        select
            present.month,
            present.as_at,
            present.post_id,
            present.worker_id,
            present.team,
            present.service,
            present.person_role,
            present.rule,
            case
                when present.is_bound
                then coalesce(checks.verdict, 'not assessable')
                else 'not yet bound'
            end as verdict,
            case when present.is_bound then checks.recorded end as recorded,
            case when present.is_bound then checks.asks end as asks,
            -- HR rows of agency workers have no columns for the rules
            case
                when present.is_bound and checks.verdict is null
                then 'the assignment is in the HR file only'
                when present.is_bound
                then checks.missing
            end as missing
        from present
        left join
            checks
            on 'agency:' || checks.assignment_ref = present.post_id
            and checks.rule = present.rule
            and checks.from_date <= present.as_at
            and (checks.until_date is null or present.as_at < checks.until_date)
    )

select *
from final
