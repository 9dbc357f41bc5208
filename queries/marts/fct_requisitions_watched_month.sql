-- grain: one row per requisition that was open at any time in the 12 months to a month's close
-- key: month, requisition_ref
with
    months as (select * from marts.dim_months),

    requisitions as (select * from marts.fct_requisitions where approved_date is not null),

    filled as (select * from marts.fct_requisitions_filled_month),

    watched as (
        select
            months.month,
            months.as_at,
            months.window_start,
            requisitions.requisition_ref,
            requisitions.team,
            requisitions.service,
            requisitions.approved_date,
            filled.accepted_date is not null as is_filled,
            -- the day it was last seen open: filled, else cancelled, else the close
            coalesce(
                filled.accepted_date,
                case
                    when requisitions.cancelled_date <= months.as_at
                    then requisitions.cancelled_date
                end,
                months.as_at
            ) as last_date
        from months
        inner join requisitions on requisitions.approved_date <= months.as_at
        left join
            filled
            on filled.month = months.month
            and filled.requisition_ref = requisitions.requisition_ref
    ),

    final as (
        select
            month,
            as_at,
            requisition_ref,
            team,
            service,
            -- watched from the first of the 12 months, or from approval, that day included
            greatest(date_diff('day', approved_date, window_start), 0) - 1 as entry_days,
            greatest(date_diff('day', approved_date, last_date), 0) as last_days,
            is_filled
        from watched
        where last_date >= window_start
    )

select *
from final
