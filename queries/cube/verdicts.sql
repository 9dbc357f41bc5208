with
    rolled as (select * from temp.rolled),
    settings as (
        select value::integer as threshold from raw.settings where key = 'disclosure.threshold'
    ),
    judged as (
        select
            rolled.*,
            case
                when $kind <> 'count' and value is null
                then 'z'
                when $is_cover and numerator > denominator
                then 'u'
                when value <> 0 and abs(value) < 0.05
                then 'low'
                else 'ok'
            end as status,
            case
                when $kind = 'count'
                then n between 1 and settings.threshold - 1
                when $kind = 'spread'
                then n between 1 and 9
                else
                    n between 1 and 9
                    or n_numerator between 1 and settings.threshold - 1
                    or ($is_part_of_whole and n - n_numerator between 1 and settings.threshold - 1)
            end as is_disclosive
        from rolled
        cross join settings
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
            status,
            case when is_disclosive then 'c' else status end as outside_status
        from judged
    )
select *
from final
