with
    rolled as (select * from temp.rolled),
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
                when $kind <> 'count' and value is null
                then 'z'
                when $is_cover and numerator > denominator + 1e-6
                then 'u'
                when value <> 0 and abs(value) < 0.05
                then 'low'
                else 'ok'
            end as status,
            null::varchar as outside_status,
            $kind as kind,
            n_numerator as part,
            case when $is_part_of_whole then n - n_numerator end as rest
        from rolled
    )
select *
from final
