-- grain: one row per month that the rules are in force, area and rule
-- key: month, level, area, rule
with
    checks as (select * from marts.fct_agency_checks_month),

    checks_by_area as (
        select *, 'authority' as level, '' as area
        from checks
        union all
        select *, 'service', service
        from checks
        where service is not null
        union all
        select *, 'team', team
        from checks
        where team is not null
    ),

    final as (
        select
            month,
            as_at,
            level,
            area,
            rule,
            count(*) filter (verdict = 'failed')::integer as failed,
            count(*) filter (verdict = 'passed')::integer as passed,
            count(*) filter (verdict = 'not assessable')::integer as not_assessable,
            count(*) filter (verdict = 'not yet bound')::integer as not_yet_bound,
            string_agg(distinct missing, '; ' order by missing) as missing
        from checks_by_area
        group by all
        order by month, level, area, rule
    )

select *
from final
