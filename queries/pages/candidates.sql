with
    candidates as (select * from marts.fct_candidates_month where as_at = $as_at),

    ranked as (
        select
            *,
            row_number() over (order by waited_days desc, requisition_ref, application_ref) as place
        from candidates
        where
            $level = 'authority'
            or ($level = 'service' and service = $area)
            or ($level = 'team' and team = $area)
    ),

    final as (
        select
            place, requisition_ref, team, org_role, fte, stage, since_date, waited_days, start_date
        from ranked
        where place <= 10 or stage = 'accepted'
        order by place
    )

select *
from final
