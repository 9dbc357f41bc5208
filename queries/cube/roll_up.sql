with
    units as (select * from cube.units),
    at_nodes as (
        select
            month,
            case
                when grouping(team) = 0
                then 'team'
                when grouping(service) = 0
                then 'service'
                else 'authority'
            end as level,
            case
                when grouping(team) = 0
                then team
                when grouping(service) = 0
                then service
                else $authority
            end as area,
            breakdown,
            category,
            unit,
            sum(numerator)::double as numerator,
            sum(denominator)::double as denominator
        from units
        group by
            grouping sets (
                (month, breakdown, category, unit),
                (month, breakdown, category, unit, service),
                (month, breakdown, category, unit, team)
            )
    ),
    placed as (select * from at_nodes where area is not null),
    reduced as (
        select
            month,
            level,
            area,
            breakdown,
            category,
            case
                when $kind = 'spread'
                then null
                when $counts = 'people' and $kind = 'ratio'
                then count(*) filter (numerator > 1e-9)::double
                when $counts = 'people'
                then
                    (
                        count(*) filter (numerator > 1e-9) - count(*) filter (numerator < -1e-9)
                    )::double
                else coalesce(sum(numerator), 0)::double
            end as numerator,
            case
                when $kind <> 'ratio'
                then null
                when $counts = 'people'
                then count(*) filter (denominator > 1e-9)::double
                else coalesce(sum(denominator), 0)::double
            end as denominator,
            median(numerator / denominator) filter (
                numerator is not null and denominator > 1e-9
            )::double as middle,
            case
                when $kind = 'count'
                then count(*) filter (numerator <> 0)
                when $kind = 'spread'
                then count(*) filter (numerator is not null and denominator > 1e-9)
                else count(*) filter (denominator > 1e-9)
            end as n,
            count(*) filter (numerator > 1e-9) as n_numerator
        from placed
        group by all
    ),
    areas as (
        select 'authority' as level, $authority as area
        union all
        select distinct 'service', service
        from staging.stg_settings__teams
        where service is not null
        union all
        select distinct 'team', team
        from staging.stg_settings__teams
    ),
    spine as (
        select months.month, areas.level, areas.area, '' as breakdown, '' as category
        from marts.dim_months as months
        cross join areas
    ),
    cells as (
        select *
        from reduced
        union all
        select
            spine.*,
            case when $kind = 'spread' then null else 0 end::double,
            case when $kind = 'ratio' then 0 end::double,
            null,
            0,
            0
        from spine
        anti join
            reduced
            on reduced.month = spine.month
            and reduced.level = spine.level
            and reduced.area = spine.area
            and reduced.breakdown = ''
    ),
    final as (
        select
            $measure as measure,
            month,
            level,
            area,
            breakdown,
            category,
            numerator,
            denominator,
            case
                when $kind = 'spread'
                then middle
                when $kind = 'ratio'
                then $scale * numerator / nullif(denominator, 0)
                else numerator
            end as value,
            n,
            n_numerator
        from cells
    )
select *
from final
