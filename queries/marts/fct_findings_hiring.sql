-- grain: one row per finding on requisitions and applications beside each other
-- key: finding_no
with
    requisitions as (select * from raw.recruitment_requisitions),
    applications as (select * from raw.recruitment_applications),
    positions as (select * from raw.hr_positions),
    structure as (
        select
            position_ref,
            coalesce(
                bool_or(is_frozen) filter (
                    coalesce(from_date, date '0001-01-01') <= $extract_date
                    and coalesce(to_date, date '9999-12-31') >= $extract_date
                ),
                false
            ) as is_frozen
        from positions
        group by all
    ),
    applied as (
        select
            requisition_ref,
            count(*) as applications,
            min(accepted_date) filter (is_standing) as accepted_date,
            count(*) filter (is_standing) as acceptances
        from
            (
                select
                    *,
                    accepted_date is not null
                    and withdrawn_date is null
                    and declined_date is null
                    and rejected_date is null as is_standing
                from applications
            ) as outcomes
        group by all
    ),
    asked as (
        select
            requisitions.*,
            coalesce(applied.applications, 0) as applications,
            coalesce(applied.acceptances, 0) as acceptances,
            applied.accepted_date,
            coalesce(requisitions.approved_date, requisitions.advert_open_date) as opened_on,
            structure.position_ref is not null as is_position_known,
            coalesce(structure.is_frozen, false) as is_frozen,
            exists (select 1 from positions) as has_positions,
            exists (select 1 from applications) as has_applications
        from requisitions
        left join applied on applied.requisition_ref = requisitions.requisition_ref
        left join structure on structure.position_ref = requisitions.position_ref
    ),
    requisition_tests as (
        select
            'recruitment_requisitions' as "table",
            _line as line,
            requisition_ref as record,
            unnest(
                [
                    struct_pack(
                        rule := 'requisition_without_applications',
                        "column" := 'requisition_ref',
                        value := opened_on::varchar,
                        is_broken := has_applications
                        and applications = 0
                        and cancelled_date is null
                        and opened_on < ($extract_date - interval 1 year)::date
                    ),
                    struct_pack(
                        rule := 'requisition_cancelled_and_accepted',
                        "column" := 'cancelled_date',
                        value := cancelled_date::varchar,
                        is_broken := cancelled_date is not null and acceptances > 0
                    ),
                    struct_pack(
                        rule := 'requisition_filled_before_advert',
                        "column" := 'advert_open_date',
                        value := advert_open_date::varchar,
                        is_broken := accepted_date < advert_open_date
                    ),
                    struct_pack(
                        rule := 'requisition_advertised_before_approval',
                        "column" := 'advert_open_date',
                        value := advert_open_date::varchar,
                        is_broken := advert_open_date < approved_date
                    ),
                    struct_pack(
                        rule := 'requisition_without_date',
                        "column" := 'approved_date',
                        value := null,
                        is_broken := opened_on is null
                    ),
                    struct_pack(
                        rule := 'requisition_in_future',
                        "column" := 'approved_date',
                        value := approved_date::varchar,
                        is_broken := approved_date > $extract_date
                    ),
                    struct_pack(
                        rule := 'requisition_of_unknown_position',
                        "column" := 'position_ref',
                        value := position_ref,
                        is_broken := has_positions
                        and position_ref is not null
                        and not is_position_known
                    ),
                    struct_pack(
                        rule := 'requisition_of_frozen_position',
                        "column" := 'position_ref',
                        value := position_ref,
                        is_broken := is_frozen and cancelled_date is null and acceptances = 0
                    ),
                    struct_pack(
                        rule := 'requisition_filled_twice',
                        "column" := 'requisition_ref',
                        value := 'acceptances: ' || acceptances,
                        is_broken := acceptances > 1
                    )
                ],
                recursive := true
            )
        from asked
    ),
    staged as (
        select
            applications.*,
            requisitions.advert_close_date,
            list_filter(
                [
                    applications.applied_date,
                    applications.shortlisted_date,
                    applications.interviewed_date,
                    applications.offered_date,
                    applications.accepted_date
                ],
                lambda stage:stage is not null
            ) as stages
        from applications
        left join requisitions on requisitions.requisition_ref = applications.requisition_ref
    ),
    application_tests as (
        select
            'recruitment_applications' as "table",
            _line as line,
            application_ref as record,
            unnest(
                [
                    struct_pack(
                        rule := 'stages_reversed',
                        "column" := 'applied_date',
                        value := array_to_string(stages, ', '),
                        is_broken := stages <> list_sort(stages)
                    ),
                    struct_pack(
                        rule := 'start_before_acceptance',
                        "column" := 'start_date',
                        value := start_date::varchar,
                        is_broken := start_date < accepted_date
                    ),
                    struct_pack(
                        rule := 'accepted_and_not_started',
                        "column" := 'start_date',
                        value := accepted_date::varchar,
                        is_broken := accepted_date < ($extract_date - interval 6 month)::date
                        and start_date is null
                        and withdrawn_date is null
                        and declined_date is null
                        and rejected_date is null
                    ),
                    struct_pack(
                        rule := 'accepted_and_refused',
                        "column" := 'accepted_date',
                        value := accepted_date::varchar,
                        is_broken := accepted_date is not null
                        and coalesce(declined_date, rejected_date) is not null
                    ),
                    struct_pack(
                        rule := 'offer_undecided',
                        "column" := 'offered_date',
                        value := offered_date::varchar,
                        is_broken := offered_date < ($extract_date - interval 3 month)::date
                        and coalesce(accepted_date, declined_date, withdrawn_date, rejected_date)
                        is null
                    ),
                    struct_pack(
                        rule := 'stage_in_future',
                        "column" := 'applied_date',
                        value := list_max(stages)::varchar,
                        is_broken := list_max(stages) > $extract_date
                    ),
                    struct_pack(
                        rule := 'applied_after_close',
                        "column" := 'applied_date',
                        value := applied_date::varchar,
                        is_broken := applied_date > advert_close_date
                    )
                ],
                recursive := true
            )
        from staged
    ),
    tested as (
        select *
        from requisition_tests
        union all by name
        select *
        from application_tests
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
