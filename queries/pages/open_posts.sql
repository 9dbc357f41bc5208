with
    posts as (select * from marts.fct_requisitions_month),
    final as (
        select
            requisition_ref, team, org_role, approved_date::date as approved_date, age_days, stage
        from posts
        where
            as_at = $as_at
            and (
                $level = 'authority'
                or ($level = 'service' and service = $area)
                or ($level = 'team' and team = $area)
            )
        order by age_days desc, requisition_ref
        limit 20
    )
select *
from final
