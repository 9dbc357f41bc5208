with
    months as (
        select month
        from marts.dim_months
        where $months::date[] is null or list_contains($months::date[], month)
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
    final as (
        select
            $measure as measure,
            months.month,
            areas.level,
            areas.area,
            '' as breakdown,
            '' as category,
            null::double as numerator,
            null::double as denominator,
            null::double as value,
            null::bigint as n,
            $status as status,
            $status as outside_status,
            $kind as kind,
            null::bigint as part,
            null::bigint as rest
        from months
        cross join areas
    )
select *
from final
