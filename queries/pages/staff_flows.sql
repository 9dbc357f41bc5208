with
    flows as (select * from marts.fct_staff_flows_month where as_at <= $as_at),
    final as (
        select *
        from flows
        where level = $level and (level = 'authority' or area = $area)
        order by month
    )
select *
from final
