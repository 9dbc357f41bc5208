-- grain: one row per requisition open at the close of a month
-- key: month, requisition_ref
with months as (select * from marts.dim_months),

requisitions as (select * from marts.fct_requisitions),

acceptances as (select * from staging.stg_recruitment__applications where accepted_date is not null),

live as (
    select
        months.month,
        months.as_at,
        requisitions.*,
        date_diff('day', requisitions.approved_date, months.as_at) as age_days
    from months
    inner join requisitions
        on requisitions.approved_date <= months.as_at
        and (requisitions.cancelled_date is null or months.as_at < requisitions.cancelled_date)
        and (requisitions.filled_date is null or months.as_at < requisitions.filled_date)
),

final as (
    select
        live.*,
        case
            when age_days <= 30 then '0–30'
            when age_days <= 60 then '31–60'
            when age_days <= 90 then '61–90'
            else '91+'
        end as age_band
    from live
    anti join acceptances
        on acceptances.requisition_ref = live.requisition_ref
        and acceptances.accepted_date <= live.as_at
        and acceptances.withdrawn_date > live.as_at
)

select * from final
