-- grain: one row per application whose candidate has a first day, and did not withdraw up to it
-- key: application_ref
with
    applications as (
        select * from marts.fct_applications where start_date is not null and has_requisition
    ),

    requisitions as (select * from marts.fct_requisitions),

    final as (
        select
            applications.application_ref,
            applications.requisition_ref,
            applications.team,
            applications.service,
            applications.org_role,
            requisitions.approved_date,
            applications.start_date,
            case
                when applications.is_internal
                then 'internal'
                when not applications.is_internal
                then 'external'
                else 'unknown'
            end as hire,
            -- somebody of several kinds is counted once: first what is no new supply
            case
                when applications.is_agency_conversion
                then 'agency conversion'
                when applications.is_internal
                then 'internal'
                when applications.is_international
                then 'international'
                when applications.is_newly_qualified
                then 'newly qualified'
                when not applications.is_newly_qualified
                then 'experienced'
            end as hire_source
        from applications
        inner join requisitions on requisitions.requisition_ref = applications.requisition_ref
        where
            least(
                applications.declined_date, applications.withdrawn_date, applications.rejected_date
            )
            is null
            or least(
                applications.declined_date, applications.withdrawn_date, applications.rejected_date
            )
            > applications.start_date
    )

select *
from final
