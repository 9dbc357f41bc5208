-- grain: one row per application
-- key: application_ref
with
    source as (select * from raw.recruitment_applications),

    final as (
        select
            application_ref,
            requisition_ref,
            lower(trim(source)) as source,
            is_internal::boolean as is_internal,
            is_newly_qualified::boolean as is_newly_qualified,
            is_international::boolean as is_international,
            is_agency_conversion::boolean as is_agency_conversion,
            applied_date::date as applied_date,
            shortlisted_date::date as shortlisted_date,
            interviewed_date::date as interviewed_date,
            offered_date::date as offered_date,
            accepted_date::date as accepted_date,
            checks_cleared_date::date as checks_cleared_date,
            start_date::date as start_date,
            declined_date::date as declined_date,
            withdrawn_date::date as withdrawn_date,
            rejected_date::date as rejected_date,
            _line as source_line
        from source
    )

select *
from final
