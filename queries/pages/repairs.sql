with
    repairs as (select * from marts.fct_repairs_month where as_at = $as_at),
    final as (select flag, children from repairs order by children desc, flag)
select *
from final
