-- grain: one row per finding on agency terms, absences, supervisions and positions
-- key: finding_no
with
    assignments as (select * from raw.hr_assignments),
    agency_assignments as (select * from raw.agency_assignments),
    absences as (select * from raw.hr_absences),
    supervisions as (select * from raw.supervisions),
    positions as (select * from raw.hr_positions),
    agency_tests as (
        select
            'agency_assignments' as "table",
            _line as line,
            assignment_ref as record,
            unnest(
                [
                    struct_pack(
                        rule := 'agency_over_two_years',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date < ($extract_date - interval 2 year)::date
                        and coalesce(end_date, date '9999-12-31') > $extract_date
                    ),
                    struct_pack(
                        rule := 'agency_price_missing',
                        "column" := 'hourly_price',
                        value := null,
                        is_broken := hourly_price is null
                        and start_date <= $extract_date
                        and coalesce(end_date, date '9999-12-31') > $extract_date
                    ),
                    struct_pack(
                        rule := 'agency_price_implausible',
                        "column" := 'hourly_price',
                        value := hourly_price::varchar,
                        is_broken := hourly_price not between 15 and 150
                    ),
                    struct_pack(
                        rule := 'agency_cover_unknown',
                        "column" := 'covers_vacancy',
                        value := null,
                        is_broken := covers_vacancy is null
                    ),
                    struct_pack(
                        rule := 'substantive_post_left_later',
                        "column" := 'substantive_left_date',
                        value := substantive_left_date::varchar,
                        is_broken := substantive_left_date > start_date
                    )
                ],
                recursive := true
            )
        from agency_assignments
    ),
    employed as (
        select person_ref, start_date, coalesce(end_date, date '9999-12-31') as last_day
        from assignments
        union all
        select person_ref, start_date, coalesce(end_date, date '9999-12-31')
        from agency_assignments
    ),
    people as (
        select person_ref, min(start_date) as first_day, max(last_day) as last_day
        from employed
        group by all
    ),
    absent as (
        select
            absences.*,
            concat_ws(' ', absences.person_ref, absences.start_date) as record,
            people.first_day,
            people.last_day,
            max(coalesce(absences.end_date, date '9999-12-31')) over (
                partition by absences.person_ref
                order by absences.start_date, absences._line
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from absences
        left join people on people.person_ref = absences.person_ref
    ),
    absence_tests as (
        select
            'hr_absences' as "table",
            _line as line,
            record,
            unnest(
                [
                    struct_pack(
                        rule := 'absences_overlap',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date <= covered_to
                    ),
                    struct_pack(
                        rule := 'absence_outside_employment',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date < first_day or start_date > last_day
                    ),
                    struct_pack(
                        rule := 'absence_beyond_leaving',
                        "column" := 'end_date',
                        value := coalesce(end_date::varchar, 'open'),
                        is_broken := start_date <= last_day
                        and last_day < $extract_date
                        and coalesce(end_date, $extract_date) > last_day
                    ),
                    struct_pack(
                        rule := 'absence_days_above_length',
                        "column" := 'working_days_lost',
                        value := working_days_lost::varchar,
                        is_broken := working_days_lost
                        > date_diff('day', start_date, coalesce(end_date, $extract_date)) + 1
                    ),
                    struct_pack(
                        rule := 'absence_open_over_a_year',
                        "column" := 'end_date',
                        value := start_date::varchar,
                        is_broken := end_date is null
                        and start_date < ($extract_date - interval 1 year)::date
                    ),
                    struct_pack(
                        rule := 'absence_in_future',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date > $extract_date
                    )
                ],
                recursive := true
            )
        from absent
    ),
    supervision_tests as (
        select
            'supervisions' as "table",
            supervisions._line as line,
            concat_ws(' ', supervisions.person_ref, supervisions.supervision_date) as record,
            unnest(
                [
                    struct_pack(
                        rule := 'supervision_of_oneself',
                        "column" := 'supervisor_ref',
                        value := supervisions.supervisor_ref,
                        is_broken := supervisions.supervisor_ref = supervisions.person_ref
                    ),
                    struct_pack(
                        rule := 'supervision_in_future',
                        "column" := 'supervision_date',
                        value := supervisions.supervision_date::varchar,
                        is_broken := supervisions.supervision_date > $extract_date
                    ),
                    struct_pack(
                        rule := 'supervision_of_unknown_person',
                        "column" := 'person_ref',
                        value := supervisions.person_ref,
                        is_broken := people.person_ref is null
                    )
                ],
                recursive := true
            )
        from supervisions
        left join people on people.person_ref = supervisions.person_ref
    ),
    spells as (
        select
            *,
            max(coalesce(to_date, date '9999-12-31')) over (
                partition by position_ref
                order by from_date nulls first
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from positions
    ),
    position_tests as (
        select
            'hr_positions' as "table",
            _line as line,
            concat_ws(' ', position_ref, from_date) as record,
            unnest(
                [
                    struct_pack(
                        rule := 'position_without_budget',
                        "column" := 'budgeted_fte',
                        value := budgeted_fte::varchar,
                        is_broken := budgeted_fte = 0
                    ),
                    struct_pack(
                        rule := 'position_above_one',
                        "column" := 'budgeted_fte',
                        value := budgeted_fte::varchar,
                        is_broken := budgeted_fte > 1.05
                    ),
                    struct_pack(
                        rule := 'position_spells_overlap',
                        "column" := 'from_date',
                        value := from_date::varchar,
                        is_broken := coalesce(from_date, date '0001-01-01') <= covered_to
                    )
                ],
                recursive := true
            )
        from spells
    ),
    tested as (
        select *
        from agency_tests
        union all by name
        select *
        from absence_tests
        union all by name
        select *
        from supervision_tests
        union all by name
        select *
        from position_tests
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
        from tested
        where is_broken
    )
select *
from final
