-- grain: one row per person per post spell in the HR extract
-- key: assignment_ref
with
    source as (select * from raw.hr_assignments),

    teams as (select * from staging.stg_settings__teams),

    roles as (select * from raw.settings_roles),

    contracts as (select * from raw.settings_contracts),

    compacted as (
        select *, upper(regexp_replace(swe_number, '[^A-Za-z0-9]', '', 'g')) as swe_compact
        from source
    ),

    normalised as (
        select
            *,
            case
                when regexp_full_match(swe_compact, '(SW)?[0-9O]+')
                then replace(swe_compact, 'O', '0')
                else swe_compact
            end as swe_digits
        from compacted
    ),

    final as (
        select
            normalised.person_ref,
            normalised.assignment_ref,
            case
                when normalised.swe_digits is null or normalised.swe_digits = ''
                then null
                when regexp_full_match(normalised.swe_digits, '(SW)?0+')
                then null
                when starts_with(normalised.swe_digits, 'XX')
                then null
                when regexp_full_match(normalised.swe_digits, '[0-9]+')
                then 'SW' || normalised.swe_digits
                else normalised.swe_digits
            end as swe_number,
            normalised.staff_number,
            normalised.post_title,
            trim(normalised.team) as team_as_spelled,
            teams.team,
            teams.service,
            coalesce(
                case
                    when try_cast(normalised.org_role as double) in (1, 2, 3, 4, 5, 6)
                    then try_cast(normalised.org_role as double)::integer
                end,
                roles.org_role::integer
            ) as org_role,
            coalesce(try_cast(normalised.org_role as double) in (1, 2, 3, 4, 5, 6), false) = false
            and coalesce(roles.out_of_scope, false) as is_out_of_scope,
            case
                when contracts.contract_type is not null
                then contracts.contract_type
                when
                    replace(
                        lower(trim(regexp_replace(normalised.contract_type, '\s+', ' ', 'g'))),
                        ' ',
                        '_'
                    )
                    in ('permanent', 'fixed_term', 'agency')
                then
                    replace(
                        lower(trim(regexp_replace(normalised.contract_type, '\s+', ' ', 'g'))),
                        ' ',
                        '_'
                    )
                else 'unknown'
            end as contract_type,
            case
                when normalised.fte > 0 and normalised.fte <= 1 then normalised.fte::double
            end as fte,
            normalised.start_date::date as start_date,
            normalised.end_date::date as last_day,
            try_cast(normalised.start_origin as double)::integer as start_origin,
            try_cast(normalised.leave_reason as double)::integer as leave_reason,
            try_cast(normalised.leaver_destination as double)::integer as leaver_destination,
            normalised.is_newly_qualified::boolean as is_newly_qualified,
            normalised.continuous_service_date::date as continuous_service_date,
            normalised.position_ref,
            normalised.line_manager_ref,
            normalised.notice_given_date::date as notice_given_date,
            normalised.planned_end_date::date as planned_end_date,
            normalised._file as source_file,
            normalised._line as source_line,
            normalised._flags as flags
        from normalised
        left join
            teams on teams.team_key = lower(trim(regexp_replace(normalised.team, '\s+', ' ', 'g')))
        left join
            roles
            on roles.title_key = lower(trim(regexp_replace(normalised.post_title, '\s+', ' ', 'g')))
        left join
            contracts
            on contracts.contract_key
            = lower(trim(regexp_replace(normalised.contract_type, '\s+', ' ', 'g')))
    )

select *
from final
