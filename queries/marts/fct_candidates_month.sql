-- grain: one row per candidate in the running, or accepted and not started, at a month's close
-- key: month, application_ref
with
    candidates as (
        select *
        from marts.fct_applications_month
        where outcome = 'in progress' and since_date is not null
    ),

    requisitions as (select * from marts.fct_requisitions),

    final as (
        select
            candidates.month,
            candidates.as_at,
            candidates.application_ref,
            candidates.requisition_ref,
            candidates.team,
            candidates.service,
            candidates.org_role,
            requisitions.position_ref,
            requisitions.fte,
            candidates.stage,
            candidates.since_date,
            candidates.waited_days,
            candidates.start_date
        from candidates
        inner join requisitions on requisitions.requisition_ref = candidates.requisition_ref
        order by candidates.month
    )

select *
from final
