with
    tenures as (
        select *
        from marts.fct_tenures
        where known_from <= $as_at and (known_to is null or known_to > $as_at)
    ),
    final as (
        select
            contract,
            coalesce(org_role::varchar, 'not recorded') as role,
            coalesce(team, 'not recorded') as team,
            (seen_from - service_start)::integer as entry_days,
            (least(coalesce(run_end, $as_at), $as_at) - service_start + 1)::integer as tenure_days,
            coalesce(run_end <= $as_at, false) as has_left
        from tenures
        where
            seen_from <= $as_at
            and (
                $level = 'authority'
                or ($level = 'service' and service = $area)
                or ($level = 'team' and team = $area)
            )
    )
select *
from final
