with
    costs as (select * from marts.fct_agency_costs_month where as_at = $as_at),
    final as (
        select role, assignments, priced, fte, agency_cost, compared, compared_cost, employed_cost
        from costs
        where level = $level and (level = 'authority' or area = $area)
        order by role
    )
select *
from final
