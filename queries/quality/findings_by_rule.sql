with
    findings as (select * from marts.fct_findings),
    final as (select rule, count(*) as findings from findings group by all)
select *
from final
