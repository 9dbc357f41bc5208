-- grain: one row per team and its service
-- key: team, service_or_none
with
    spellings as (select * from staging.stg_settings__teams),
    final as (
        select distinct team, service, coalesce(service, '') as service_or_none from spellings
    )
select *
from final
