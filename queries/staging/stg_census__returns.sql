-- grain: one row per census return, with what the authority returns for itself
-- key: census_year
with
    source as (select * from raw.census_authority),
    final as (
        select
            year::integer as census_year,
            lea as authority_code,
            referencedate as reference_date,
            numberofvacancies as vacant_fte,
            noagencyfte as agency_cover_fte,
            noagencyheadcount as agency_cover_headcount,
            recruitmentbonus as recruitment_bonus,
            retentionbonus as retention_bonus,
            performanceaward as performance_award,
            carallowance as car_allowance,
            relocationpackage as relocation_package,
            regionalweighting as regional_weighting,
            costswe as registration_cost,
            costdbs as disclosure_check_cost,
            otherallowances as other_allowances,
            _file as source_file,
            _line as source_line,
            _flags as flags
        from source
    )
select *
from final
