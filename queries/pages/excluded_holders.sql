with
    excluded as (select * from marts.fct_excluded_holders_month where as_at = $as_at),
    final as (
        select is_holder_in_hr, team, workers, children
        from excluded
        order by children desc, team, is_holder_in_hr
    )
select *
from final
