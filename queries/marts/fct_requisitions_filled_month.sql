-- grain: one row per requisition filled at a month's close, by the first acceptance standing
-- key: month, requisition_ref
with
    months as (select * from marts.dim_months),

    requisitions as (select * from marts.fct_requisitions),

    acceptances as (
        select * from staging.stg_recruitment__applications where accepted_date is not null
    ),

    standing as (
        select
            months.month,
            months.as_at,
            months.window_start,
            acceptances.requisition_ref,
            acceptances.application_ref,
            acceptances.accepted_date,
            acceptances.applied_date,
            acceptances.is_internal
        from months
        inner join
            acceptances
            on acceptances.accepted_date <= months.as_at
            and (acceptances.withdrawn_date is null or acceptances.withdrawn_date > months.as_at)
        qualify
            row_number() over (
                partition by months.month, acceptances.requisition_ref
                order by acceptances.accepted_date, acceptances.application_ref
            )
            = 1
    ),

    final as (
        select
            standing.*,
            requisitions.team,
            requisitions.service,
            requisitions.org_role,
            requisitions.approved_date,
            case
                when standing.is_internal
                then 'internal'
                when not standing.is_internal
                then 'external'
                else 'unknown'
            end as hire
        from standing
        inner join requisitions on requisitions.requisition_ref = standing.requisition_ref
    )

select *
from final
