-- grain: one row per source, child, start date and end date of being looked after
-- key: source, child_id, start_date, end_or_open
with
    returned as (select * from raw.episodes),
    looked_after as (select * from raw.ssd_cla_episodes),
    episodes as (
        select
            'return' as source,
            child as child_id,
            decom as start_date,
            dec as end_date,
            upper(trim(ls)) as legal_status
        from returned
        union all
        select
            'case system',
            clae_person_id,
            clae_cla_episode_start_date,
            clae_cla_episode_ceased_date,
            null
        from looked_after
    ),
    final as (
        select
            source,
            child_id,
            start_date,
            coalesce(end_date, date '9999-12-31') as end_or_open,
            coalesce(bool_or(legal_status in ('V3', 'V4')), false) as is_short_break
        from episodes
        group by all
    )
select *
from final
