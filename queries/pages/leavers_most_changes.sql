with
    leavers as (select * from marts.fct_costliest_leavers_month where as_at = $as_at),
    final as (
        select worker, team, contract, last_day, changes, children
        from leavers
        where level = $level and (level = 'authority' or area = $area)
        order by place
    )
select *
from final
