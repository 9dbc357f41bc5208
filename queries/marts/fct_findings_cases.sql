-- grain: one row per finding on involvements, referrals and workers beside each other
-- key: finding_no
with
    involvements as (
        select staged.*, source._line as line
        from staging.stg_ssd__involvements as staged
        join raw.ssd_involvements as source on source.invo_involvements_id = staged.involvement_id
        where staged.role_kind = 'primary'
    ),
    referrals as (select * from raw.ssd_cin_episodes),
    professionals as (select * from raw.ssd_professionals),
    departments as (select * from raw.ssd_department),
    workers as (select * from marts.dim_professionals),
    departures as (select * from marts.fct_departures),
    periods as (select * from marts.dim_periods),
    supplied as (select * from raw.supplied),
    children as (
        select
            child_id,
            min(open_date) as first_day,
            max(coalesce(close_date, date '9999-12-31')) as last_day
        from periods
        group by all
    ),
    dated as (
        select
            case
                when start_date > $extract_date
                then 'involvement_in_future'
                when end_date > $extract_date
                then 'involvement_ends_in_future'
                when end_date = start_date
                then 'involvement_of_no_length'
            end as rule,
            case when start_date > $extract_date then 'start' else 'end' end as which,
            case when start_date > $extract_date then start_date else end_date end as day,
            line,
            involvement_id
        from involvements
    ),
    of_dates as (
        select
            rule,
            'ssd_involvements' as "table",
            'invo_involvement_' || which || '_date' as "column",
            day::varchar as value,
            line,
            involvement_id as record
        from dated
        where rule is not null
    ),
    of_children as (
        select
            case
                when children.child_id is null
                then 'involvement_without_referral'
                when involvements.start_date < children.first_day - 31
                then 'involvement_before_referral'
                when involvements.start_date > children.last_day
                then 'involvement_after_closure'
                when involvements.end_date is null and children.last_day <= $extract_date
                then 'involvement_open_after_closure'
            end as rule,
            'ssd_involvements' as "table",
            case
                when involvements.end_date is null and children.last_day <= $extract_date
                then 'invo_involvement_end_date'
                else 'invo_involvement_start_date'
            end as "column",
            involvements.start_date::varchar as value,
            involvements.line,
            involvements.involvement_id as record
        from involvements
        left join children on children.child_id = involvements.child_id
    ),
    of_workers as (
        select
            case
                when involvements.start_date > departures.last_day
                then 'involvement_after_leaving'
                else 'involvement_open_after_leaving'
            end as rule,
            'ssd_involvements' as "table",
            case
                when involvements.start_date > departures.last_day
                then 'invo_involvement_start_date'
                else 'invo_involvement_end_date'
            end as "column",
            departures.last_day::varchar as value,
            involvements.line,
            involvements.involvement_id as record
        from involvements
        join workers on workers.professional_id = involvements.professional_id
        join departures on departures.worker_id = workers.worker_id
        where
            departures.last_day <= $extract_date
            and (involvements.start_date > departures.last_day or involvements.end_date is null)
    ),
    two_primaries as (
        select
            'two_primary_workers' as rule,
            'ssd_involvements' as "table",
            'invo_professional_id' as "column",
            string_agg(
                distinct involvements.professional_id, ', ' order by professional_id
            ) as value,
            max(involvements.line) as line,
            involvements.child_id as record
        from involvements
        join children on children.child_id = involvements.child_id
        where
            involvements.professional_id is not null
            -- for a month after it begins, a handover may overlap
            and involvements.start_date < $extract_date - 31
            and coalesce(involvements.end_date, date '9999-12-31') > $extract_date
            and children.last_day > $extract_date
        group by involvements.child_id
        having count(distinct involvements.professional_id) > 1
    ),
    without_worker as (
        select
            'child_without_involvement' as rule,
            'ssd_cin_episodes' as "table",
            'cine_person_id' as "column",
            children.child_id as value,
            min(referrals._line) as line,
            children.child_id as record
        from children
        join referrals on referrals.cine_person_id = children.child_id
        anti join involvements on involvements.child_id = children.child_id
        where children.last_day > $extract_date and children.first_day < $extract_date - 31
        group by children.child_id
    ),
    ordered as (
        select
            *,
            lag(professional_id) over (
                partition by child_id order by start_date, involvement_id
            ) as previous_worker
        from involvements
        where professional_id is not null
    ),
    without_reason as (
        select
            'change_reason_missing' as rule,
            'ssd_involvements' as "table",
            'invo_worker_change_reason' as "column",
            start_date::varchar as value,
            line,
            involvement_id as record
        from ordered
        where
            previous_worker <> professional_id
            and reason is null
            and end_reason is null
            and start_date between ($extract_date - interval 1 year)::date and $extract_date
            and exists (
                select 1
                from supplied
                where table_name = 'ssd_involvements' and column_name = 'invo_worker_change_reason'
            )
    ),
    of_referrals as (
        select
            case
                when referrals.cine_referral_id is null
                then 'involvement_of_unknown_referral'
                else 'involvement_of_another_childs_referral'
            end as rule,
            'ssd_involvements' as "table",
            'invo_referral_id' as "column",
            involvements.referral_id as value,
            involvements.line,
            involvements.involvement_id as record
        from involvements
        left join referrals on referrals.cine_referral_id = involvements.referral_id
        where
            involvements.referral_id is not null
            and referrals.cine_person_id is distinct from involvements.child_id
    ),
    spelled as (
        select
            *,
            upper(
                regexp_replace(prof_social_worker_registration_no, '[^A-Za-z0-9]', '', 'g')
            ) as registration
        from professionals
    ),
    worker_tests as (
        select
            'ssd_professionals' as "table",
            _line as line,
            prof_professional_id as record,
            unnest(
                [
                    struct_pack(
                        rule := 'worker_registration_format',
                        "column" := 'prof_social_worker_registration_no',
                        value := prof_social_worker_registration_no,
                        is_broken
                        := not regexp_full_match(registration, '(SW)?[0-9O]{1,10}|XX[A-Z0-9]*')
                    ),
                    struct_pack(
                        rule := 'tray_as_worker',
                        "column" := 'prof_professional_job_title',
                        value := prof_professional_job_title,
                        is_broken := regexp_matches(
                            lower(prof_professional_job_title), '\b(tray|inbox|unallocated|duty)\b'
                        )
                    ),
                    struct_pack(
                        rule := 'worker_registration_shared',
                        "column" := 'prof_social_worker_registration_no',
                        value := registration,
                        is_broken := registration <> ''
                        and count(*) over (partition by registration) > 1
                    ),
                    struct_pack(
                        rule := 'worker_staff_number_shared',
                        "column" := 'prof_staff_id',
                        value := prof_staff_id,
                        is_broken := prof_staff_id is not null
                        and count(*) over (partition by prof_staff_id) > 1
                    )
                ],
                recursive := true
            )
        from spelled
    ),
    marked as (
        select
            *,
            max(coalesce(cine_close_date, date '9999-12-31')) over (
                partition by cine_person_id
                order by cine_referral_date, cine_referral_id
                rows between unbounded preceding and 1 preceding
            ) as covered_to
        from referrals
        where not coalesce(cine_referral_nfa, false)
    ),
    of_openings as (
        select
            case
                when cine_referral_date > $extract_date
                then 'referral_in_future'
                else 'referrals_overlap'
            end as rule,
            'ssd_cin_episodes' as "table",
            'cine_referral_date' as "column",
            cine_referral_date::varchar as value,
            _line as line,
            cine_referral_id as record
        from marked
        where cine_referral_date > $extract_date or cine_referral_date < covered_to
    ),
    starts as (
        select start_date, count(*) as starts
        from involvements
        where start_date between ($extract_date - interval 6 year)::date and $extract_date
        group by start_date
    ),
    held as (select count(*) as children from children where last_day > $extract_date),
    mass_moves as (
        select
            'mass_reallocation' as rule,
            'ssd_involvements' as "table",
            'invo_involvement_start_date' as "column",
            starts.start_date || ' (rows: ' || starts.starts || ')' as value,
            null::bigint as line,
            starts.start_date::varchar as record
        from starts
        cross join held
        where starts.starts >= 20 and starts.starts > held.children / 10
    ),
    shared_names as (
        select
            'team_name_shared' as rule,
            'ssd_department' as "table",
            'dept_team_name' as "column",
            min(dept_team_name) || ' (ids: ' || count(*) || ')' as value,
            min(_line) as line,
            lower(trim(dept_team_name)) as record
        from departments
        where dept_team_name is not null
        group by lower(trim(dept_team_name))
        having count(*) > 1
    ),
    found as (
        select *
        from of_dates
        union all by name
        select *
        from of_children
        where rule is not null
        union all by name
        select *
        from of_workers
        union all by name
        select *
        from two_primaries
        union all by name
        select *
        from without_worker
        union all by name
        select *
        from without_reason
        union all by name
        select *
        from of_referrals
        union all by name
        select * exclude (is_broken)
        from worker_tests
        where is_broken
        union all by name
        select *
        from of_openings
        union all by name
        select *
        from mass_moves
        union all by name
        select *
        from shared_names
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
