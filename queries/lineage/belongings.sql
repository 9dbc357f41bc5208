-- every accepted row with the person, child, post or application that it tells of, and the days
-- it tells of; a row
-- reached through another one tells of the days that both cover
with
    people as (select * from marts.dim_people),
    professionals as (select * from marts.dim_professionals),
    hr_rows as (
        select
            'hr_assignments' as table_name,
            _file,
            _line,
            assignment_ref as row_id,
            person_ref,
            line_manager_ref,
            position_ref,
            start_date,
            end_date
        from raw.hr_assignments
        union all
        select
            'agency_assignments',
            _file,
            _line,
            assignment_ref,
            person_ref,
            line_manager_ref,
            position_ref,
            start_date,
            end_date
        from raw.agency_assignments
        union all
        select 'hr_absences', _file, _line, person_ref, person_ref, null, null, start_date, end_date
        from raw.hr_absences
    ),
    staff_rows as (
        select
            people.worker_id,
            hr_rows.*,
            coalesce(hr_rows.start_date, date '0001-01-01') as starts,
            coalesce(hr_rows.end_date, date '9999-12-31') as ends
        from hr_rows
        join people on people.person_ref = hr_rows.person_ref
    ),
    involvements as (
        select
            rows_sent.invo_person_id as child_id,
            rows_sent.invo_professional_id as professional_id,
            professionals.worker_id,
            rows_sent._file,
            rows_sent._line,
            rows_sent.invo_involvements_id as row_id,
            rows_sent.invo_involvement_start_date as starts,
            coalesce(rows_sent.invo_involvement_end_date, date '9999-12-31') as ends
        from raw.ssd_involvements as rows_sent
        left join professionals on professionals.professional_id = rows_sent.invo_professional_id
    ),
    child_rows as (
        select
            'ssd_cin_episodes' as table_name,
            cine_person_id as child_id,
            _file,
            _line,
            cine_referral_id as row_id,
            cine_referral_date as starts,
            cine_close_date as ends
        from raw.ssd_cin_episodes
        union all
        select
            'ssd_cin_assessments',
            cina_person_id,
            _file,
            _line,
            cina_person_id,
            cina_assessment_start_date,
            cina_assessment_auth_date
        from raw.ssd_cin_assessments
        union all
        select
            'ssd_cin_plans',
            cinp_person_id,
            _file,
            _line,
            cinp_person_id,
            cinp_cin_plan_start_date,
            cinp_cin_plan_end_date
        from raw.ssd_cin_plans
        union all
        select
            'ssd_cp_plans',
            cppl_person_id,
            _file,
            _line,
            cppl_person_id,
            cppl_cp_plan_start_date,
            cppl_cp_plan_end_date
        from raw.ssd_cp_plans
        union all
        select
            'ssd_cla_episodes',
            clae_person_id,
            _file,
            _line,
            clae_person_id,
            clae_cla_episode_start_date,
            clae_cla_episode_ceased_date
        from raw.ssd_cla_episodes
        union all
        select
            'ssd_legal_status',
            lega_person_id,
            _file,
            _line,
            lega_person_id,
            lega_legal_status_start_date,
            lega_legal_status_end_date
        from raw.ssd_legal_status
        union all
        select 'sw_episodes', child, _file, _line, child, sw_decom, sw_dec
        from raw.sw_episodes
        union all
        select 'episodes', child, _file, _line, child, decom, dec
        from raw.episodes
    ),
    positions as (
        select
            sent._file,
            sent._line,
            sent.position_ref,
            sent.from_date as starts,
            sent.to_date as ends,
            'total:' || coalesce(
                placed.team,
                lower(trim(regexp_replace(placed.team_as_spelled, '\s+', ' ', 'g'))),
                ''
            )
            || '/'
            || coalesce(placed.org_role::varchar, '') as total
        from raw.hr_positions as sent
        join
            staging.stg_hr__positions as placed
            on placed.position_ref = sent.position_ref
            and placed.source_line = sent._line
    ),
    requisitions as (
        select requisition_ref, _file, _line, approved_date from raw.recruitment_requisitions
    ),
    applications as (
        select application_ref, requisition_ref, _file, _line, applied_date
        from raw.recruitment_applications
    ),
    belonging as (
        select 'person' as kind, worker_id as entity, table_name, _file, _line, row_id, starts, ends
        from staff_rows
        union all
        select
            'managed',
            managers.worker_id,
            staff_rows.table_name,
            staff_rows._file,
            staff_rows._line,
            staff_rows.row_id,
            staff_rows.starts,
            staff_rows.ends
        from staff_rows
        join people as managers on managers.person_ref = staff_rows.line_manager_ref
        union all
        select 'held', worker_id, 'ssd_involvements', _file, _line, row_id, starts, ends
        from involvements
        union all
        select
            'held',
            involvements.worker_id,
            'ssd_cin_episodes',
            child_rows._file,
            child_rows._line,
            child_rows.row_id,
            greatest(child_rows.starts, involvements.starts),
            least(child_rows.ends, involvements.ends)
        from involvements
        join
            child_rows
            on child_rows.child_id = involvements.child_id
            and child_rows.table_name = 'ssd_cin_episodes'
        union all
        select
            'held',
            professionals.worker_id,
            'ssd_professionals',
            listed._file,
            listed._line,
            listed.prof_professional_id,
            null,
            null
        from raw.ssd_professionals as listed
        join professionals on professionals.professional_id = listed.prof_professional_id
        union all
        select 'child', child_id, 'ssd_involvements', _file, _line, row_id, starts, ends
        from involvements
        union all
        select 'child', child_id, table_name, _file, _line, row_id, starts, ends
        from child_rows
        union all
        select
            'child',
            involvements.child_id,
            'ssd_professionals',
            listed._file,
            listed._line,
            listed.prof_professional_id,
            involvements.starts,
            involvements.ends
        from raw.ssd_professionals as listed
        join involvements on involvements.professional_id = listed.prof_professional_id
        union all
        -- a worker's absence, move or last day within a month of holding the child may tell
        select
            'child',
            involvements.child_id,
            staff_rows.table_name,
            staff_rows._file,
            staff_rows._line,
            staff_rows.row_id,
            greatest(staff_rows.starts, involvements.starts - 31),
            least(staff_rows.ends, involvements.ends)
        from involvements
        join
            staff_rows
            on staff_rows.worker_id = involvements.worker_id
            and staff_rows.starts <= involvements.ends
            and staff_rows.ends >= involvements.starts - 31
        union all
        select 'position', position_ref, 'hr_positions', _file, _line, position_ref, starts, ends
        from positions
        union all
        select
            'assignment',
            case when table_name = 'hr_assignments' then 'hr:' else 'agency:' end || row_id,
            table_name,
            _file,
            _line,
            row_id,
            starts,
            ends
        from staff_rows
        where table_name in ('hr_assignments', 'agency_assignments')
        union all
        select 'position', total, 'hr_positions', _file, _line, position_ref, starts, ends
        from positions
        union all
        select 'position', position_ref, table_name, _file, _line, row_id, starts, ends
        from staff_rows
        where position_ref is not null
        union all
        select
            'requisition',
            requisition_ref,
            'recruitment_requisitions',
            _file,
            _line,
            requisition_ref,
            approved_date,
            null
        from requisitions
        union all
        select
            'requisition',
            requisition_ref,
            'recruitment_applications',
            _file,
            _line,
            application_ref,
            applied_date,
            null
        from applications
        union all
        select
            'application',
            application_ref,
            'recruitment_applications',
            _file,
            _line,
            application_ref,
            applied_date,
            null
        from applications
        union all
        select
            'application',
            applications.application_ref,
            'recruitment_requisitions',
            requisitions._file,
            requisitions._line,
            requisitions.requisition_ref,
            applications.applied_date,
            null
        from applications
        join requisitions on requisitions.requisition_ref = applications.requisition_ref
    ),
    final as (
        select
            kind,
            entity,
            table_name,
            _file as file,
            _line as line,
            row_id,
            coalesce(starts, date '0001-01-01') as starts,
            coalesce(ends, date '9999-12-31') as ends
        from belonging
    )
select *
from final
