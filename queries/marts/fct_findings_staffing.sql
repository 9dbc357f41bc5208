-- grain: one row per finding on posts beside each other and the extract date
-- key: finding_no
with
    assignments as (select * from raw.hr_assignments),
    agency_assignments as (select * from raw.agency_assignments),
    positions as (select * from raw.hr_positions),
    posts as (
        select
            'hr_assignments' as "table",
            assignment_ref,
            person_ref,
            swe_number,
            staff_number,
            post_title,
            team,
            org_role,
            contract_type,
            fte,
            start_date,
            end_date,
            start_origin,
            coalesce(leave_reason, leaver_destination) as leaving_code,
            is_newly_qualified,
            continuous_service_date,
            position_ref,
            line_manager_ref,
            notice_given_date,
            planned_end_date,
            _line as line
        from assignments
        union all by name
        select
            'agency_assignments' as "table",
            assignment_ref,
            person_ref,
            swe_number,
            staff_number,
            post_title,
            team,
            org_role,
            'agency' as contract_type,
            fte,
            start_date,
            end_date,
            is_newly_qualified,
            continuous_service_date,
            position_ref,
            line_manager_ref,
            notice_given_date,
            planned_end_date,
            _line as line
        from agency_assignments
    ),
    worked as (
        select
            *,
            upper(regexp_replace(swe_number, '[^A-Za-z0-9]', '', 'g')) as registration,
            start_date <= $extract_date
            and coalesce(end_date, date '9999-12-31') > $extract_date as is_running,
            coalesce(end_date, date '9999-12-31') as last_day
        from posts
    ),
    tested as (
        select
            "table",
            line,
            assignment_ref as record,
            unnest(
                [
                    struct_pack(
                        rule := 'start_in_future',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date > $extract_date
                    ),
                    struct_pack(
                        rule := 'end_in_future',
                        "column" := 'end_date',
                        value := end_date::varchar,
                        is_broken := end_date > $extract_date
                    ),
                    struct_pack(
                        rule := 'start_before_service',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date < continuous_service_date
                    ),
                    struct_pack(
                        rule := 'start_too_early',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date < ($extract_date - interval 55 year)::date
                    ),
                    struct_pack(
                        rule := 'leaving_code_without_end',
                        "column" := 'leave_reason',
                        value := leaving_code,
                        is_broken := end_date is null and leaving_code is not null
                    ),
                    struct_pack(
                        rule := 'leaving_code_of_agency_worker',
                        "column" := 'leave_reason',
                        value := leaving_code,
                        is_broken := contract_type = 'agency' and leaving_code is not null
                    ),
                    struct_pack(
                        rule := 'notice_after_end',
                        "column" := 'notice_given_date',
                        value := notice_given_date::varchar,
                        is_broken := notice_given_date > end_date
                    ),
                    struct_pack(
                        rule := 'notice_in_future',
                        "column" := 'notice_given_date',
                        value := notice_given_date::varchar,
                        is_broken := notice_given_date > $extract_date
                    ),
                    struct_pack(
                        rule := 'planned_end_passed',
                        "column" := 'planned_end_date',
                        value := planned_end_date::varchar,
                        is_broken := end_date is null and planned_end_date < $extract_date
                    ),
                    struct_pack(
                        rule := 'newly_qualified_manager',
                        "column" := 'is_newly_qualified',
                        value := 'org_role ' || org_role::integer,
                        is_broken := is_running and is_newly_qualified and org_role in (1, 2, 3)
                    ),
                    struct_pack(
                        rule := 'newly_qualified_for_years',
                        "column" := 'is_newly_qualified',
                        value := coalesce(continuous_service_date, start_date)::varchar,
                        is_broken := is_running
                        and is_newly_qualified
                        and coalesce(continuous_service_date, start_date)
                        < ($extract_date - interval 3 year)::date
                    ),
                    struct_pack(
                        rule := 'own_manager',
                        "column" := 'line_manager_ref',
                        value := line_manager_ref,
                        is_broken := line_manager_ref = person_ref
                    ),
                    struct_pack(
                        rule := 'registration_format',
                        "column" := 'swe_number',
                        value := swe_number,
                        is_broken
                        := not regexp_full_match(registration, '(SW)?[0-9O]{1,10}|XX[A-Z0-9]*')
                    ),
                    struct_pack(
                        rule := 'registration_missing',
                        "column" := 'swe_number',
                        value := null,
                        is_broken := is_running and swe_number is null and org_role between 1 and 6
                    )
                ],
                recursive := true
            )
        from worked
    ),
    of_rows as (select * exclude (is_broken) from tested where is_broken),
    shared_registrations as (
        select
            'registration_shared' as rule,
            "table",
            'swe_number' as "column",
            registration || ' (people: ' || count(distinct person_ref) || ')' as value,
            min(line) as line,
            registration as record
        from worked
        where registration <> ''
        group by "table", registration
        having count(distinct person_ref) > 1
    ),
    several_registrations as (
        select
            'registrations_of_person' as rule,
            "table",
            'swe_number' as "column",
            string_agg(distinct registration, ', ' order by registration) as value,
            min(line) as line,
            person_ref as record
        from worked
        where registration <> ''
        group by "table", person_ref
        having count(distinct right('0000000000' || ltrim(registration, 'SW'), 10)) > 1
    ),
    shared_staff_numbers as (
        select
            'staff_number_shared' as rule,
            "table",
            'staff_number' as "column",
            staff_number || ' (people: ' || count(distinct person_ref) || ')' as value,
            min(line) as line,
            staff_number as record
        from worked
        where staff_number is not null
        group by "table", staff_number
        having count(distinct person_ref) > 1
    ),
    above_full_time as (
        select
            'above_full_time' as rule,
            "table",
            'fte' as "column",
            'posts: ' || count(*) || ', FTE: ' || round(sum(fte), 2) as value,
            min(line) as line,
            person_ref as record
        from worked
        where is_running
        group by "table", person_ref
        having sum(fte) > 1.000001
    ),
    marked as (
        select
            *,
            max(last_day) over (
                partition by "table", person_ref, post_title, team
                order by start_date, assignment_ref
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from worked
    ),
    overlapping_posts as (
        select
            'posts_overlap' as rule,
            "table",
            'start_date' as "column",
            start_date::varchar as value,
            line,
            assignment_ref as record
        from marked
        where start_date <= covered_to
    ),
    people as (select person_ref, bool_or(is_running) as is_in_post from worked group by all),
    managed as (
        select
            case
                when managers.person_ref is null then 'manager_unknown' else 'manager_left'
            end as rule,
            worked."table",
            'line_manager_ref' as "column",
            worked.line_manager_ref as value,
            worked.line,
            worked.assignment_ref as record
        from worked
        left join people as managers on managers.person_ref = worked.line_manager_ref
        where
            worked.is_running
            and worked.line_manager_ref is not null
            and not coalesce(managers.is_in_post, false)
    ),
    structure as (
        select
            position_ref,
            max(budgeted_fte) as budgeted_fte,
            max(coalesce(to_date, date '9999-12-31')) as last_day
        from positions
        group by all
    ),
    placed as (
        select
            case
                when structure.position_ref is null
                then 'position_unknown'
                when structure.last_day < $extract_date
                then 'position_ended'
            end as rule,
            worked."table",
            'position_ref' as "column",
            worked.position_ref as value,
            worked.line,
            worked.assignment_ref as record
        from worked
        left join structure on structure.position_ref = worked.position_ref
        where
            worked.is_running
            and worked.position_ref is not null
            and exists (select 1 from positions)
    ),
    overfilled as (
        select
            'position_overfilled' as rule,
            'hr_assignments' as "table",
            'position_ref' as "column",
            worked.position_ref
            || ' (FTE: '
            || round(sum(worked.fte), 2)
            || ', budget: '
            || round(max(structure.budgeted_fte), 2)
            || ')' as value,
            min(worked.line) as line,
            worked.position_ref as record
        from worked
        join structure on structure.position_ref = worked.position_ref
        where
            worked.is_running
            and worked."table" = 'hr_assignments'
            and worked.contract_type is distinct from 'agency'
        group by worked.position_ref
        having sum(worked.fte) > max(structure.budgeted_fte) + 0.01
    ),
    found as (
        select *
        from of_rows
        union all by name
        select *
        from shared_registrations
        union all by name
        select *
        from several_registrations
        union all by name
        select *
        from shared_staff_numbers
        union all by name
        select *
        from above_full_time
        union all by name
        select *
        from overlapping_posts
        union all by name
        select *
        from managed
        union all by name
        select *
        from placed
        where rule is not null
        union all by name
        select *
        from overfilled
    ),
    final as (
        select
            row_number() over (order by rule, "table", line, record) as finding_no,
            rule,
            "table",
            "column",
            value,
            line,
            record
        from found
    )
select *
from final
