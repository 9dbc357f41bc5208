with
    verdicts as (select * from marts.fct_agency_verdicts_month where as_at = $as_at),
    final as (
        select rule, failed, passed, not_assessable, not_yet_bound, missing
        from verdicts
        where level = $level and (level = 'authority' or area = $area)
        order by rule
    )
select *
from final
