-- grain: one row per post spell of a worker in scope, the agency file winning where spells overlap
-- key: post_id
with
    assignments as (select * from staging.stg_hr__assignments),

    agency_assignments as (select * from staging.stg_hr__agency_assignments),

    people as (select * from marts.dim_people),

    hr_rows as (
        select
            'hr:' || assignments.assignment_ref as spell_id,
            people.worker_id,
            case
                when assignments.contract_type = 'agency' then 'agency' else 'employed'
            end as kind,
            assignments.*
        from assignments
        inner join people on people.person_ref = assignments.person_ref
        where not assignments.is_out_of_scope
    ),

    agency_rows as (
        select
            'agency:' || agency_assignments.assignment_ref as spell_id,
            people.worker_id,
            agency_assignments.*
        from agency_assignments
        inner join people on people.person_ref = agency_assignments.person_ref
        where not agency_assignments.is_out_of_scope
    ),

    agency_marked as (
        select
            worker_id,
            start_date,
            coalesce(last_day, date '9999-12-30') as last_day,
            max(coalesce(last_day, date '9999-12-30')) over (
                partition by worker_id
                order by start_date, spell_id
                rows between unbounded preceding and 1 preceding
            ) as reached
        from agency_rows
    ),

    agency_numbered as (
        select
            *,
            sum(case when reached is null or start_date > reached + 1 then 1 else 0 end) over (
                partition by worker_id
                order by start_date, last_day
                rows between unbounded preceding and current row
            ) as island
        from agency_marked
    ),

    agency_islands as (
        select worker_id, min(start_date) as island_start, max(last_day) as island_end
        from agency_numbered
        group by worker_id, island
    ),

    -- the agency file wins at the closes that both cover: the HR row stands until the agency
    -- spell has begun
    -- and again from the close of its last day
    cuts as (
        select spell_id, start_date as piece_start, null::date as cut_start
        from hr_rows
        union all
        select hr_rows.spell_id, agency_islands.island_end, agency_islands.island_start
        from hr_rows
        inner join
            agency_islands
            on agency_islands.worker_id = hr_rows.worker_id
            and agency_islands.island_start < agency_islands.island_end
            and agency_islands.island_end > hr_rows.start_date
            and (
                hr_rows.last_day is null
                or agency_islands.island_start < hr_rows.last_day
                or agency_islands.island_start <= hr_rows.start_date
            )
    ),

    pieces as (
        select
            spell_id,
            piece_start,
            lead(cut_start) over (partition by spell_id order by cut_start nulls first) as piece_end
        from cuts
    ),

    hr_pieces as (
        select
            pieces.spell_id,
            pieces.piece_start,
            coalesce(pieces.piece_end, hr_rows.last_day) as piece_last_day,
            row_number() over (partition by pieces.spell_id order by pieces.piece_start) as piece
        from pieces
        inner join hr_rows on hr_rows.spell_id = pieces.spell_id
        where
            pieces.piece_start < coalesce(pieces.piece_end, hr_rows.last_day, date '9999-12-30')
            or (
                pieces.piece_end is null
                and pieces.piece_start = hr_rows.start_date
                and hr_rows.start_date = hr_rows.last_day
            )
    ),

    posts as (
        select
            hr_rows.spell_id
            || case when hr_pieces.piece > 1 then '#' || hr_pieces.piece else '' end as post_id,
            hr_rows.worker_id,
            hr_rows.person_ref,
            hr_rows.kind,
            hr_rows.contract_type,
            hr_rows.org_role,
            hr_rows.team,
            hr_rows.service,
            hr_rows.team_as_spelled,
            hr_rows.fte,
            hr_pieces.piece_start as start_date,
            hr_pieces.piece_last_day as last_day,
            hr_rows.is_newly_qualified,
            hr_rows.position_ref,
            hr_rows.line_manager_ref,
            null::boolean as covers_vacancy,
            case
                when hr_pieces.piece_last_day = hr_rows.last_day then hr_rows.leave_reason
            end as leave_reason,
            case
                when hr_pieces.piece_last_day = hr_rows.last_day then hr_rows.leaver_destination
            end as leaver_destination,
            case
                when hr_pieces.piece_start = hr_rows.start_date then hr_rows.start_origin
            end as start_origin,
            hr_rows.continuous_service_date,
            hr_rows.notice_given_date,
            hr_rows.planned_end_date,
            hr_rows.post_title,
            hr_rows.flags
        from hr_pieces
        inner join hr_rows on hr_rows.spell_id = hr_pieces.spell_id
        union all
        select
            spell_id,
            worker_id,
            person_ref,
            'agency',
            contract_type,
            org_role,
            team,
            service,
            team_as_spelled,
            fte,
            start_date,
            last_day,
            is_newly_qualified,
            position_ref,
            line_manager_ref,
            covers_vacancy,
            null::integer,
            null::integer,
            null::integer,
            null::date,
            notice_given_date,
            planned_end_date,
            post_title,
            flags
        from agency_rows
    ),

    starts as (
        select distinct
            worker_id,
            kind,
            start_date as next_start,
            max(coalesce(last_day, date '9999-12-31')) over (
                partition by worker_id, kind
                order by start_date
                range between unbounded preceding and interval 1 day preceding
            ) as reached
        from posts
    ),

    -- a gap is bridged only where no other post runs on, and no spell of the other kind lies in it
    bridges as (
        select starts.*
        from starts
        anti join
            posts
            on posts.worker_id = starts.worker_id
            and posts.kind <> starts.kind
            and posts.start_date < starts.next_start
            and (
                posts.last_day is null
                or (posts.last_day > starts.reached and posts.start_date < posts.last_day)
            )
        where starts.next_start > starts.reached and starts.next_start <= starts.reached + 8
    ),

    followed as (
        select posts.*, bridges.next_start
        from posts
        left join
            bridges
            on bridges.worker_id = posts.worker_id
            and bridges.kind = posts.kind
            and bridges.reached = posts.last_day
    ),

    final as (
        select
            followed.post_id,
            followed.worker_id,
            followed.person_ref,
            followed.kind,
            followed.contract_type,
            followed.org_role,
            followed.team,
            followed.service,
            followed.team_as_spelled,
            followed.fte,
            followed.start_date,
            coalesce(followed.next_start, followed.last_day) as end_date,
            followed.last_day,
            followed.is_newly_qualified,
            followed.position_ref,
            case
                when followed.line_manager_ref is not null
                then coalesce(managers.worker_id, 'ref:' || followed.line_manager_ref)
            end as manager_worker_id,
            followed.covers_vacancy,
            followed.leave_reason,
            followed.leaver_destination,
            followed.start_origin,
            followed.continuous_service_date,
            followed.notice_given_date,
            followed.planned_end_date,
            followed.post_title,
            followed.flags
        from followed
        left join people as managers on managers.person_ref = followed.line_manager_ref
    )

select *
from final
