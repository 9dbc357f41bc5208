-- grain: one row per requisition in scope
-- key: requisition_ref
with
    requisitions as (select * from staging.stg_recruitment__requisitions),

    applications as (select * from staging.stg_recruitment__applications),

    standing as (
        select *
        from applications
        where accepted_date is not null and withdrawn_date is null
        qualify
            row_number() over (partition by requisition_ref order by accepted_date, application_ref)
            = 1
    ),

    final as (
        select
            requisitions.*,
            standing.application_ref as hired_application_ref,
            standing.applied_date as hired_applied_date,
            standing.accepted_date as filled_date,
            standing.start_date as started_date,
            standing.source as hired_source,
            standing.is_internal as hired_is_internal,
            coalesce(standing.accepted_date, requisitions.cancelled_date) as closed_date
        from requisitions
        left join standing on standing.requisition_ref = requisitions.requisition_ref
        where not requisitions.is_out_of_scope
    )

select *
from final
