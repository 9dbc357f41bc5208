with
    units as (select * from temp.units),
    sums as (select * from temp.sums),
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
    joined as (
        select
            month,
            level,
            area,
            breakdown,
            category,
            sum(numerator)::double as numerator,
            sum(denominator)::double as denominator,
            count(*) filter (numerator > 1e-9) as above,
            count(*) filter (numerator < -1e-9) as below,
            count(*) filter (numerator <> 0) as apart,
            count(*) filter (denominator > 1e-9) as weighted,
            count(*) filter (numerator is not null and denominator > 1e-9) as measured,
            median(numerator / denominator) filter (
                $kind = 'spread' and numerator is not null and denominator > 1e-9
            )::double as middle
        from at_nodes
        group by all
    ),
    single as (
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
            sum(numerator)::double as numerator,
            sum(denominator)::double as denominator,
            sum(above)::bigint as above,
            sum(below)::bigint as below,
            sum(apart)::bigint as apart,
            sum(weighted)::bigint as weighted,
            0 as measured,
            null::double as middle
        from sums
        group by
            grouping sets (
                (month, breakdown, category),
                (month, breakdown, category, service),
                (month, breakdown, category, team)
            )
    ),
    both_kinds as (
        select *
        from joined
        union all
        select *
        from single
    ),
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
                when $counts = 'people'
                then (sum(above) - case when $kind = 'ratio' then 0 else sum(below) end)::double
                -- to a billionth, or the same rows added in another order would differ in the
                -- last digits
                else round(coalesce(sum(numerator), 0), 9)::double
            end as numerator,
            case
                when $kind <> 'ratio'
                then null
                when $counts = 'people'
                then sum(weighted)::double
                else round(coalesce(sum(denominator), 0), 9)::double
            end as denominator,
            max(middle) as middle,
            case
                when $kind = 'count'
                then sum(apart)
                when $kind = 'spread'
                then sum(measured)
                else sum(weighted)
            end::bigint as n,
            sum(above)::bigint as n_numerator
        from both_kinds
        where area is not null
        group by month, level, area, breakdown, category
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
