with
    units as (select * from temp.units),
    sums as (select * from temp.sums),
    measures as (select * from temp.measures),
    at_nodes as (
        select
            measure,
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
                (measure, month, breakdown, category, unit),
                (measure, month, breakdown, category, unit, service),
                (measure, month, breakdown, category, unit, team)
            )
    ),
    joined as (
        select
            at_nodes.measure,
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
                measures.kind = 'spread' and numerator is not null and denominator > 1e-9
            )::double as middle
        from at_nodes
        join measures on measures.measure = at_nodes.measure
        group by all
    ),
    single as (
        select
            measure,
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
                (measure, month, breakdown, category),
                (measure, month, breakdown, category, service),
                (measure, month, breakdown, category, team)
            )
    ),
    both_kinds as (
        select *
        from joined
        union all
        select *
        from single
    ),
    added as (
        select
            measure,
            month,
            level,
            area,
            breakdown,
            category,
            sum(numerator) as numerator,
            sum(denominator) as denominator,
            sum(above)::bigint as above,
            sum(below)::bigint as below,
            sum(apart)::bigint as apart,
            sum(weighted)::bigint as weighted,
            sum(measured)::bigint as measured,
            max(middle) as middle
        from both_kinds
        where area is not null
        group by measure, month, level, area, breakdown, category
    ),
    reduced as (
        select
            added.measure,
            added.month,
            added.level,
            added.area,
            added.breakdown,
            added.category,
            case
                when measures.kind = 'spread'
                then null
                when measures.counts = 'people'
                then
                    (
                        added.above - case when measures.kind = 'ratio' then 0 else added.below end
                    )::double
                -- to 14 digits, or the same rows added in another order would differ in the last
                -- ones
                else
                    round(
                        coalesce(added.numerator, 0),
                        case when abs(added.numerator) < 1e5 then 9 else 5 end
                    )::double
            end as numerator,
            case
                when measures.kind <> 'ratio'
                then null
                when measures.counts = 'people'
                then added.weighted::double
                else
                    round(
                        coalesce(added.denominator, 0),
                        case when abs(added.denominator) < 1e5 then 9 else 5 end
                    )::double
            end as denominator,
            added.middle,
            case
                when measures.kind = 'count'
                then added.apart
                when measures.kind = 'spread'
                then added.measured
                else added.weighted
            end as n,
            added.above as n_numerator
        from added
        join measures on measures.measure = added.measure
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
        select
            measures.measure,
            months.month,
            areas.level,
            areas.area,
            '' as breakdown,
            '' as category,
            case when measures.kind = 'spread' then null else 0 end::double as numerator,
            case when measures.kind = 'ratio' then 0 end::double as denominator,
            null as middle,
            0 as n,
            0 as n_numerator
        from measures
        cross join marts.dim_months as months
        cross join areas
    ),
    all_cells as (
        select *
        from reduced
        union all
        select spine.*
        from spine
        anti join
            reduced
            on reduced.measure = spine.measure
            and reduced.month = spine.month
            and reduced.level = spine.level
            and reduced.area = spine.area
            and reduced.breakdown = ''
    ),
    cells as (
        select
            all_cells.*,
            measures.kind,
            measures.is_cover,
            measures.is_part_of_whole,
            case
                when measures.kind = 'spread'
                then middle
                when measures.kind = 'ratio'
                then measures.scale * numerator / nullif(denominator, 0)
                else numerator
            end as value
        from all_cells
        join measures on measures.measure = all_cells.measure
        where not list_contains(measures.unrecorded, all_cells.month)
    ),
    final as (
        select
            measure,
            month,
            level,
            area,
            breakdown,
            category,
            numerator,
            denominator,
            value,
            n,
            case
                when kind <> 'count' and value is null
                then 'z'
                when is_cover and numerator > denominator + 1e-6
                then 'u'
                when value <> 0 and abs(value) < 0.05
                then 'low'
                else 'ok'
            end as status,
            null::varchar as outside_status,
            kind,
            n_numerator as part,
            case when is_part_of_whole then n - n_numerator end as rest
        from cells
    )
select *
from final
