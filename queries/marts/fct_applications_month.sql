-- grain: one row per application of the 12 months to a month's close, or in progress at it
-- key: month, application_ref
with
    months as (select * from marts.dim_months),

    applications as (select * from marts.fct_applications where has_requisition),

    requisitions as (select * from marts.fct_requisitions),

    filled as (select * from marts.fct_requisitions_filled_month),

    -- what is dated after the close is not known at it; a later stage implies the earlier ones
    known as (
        select
            months.month,
            months.as_at,
            months.window_start,
            applications.*,
            coalesce(
                applications.applied_date between months.window_start and months.as_at, false
            ) as is_in_cohort,
            case
                when
                    least(
                        applications.declined_date,
                        applications.withdrawn_date,
                        applications.rejected_date
                    )
                    <= months.as_at
                then
                    least(
                        applications.declined_date,
                        applications.withdrawn_date,
                        applications.rejected_date
                    )
            end as ended_date
        from months
        inner join
            applications
            on least(
                applications.applied_date,
                applications.shortlisted_date,
                applications.interviewed_date,
                applications.offer_date
            )
            <= months.as_at
    ),

    reached as (
        select
            *,
            case
                when start_date <= as_at and (ended_date is null or ended_date > start_date)
                then 6
                when accepted_date <= as_at
                then 5
                when offer_date <= as_at
                then 4
                when interviewed_date <= as_at
                then 3
                when shortlisted_date <= as_at
                then 2
                else 1
            end as stage_number
        from known
    ),

    judged as (
        select
            reached.*,
            case
                when reached.stage_number = 6
                then 'started'
                when reached.ended_date = reached.declined_date
                then 'declined'
                when reached.ended_date = reached.withdrawn_date
                then 'withdrawn'
                when reached.ended_date = reached.rejected_date
                then 'rejected'
                when
                    reached.stage_number < 5
                    and (
                        filled.requisition_ref is not null
                        or coalesce(requisitions.cancelled_date <= reached.as_at, false)
                    )
                then 'left open'
                when
                    reached.stage_number = 5
                    and reached.start_date is null
                    and reached.accepted_date < reached.window_start
                then 'left open'
                else 'in progress'
            end as outcome,
            case
                reached.stage_number
                when 5
                then reached.accepted_date
                when 4
                then reached.offer_date
                when 3
                then reached.interviewed_date
                when 2
                then reached.shortlisted_date
                else reached.applied_date
            end as since_date
        from reached
        inner join requisitions on requisitions.requisition_ref = reached.requisition_ref
        left join
            filled
            on filled.month = reached.month
            and filled.requisition_ref = reached.requisition_ref
    ),

    final as (
        select
            month,
            as_at,
            application_ref,
            requisition_ref,
            team,
            service,
            org_role,
            is_in_cohort,
            stage_number,
            case
                stage_number
                when 6
                then 'started'
                when 5
                then 'accepted'
                when 4
                then 'offer made'
                when 3
                then 'interviewed'
                when 2
                then 'shortlisted'
                else 'applied'
            end as stage,
            outcome,
            case when outcome = 'in progress' then since_date end as since_date,
            case
                when outcome = 'in progress' then date_diff('day', since_date, as_at)
            end as waited_days,
            case when outcome = 'in progress' and stage_number = 5 then start_date end as start_date
        from judged
        where is_in_cohort or outcome = 'in progress'
    )

select *
from final
