with
    failures as (select * from marts.fct_agency_failures_month where as_at = $as_at),
    final as (
        select worker, team, person_role, rule, recorded, asks
        from failures
        where
            $level = 'authority'
            or ($level = 'service' and service = $area)
            or ($level = 'team' and team = $area)
        order by rule, team, worker, recorded
    )
select *
from final
