with
    ending as (select * from marts.fct_agency_ending_month where as_at = $as_at),
    final as (
        select
            worker,
            team,
            person_role,
            known_end,
            cases,
            count(*) over (partition by team)::integer as team_workers,
            (sum(cases) over (partition by team))::integer as team_cases,
            min(known_end) over (partition by team)::date as team_first_end
        from ending
        where
            $level = 'authority'
            or ($level = 'service' and service = $area)
            or ($level = 'team' and team = $area)
        order by known_end, cases desc, worker
    )
select *
from final
