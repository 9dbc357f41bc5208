-- grain: one row per month, area and role with an agency assignment present
-- key: month, level, area, role
with
    prices as (
        select * exclude (role), coalesce(role, 'not recorded') as role
        from marts.fct_agency_prices_month
    ),

    prices_by_area as (
        select *, 'authority' as level, '' as area
        from prices
        union all
        select *, 'service', service
        from prices
        where service is not null
        union all
        select *, 'team', team
        from prices
        where team is not null
    ),

    final as (
        select
            month,
            as_at,
            level,
            area,
            role,
            count(*)::integer as assignments,
            count(priced_fte)::integer as priced,
            sum(priced_fte)::double as fte,
            sum(agency_cost)::double as agency_cost,
            count(employed_cost)::integer as compared,
            sum(agency_cost) filter (employed_cost is not null)::double as compared_cost,
            sum(employed_cost)::double as employed_cost
        from prices_by_area
        group by all
        order by month, level, area, role
    )

select *
from final
