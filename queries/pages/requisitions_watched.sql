with
    requisitions as (select * from marts.fct_requisitions_watched_month where as_at = $as_at),

    final as (
        select entry_days, last_days, is_filled
        from requisitions
        where
            $level = 'authority'
            or ($level = 'service' and service = $area)
            or ($level = 'team' and team = $area)
        order by last_days, entry_days, is_filled
    )

select *
from final
