-- grain: one row per application, with the team of its requisition
-- key: application_ref
with
    applications as (select * from staging.stg_recruitment__applications),

    requisitions as (select * from marts.fct_requisitions),

    final as (
        select
            applications.*,
            requisitions.requisition_ref is not null as has_requisition,
            requisitions.team,
            requisitions.service,
            requisitions.org_role,
            coalesce(
                applications.offered_date, applications.accepted_date, applications.declined_date
            ) as offer_date,
            coalesce(
                applications.accepted_date,
                applications.declined_date,
                applications.withdrawn_date,
                applications.rejected_date
            ) as decided_date,
            applications.accepted_date is not null
            and applications.withdrawn_date is not null as is_reneged,
            coalesce(
                requisitions.hired_application_ref = applications.application_ref, false
            ) as is_hired
        from applications
        left join requisitions on requisitions.requisition_ref = applications.requisition_ref
    )

select *
from final
