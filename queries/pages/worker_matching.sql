with
    matching as (select * from marts.fct_worker_matching_month where as_at = $as_at),
    final as (
        select matched_by, worker_ids, holders, children
        from matching
        order by worker_ids desc, matched_by
    )
select *
from final
