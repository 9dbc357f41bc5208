-- grain: one row per finding of the contracts, and per finding that only matching shows
-- key: finding_id
with
    checked as (select * from raw.findings),
    rules as (select * from raw.rules),
    previous as (select * from raw.previous_findings),
    checkable as (select * from raw.checkable),
    files as (select "table", min(file) as file from raw.balance group by all),
    assignments as (select * from staging.stg_hr__assignments where not is_out_of_scope),
    agency_assignments as (
        select * from staging.stg_hr__agency_assignments where not is_out_of_scope
    ),
    positions as (select * from staging.stg_hr__positions where not is_out_of_scope),
    requisitions as (select * from staging.stg_recruitment__requisitions),
    applications as (select * from staging.stg_recruitment__applications),
    absences as (select * from staging.stg_hr__absences),
    involvements as (select * from staging.stg_ssd__involvements where role_kind <> 'ignore'),
    referrals as (select * from staging.stg_ssd__referrals),
    teams as (select * from staging.stg_settings__teams),
    people as (select * from marts.dim_people),
    professionals as (select * from marts.dim_professionals),
    control_totals as (select * from marts.fct_control_totals where difference <> 0),
    latest as (select max(month) as month from marts.dim_months),
    cases as (
        select cases.*
        from marts.fct_cases_month as cases
        join latest on latest.month = cases.month
        where cases.worker_id is not null
    ),
    posts as (
        select posts.* from marts.fct_posts_month as posts join latest on latest.month = posts.month
    ),
    team_rows as (
        select 'hr_assignments' as "table", 'team' as "column", team_as_spelled, team, source_line
        from assignments
        union all
        select 'agency_assignments', 'team', team_as_spelled, team, source_line
        from agency_assignments
        union all
        select 'hr_positions', 'team', team_as_spelled, team, source_line
        from positions
        union all
        select 'recruitment_requisitions', 'team', team_as_spelled, team, source_line
        from requisitions
        where not is_out_of_scope
        union all
        select 'ssd_involvements', 'invo_professional_team', involvements.team_key, teams.team, null
        from involvements
        left join teams on teams.team_key = involvements.team_key
        where involvements.team_key is not null
        union all
        select 'ssd_cin_episodes', 'cine_referral_team', referrals.team_key, teams.team, null
        from referrals
        left join teams on teams.team_key = referrals.team_key
        where referrals.team_key is not null
    ),
    unmatched_teams as (
        select
            case when team_as_spelled is null then 'blank_team' else 'unmatched_team' end as rule,
            "table",
            "column",
            concat_ws(' ', team_as_spelled, '(rows: ' || count(*) || ')') as value,
            min(source_line) as line,
            team_as_spelled as record
        from team_rows
        where team is null
        group by "table", "column", team_as_spelled
    ),
    role_rows as (
        select 'hr_assignments' as "table", source_line
        from assignments
        where org_role is null
        union all
        select 'agency_assignments', source_line
        from agency_assignments
        where org_role is null
    ),
    unknown_roles as (
        select
            'unknown_role' as rule,
            "table",
            'org_role' as "column",
            '(rows: ' || count(*) || ')' as value,
            min(source_line) as line,
            null::varchar as record
        from role_rows
        group by "table"
    ),
    orphans as (
        select
            'unknown_person' as rule,
            'hr_absences' as "table",
            'person_ref' as "column",
            absences.person_ref as value,
            absences.source_line as line,
            concat_ws(' ', absences.person_ref, absences.start_date) as record
        from absences
        anti join people on people.person_ref = absences.person_ref
        union all
        select
            'unknown_requisition',
            'recruitment_applications',
            'requisition_ref',
            applications.requisition_ref,
            applications.source_line,
            applications.application_ref
        from applications
        anti join requisitions on requisitions.requisition_ref = applications.requisition_ref
        union all
        select
            'unknown_match',
            'worker_matches',
            'person_ref',
            matches.person_ref,
            matches._line,
            matches.person_ref
        from raw.worker_matches as matches
        anti join people on people.person_ref = matches.person_ref
        union all
        select
            'unknown_match',
            'worker_matches',
            'professional_id',
            matches.professional_id,
            matches._line,
            matches.professional_id
        from raw.worker_matches as matches
        anti join professionals on professionals.professional_id = matches.professional_id
    ),
    known_by_id_only as (
        select
            'not_in_professionals' as rule,
            'ssd_involvements' as "table",
            'invo_professional_id' as "column",
            'ids: '
            || count(distinct involvements.professional_id)
            || ', rows: '
            || count(*) as value,
            null::bigint as line,
            null::varchar as record
        from involvements
        join professionals on professionals.professional_id = involvements.professional_id
        where not professionals.is_in_professionals
        having count(*) > 0
    ),
    holders as (
        select worker_id, min(professional_id) as professional_id, count(*) as cases
        from cases
        group by worker_id
    ),
    capacity as (select worker_id, sum(fte)::double as fte from posts group by worker_id),
    matched as (
        select worker_id, bool_or(matched_by is not null) as is_matched
        from professionals
        group by worker_id
    ),
    judged_holders as (
        select
            case
                when not matched.is_matched
                then 'holder_not_matched'
                when capacity.worker_id is null
                then 'holder_without_post'
                when coalesce(capacity.fte, 0) = 0
                then 'holder_without_fte'
                when holders.cases / capacity.fte > 50
                then 'extreme_caseload'
            end as rule,
            'ssd_involvements' as "table",
            'invo_professional_id' as "column",
            holders.professional_id
            || ' (cases: '
            || holders.cases
            || coalesce(', FTE: ' || round(capacity.fte, 2), '')
            || ')' as value,
            null::bigint as line,
            holders.professional_id as record
        from holders
        join matched on matched.worker_id = holders.worker_id
        left join capacity on capacity.worker_id = holders.worker_id
    ),
    structure as (
        select distinct
            'few_position_refs' as rule,
            'hr_assignments' as "table",
            'position_ref' as "column",
            null::varchar as value,
            null::bigint as line,
            null::varchar as record
        from marts.fct_positions_month as positions_month
        join latest on latest.month = positions_month.month
        where positions_month.basis = 'team_and_role'
    ),
    differences as (
        select
            'control_total' as rule,
            'control_totals' as "table",
            name as "column",
            'given ' || given || ', counted ' || round(counted, 2) as value,
            null::bigint as line,
            null::varchar as record
        from control_totals
    ),
    of_families as (
        select *
        from marts.fct_findings_cases
        union all by name
        select *
        from marts.fct_findings_hiring
        union all by name
        select *
        from marts.fct_findings_plans
        union all by name
        select *
        from marts.fct_findings_staff_records
        union all by name
        select *
        from marts.fct_findings_staffing
    ),
    -- what was not sent is not blank, and nothing can be said of it
    checked_families as (
        select of_families.* exclude (finding_no)
        from of_families
        semi join
            checkable
            on checkable.rule = of_families.rule
            and checkable."table" = of_families."table"
    ),
    found as (
        select *
        from unmatched_teams
        union all
        select *
        from unknown_roles
        union all
        select *
        from orphans
        union all
        select *
        from known_by_id_only
        union all
        select *
        from judged_holders
        where rule is not null
        union all
        select *
        from structure
        union all
        select *
        from differences
        union all by name
        select * exclude (finding_no)
        from marts.fct_findings_drift
        union all by name
        select *
        from checked_families
    ),
    worded as (
        select
            coalesce(files.file, 'authority.toml') as file,
            found.line,
            found."table",
            found."column",
            found.value,
            found.rule,
            rules.severity,
            replace(rules.message, '{column}', found."column") as message,
            replace(rules.fix, '{column}', found."column") as fix,
            false as quarantined,
            null::varchar as child_id,
            null::date as start_date,
            found.record
        from found
        join rules on rules.rule = found.rule
        left join files on files."table" = found."table"
    ),
    gathered as (
        select *
        from checked
        union all by name
        select *
        from worded
    ),
    keyed as (
        select
            * exclude (record),
            -- the same finding in the next extract, whatever line it stands on
            md5(concat_ws(chr(31), "table", coalesce(record, ''), "column", rule)) as finding_key
        from gathered
    ),
    final as (
        select
            row_number() over (
                order by
                    keyed.file,
                    keyed.line nulls last,
                    keyed."column",
                    keyed.rule,
                    keyed.value,
                    keyed.child_id
            ) as finding_id,
            keyed.*,
            coalesce(previous.first_seen, $extract_date::date) as first_seen,
            coalesce(previous.runs_failing, 0) + 1 as runs_failing
        from keyed
        left join previous on previous.finding_key = keyed.finding_key
    )
select *
from final
