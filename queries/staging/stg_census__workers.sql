-- grain: one row per worker and role of a census return
-- key: census_year, source_line
with
    source as (select * from raw.census_workers),
    compacted as (
        select
            *,
            year::integer as census_year,
            make_date(year::integer - 1, 9, 30) as day_before,
            make_date(year::integer, 9, 30) as as_at,
            upper(regexp_replace(sweno, '[^A-Za-z0-9]', '', 'g')) as swe_compact
        from source
    ),
    normalised as (
        select
            *,
            case
                when regexp_full_match(swe_compact, '(SW)?[0-9O]+')
                then replace(swe_compact, 'O', '0')
                else nullif(swe_compact, '')
            end as swe_digits,
            roleenddate is null as is_in_post,
            roleenddate > day_before and roleenddate <= as_at as is_leaver,
            rolestartdate > day_before and rolestartdate <= as_at as is_starter
        from compacted
    ),
    -- in post FTE30 counts where it is given, else FTE; of a leaver, the one that is not 0
    measured as (
        select
            *,
            case
                when is_in_post and fte30 is not null
                then 'FTE30'
                when not is_in_post and fte30 > 0
                then 'FTE30'
                when fte is not null
                then 'FTE'
            end as fte_source
        from normalised
    ),
    final as (
        select
            census_year,
            as_at,
            _person as person_number,
            case agencyworker when '1' then 'agency' else 'employed' end as kind,
            case
                when regexp_full_match(swe_digits, '[0-9]+') then 'SW' || swe_digits else swe_digits
            end as swe_number,
            orgrole::integer as org_role,
            nullif(case fte_source when 'FTE30' then fte30 when 'FTE' then fte end, 0) as fte,
            fte_source,
            rolestartdate as start_date,
            roleenddate as last_day,
            startorigin::integer as start_origin,
            leaverdestination::integer as leaver_destination,
            reasonleave::integer as leave_reason,
            is_in_post,
            coalesce(is_leaver, false) as is_leaver,
            coalesce(is_starter, false) as is_starter,
            cases30 as cases,
            workingdayslost as working_days_lost,
            contractweeks as contract_weeks,
            absat30sept = '1' as is_absent,
            reasonabsence as absence_reason,
            cfkssstatus = '1' as is_newly_qualified,
            _file as source_file,
            _line as source_line,
            _flags as flags
        from measured
    )
select *
from final
