with
    months as (select * from marts.dim_months where as_at = $as_at),
    risks as (select * from cube.risk_ahead),
    final as (
        select risks.*
        from risks
        inner join months on months.month = risks.month
        where
            $level = 'authority'
            or ($level = 'service' and risks.service = $area)
            or ($level = 'team' and risks.team = $area)
        order by risks.expected_cases desc nulls last, risks.team
    )
select *
from final
