with errors as (select * from raw.rule_errors), final as (select family, reason from errors)
select *
from final
