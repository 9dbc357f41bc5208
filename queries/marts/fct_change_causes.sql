-- grain: one row per month and change of worker in its 12 months
-- key: month, child_no, changed_on
with
    months as (select * from marts.dim_months),
    cases as (select month, child_no from marts.fct_cases_month where changes > 0),
    workers as (select distinct worker_id, worker_no from marts.dim_professionals),
    people as (
        select people.person_ref, workers.worker_no
        from marts.dim_people as people
        join workers on workers.worker_id = people.worker_id
    ),
    departures as (
        select departures.*, workers.worker_no
        from marts.fct_departures as departures
        join workers on workers.worker_id = departures.worker_id
    ),
    changes as (
        select
            period_id,
            valid_from,
            coalesce(valid_to, date '9999-12-31') as valid_to,
            child_no,
            start_date as changed_on,
            before_worker_no as previous_worker_no,
            worker_no as new_worker_no,
            reason,
            lag(before_worker_no) over (
                partition by period_id, valid_from order by start_date
            ) as worker_before_previous_no,
            before_end - 31 as seen_from,
            start_date + 31 as seen_to
        from marts.fct_holdings
        where is_change
    ),
    hr_rows as (
        select
            person_ref,
            org_role,
            coalesce(
                team, lower(trim(regexp_replace(team_as_spelled, '\s+', ' ', 'g')))
            ) as team_key,
            start_date,
            coalesce(last_day, date '9999-12-31') as last_day
        from staging.stg_hr__assignments
        union all
        select
            person_ref,
            org_role,
            coalesce(team, lower(trim(regexp_replace(team_as_spelled, '\s+', ' ', 'g')))),
            start_date,
            coalesce(last_day, date '9999-12-31')
        from staging.stg_hr__agency_assignments
    ),
    posts as (
        select people.worker_no, hr_rows.*
        from hr_rows
        join people on people.person_ref = hr_rows.person_ref
    ),
    -- the children of one worker who change hands on a day are looked at once
    looked_at as (select distinct previous_worker_no, seen_from, seen_to, changed_on from changes),
    -- the posts of the previous worker on the first and on the last day looked at
    around as (
        select
            looked_at.*,
            posts.org_role,
            posts.team_key,
            posts.start_date <= looked_at.seen_from
            and posts.last_day > looked_at.seen_from as is_before,
            posts.last_day > looked_at.seen_to as is_after
        from looked_at
        join
            posts
            on posts.worker_no = looked_at.previous_worker_no
            and posts.start_date <= looked_at.seen_to
            and posts.last_day >= looked_at.seen_from
    ),
    moves as (
        select
            previous_worker_no,
            seen_from,
            changed_on,
            coalesce(bool_or(org_role in (4, 5)) filter (is_before), false)
            and coalesce(bool_or(org_role in (1, 2, 3, 6)) filter (is_after), false)
            and not coalesce(bool_or(org_role in (4, 5)) filter (is_after), false) as is_promoted,
            count(team_key) filter (is_before) > 0
            and count(team_key) filter (is_after) > 0
            and not list_has_any(
                list(team_key) filter (is_before and team_key is not null),
                list(team_key) filter (is_after and team_key is not null)
            ) as is_moved
        from around
        group by all
    ),
    absences as (
        select
            people.worker_no,
            absences.start_date,
            coalesce(absences.last_day, date '9999-12-31') as last_day
        from staging.stg_hr__absences as absences
        join people on people.person_ref = absences.person_ref
        where
            coalesce(absences.reason, '') not in ('PUB', 'TRN')
            and (absences.last_day is null or absences.last_day - absences.start_date >= 7)
    ),
    absent as (
        select distinct looked_at.previous_worker_no, looked_at.seen_from, looked_at.changed_on
        from looked_at
        join
            absences
            on absences.worker_no = looked_at.previous_worker_no
            and absences.start_date <= looked_at.seen_to
            and absences.last_day >= looked_at.seen_from
        where
            absences.start_date >= looked_at.seen_from or absences.last_day >= looked_at.changed_on
    ),
    held_before as (
        select distinct changes.*
        from changes
        join
            changes as earlier
            on earlier.period_id = changes.period_id
            and earlier.valid_from = changes.valid_from
            and earlier.changed_on < changes.changed_on
            and earlier.previous_worker_no = changes.new_worker_no
    ),
    returned as (
        select distinct held_before.period_id, held_before.valid_from, held_before.changed_on
        from held_before
        left join
            absences
            on absences.worker_no = held_before.new_worker_no
            and absences.last_day between held_before.changed_on - 31 and held_before.seen_to
        where
            absences.worker_no is not null
            or (
                held_before.reason = 'ABSENC'
                and held_before.worker_before_previous_no = held_before.new_worker_no
            )
    ),
    explained as (
        select
            changes.period_id,
            changes.valid_from,
            changes.valid_to,
            changes.child_no,
            changes.changed_on,
            changes.previous_worker_no,
            case
                when changes.reason = 'TSPROC'
                then 'planned'
                when
                    changes.reason
                    in ('LEFTRL', 'MANAGE', 'ORGRST', 'ABSENC', 'SWDIED', 'CHCHAN', 'PCCHAN')
                then 'unplanned'
                else 'unclassified'
            end as reason_group,
            case
                when returned.period_id is not null
                then 'returned'
                when departures.is_agency_leaver
                then 'agency_ended'
                when departures.worker_no is not null
                then 'left'
                when moves.is_promoted
                then 'promoted'
                when moves.is_moved
                then 'moved_team'
                when absent.previous_worker_no is not null
                then 'absent'
                when changes.reason = 'TSPROC'
                then 'pathway'
                when moves.previous_worker_no is not null
                then 'in_post'
                else 'unknown'
            end as cause
        from changes
        left join
            returned
            on returned.period_id = changes.period_id
            and returned.valid_from = changes.valid_from
            and returned.changed_on = changes.changed_on
        left join
            departures
            on departures.worker_no = changes.previous_worker_no
            and departures.last_day between changes.seen_from and changes.seen_to
        left join
            moves
            on moves.previous_worker_no = changes.previous_worker_no
            and moves.seen_from = changes.seen_from
            and moves.changed_on = changes.changed_on
        left join
            absent
            on absent.previous_worker_no = changes.previous_worker_no
            and absent.seen_from = changes.seen_from
            and absent.changed_on = changes.changed_on
    ),
    final as (
        select
            months.month,
            explained.child_no,
            explained.changed_on,
            explained.previous_worker_no,
            explained.reason_group,
            explained.cause
        from explained
        join
            months
            on explained.changed_on between months.window_start and months.as_at
            and explained.valid_from <= months.as_at
            and explained.valid_to > months.as_at
        semi join cases on cases.month = months.month and cases.child_no = explained.child_no
    )
select *
from final
