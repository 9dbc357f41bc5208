-- grain: one row per requisition open at the close of a month
-- key: month, requisition_ref
with
    months as (select * from marts.dim_months),

    requisitions as (select * from marts.fct_requisitions),

    filled as (select * from marts.fct_requisitions_filled_month),

    applications as (select * from staging.stg_recruitment__applications),

    live as (
        select
            months.month,
            months.as_at,
            requisitions.*,
            date_diff('day', requisitions.approved_date, months.as_at) as age_days
        from months
        inner join
            requisitions
            on requisitions.approved_date <= months.as_at
            and (requisitions.cancelled_date is null or months.as_at < requisitions.cancelled_date)
    ),

    candidates as (
        select
            live.month,
            live.requisition_ref,
            max(
                case
                    when applications.offered_date <= live.as_at
                    then 4
                    when applications.interviewed_date <= live.as_at
                    then 3
                    when applications.shortlisted_date <= live.as_at
                    then 2
                    else 1
                end
            ) as furthest
        from live
        inner join
            applications
            on applications.requisition_ref = live.requisition_ref
            and applications.applied_date <= live.as_at
            and coalesce(applications.withdrawn_date, date '9999-12-31') > live.as_at
            and coalesce(applications.rejected_date, date '9999-12-31') > live.as_at
            and coalesce(applications.declined_date, date '9999-12-31') > live.as_at
        group by all
    ),

    final as (
        select
            live.*,
            case
                candidates.furthest
                when 4
                then 'offer made'
                when 3
                then 'interviewed'
                when 2
                then 'shortlisted'
                when 1
                then 'applied'
                else 'no candidate'
            end as stage,
            case
                when age_days <= 30
                then '0–30'
                when age_days <= 60
                then '31–60'
                when age_days <= 90
                then '61–90'
                else '91+'
            end as age_band
        from live
        left join
            candidates
            on candidates.month = live.month
            and candidates.requisition_ref = live.requisition_ref
        anti join
            filled on filled.month = live.month and filled.requisition_ref = live.requisition_ref
    )

select *
from final
