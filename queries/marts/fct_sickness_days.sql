-- grain: one row per sickness absence, month shown and window counted over
-- key: absence_id, month, counted_over
with
    months as (select * from marts.dim_months),
    calendar as (select * from marts.dim_working_days),
    absences as (select * from staging.stg_hr__absences where reason = 'SIC'),

    people as (select * from marts.dim_people),

    posts as (select * from marts.fct_posts where kind = 'employed'),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    placed as (
        select
            row_number() over (
                order by
                    people.worker_id,
                    absences.start_date,
                    absences.last_day,
                    absences.working_days_lost
            ) as absence_id,
            people.worker_id,
            absences.start_date,
            absences.last_day,
            absences.working_days_lost
        from absences
        inner join people on people.person_ref = absences.person_ref
    ),

    first_day_posts as (
        select
            placed.absence_id,
            sum(posts.fte) as fte,
            min(posts.org_role)::varchar as role,
            arg_min(
                struct_pack(team := posts.team, service := posts.service),
                (- coalesce(posts.fte, 0), posts.team, posts.post_id)
            ) as post
        from placed
        inner join
            posts
            on posts.worker_id = placed.worker_id
            and posts.start_date <= placed.start_date
            and (
                posts.last_day is null
                or placed.start_date <= posts.last_day
                or placed.start_date < posts.end_date
            )
        group by placed.absence_id
    ),

    spells as (
        select
            placed.absence_id,
            placed.worker_id,
            placed.start_date,
            placed.last_day,
            placed.working_days_lost,
            first_day_posts.fte,
            first_day_posts.role,
            first_day_posts.post,
            coalesce(placed.last_day, runs.run_end) as known_end
        from placed
        inner join first_day_posts on first_day_posts.absence_id = placed.absence_id
        left join
            runs
            on runs.worker_id = placed.worker_id
            and runs.run_start <= placed.start_date
            and (runs.run_end is null or runs.run_end >= placed.start_date)
    ),

    windows as (
        select month, as_at, month as window_start, 'month' as counted_over
        from months
        union all
        select month, as_at, window_start, '12 months'
        from months
    ),
    in_window as (
        select
            windows.month,
            windows.counted_over,
            spells.*,
            least(coalesce(spells.known_end, windows.as_at), windows.as_at) as counted_to,
            greatest(spells.start_date, windows.window_start) as counted_from,
            coalesce(spells.known_end, windows.as_at) as spell_end
        from windows
        inner join
            spells
            on spells.start_date <= windows.as_at
            and (spells.known_end is null or spells.known_end >= windows.window_start)
    ),
    final as (
        select
            in_window.absence_id,
            in_window.month,
            in_window.counted_over,
            in_window.worker_id,
            in_window.post.team as team,
            in_window.post.service as service,
            in_window.role,
            case
                when in_window.working_days_lost is not null
                then
                    in_window.working_days_lost
                    * (in_window.counted_to - in_window.counted_from + 1)
                    / nullif(in_window.spell_end - in_window.start_date + 1, 0)
                else
                    (
                        to_day.working_days_to_date
                        - from_day.working_days_to_date
                        + from_day.is_working_day::integer
                    )
                    * in_window.fte
            end::double as days_lost
        from in_window
        left join calendar as from_day on from_day.day = in_window.counted_from
        left join calendar as to_day on to_day.day = in_window.counted_to
    )
select *
from final
