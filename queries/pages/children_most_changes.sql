with
    children as (select * from marts.fct_most_changes_month where as_at = $as_at),
    final as (
        select
            child,
            team,
            case_status,
            distinct_workers,
            changes,
            unallocated_days,
            current_spell_days
        from children
        where level = $level and (level = 'authority' or area = $area)
        order by place
    )
select *
from final
