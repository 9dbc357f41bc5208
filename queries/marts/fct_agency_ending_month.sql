-- grain: one row per month, agency worker and team whose last assignment there is to end in 90 days
-- key: month, worker_id, team_or_none
with
    posts as (select * from marts.fct_posts_month where kind = 'agency'),

    cases as (select * from marts.fct_cases_month where worker_id is not null),

    salts as (select salt from raw.pseudonyms),

    -- the extract's own last day is the only one whose recorded future ends were known on it
    ends as (
        select
            *,
            coalesce(
                planned_end_date,
                case when notice_given_date <= as_at or as_at = max(as_at) over () then last_day end
            ) as known_end
        from posts
    ),

    last_ends as (
        select
            month,
            as_at,
            worker_id,
            team,
            service,
            min(person_role) as person_role,
            max(known_end)::date as known_end
        from ends
        group by all
        having
            count(*) = count(known_end)
            and max(known_end) between max(as_at) + 1 and max(as_at) + 90
    ),

    held as (select month, worker_id, team, count(*)::integer as cases from cases group by all),

    final as (
        select
            last_ends.month,
            last_ends.as_at,
            last_ends.worker_id,
            coalesce(last_ends.team, '') as team_or_none,
            upper(left(sha256(salts.salt || last_ends.worker_id), 8)) as worker,
            last_ends.team,
            last_ends.service,
            last_ends.person_role,
            last_ends.known_end,
            (last_ends.known_end - last_ends.as_at)::integer as days_left,
            coalesce(held.cases, 0)::integer as cases
        from last_ends
        left join
            held
            on held.month = last_ends.month
            and held.worker_id = last_ends.worker_id
            and held.team is not distinct from last_ends.team
        cross join salts
        order by last_ends.month, last_ends.known_end, worker, last_ends.team
    )

select *
from final
