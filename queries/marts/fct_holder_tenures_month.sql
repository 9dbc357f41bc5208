-- grain: one row per month, case holder in HR and team, with how long the holder has been there
-- key: month, worker_id, kind, team_or_none
with
    months as (select * from marts.dim_months),

    caseloads as (select * from marts.fct_caseloads_month where cases > 0),

    runs as (select * from marts.fct_employment_runs),

    final as (
        select
            caseloads.month,
            caseloads.worker_id,
            runs.kind,
            caseloads.team,
            caseloads.team_or_none,
            caseloads.service,
            caseloads.cases,
            months.as_at - runs.run_start + 1 as tenure_days
        from caseloads
        inner join months on months.month = caseloads.month
        inner join
            runs
            on runs.worker_id = caseloads.worker_id
            and runs.run_start <= months.as_at
            and (runs.run_end is null or runs.run_end > months.as_at)
    )

select *
from final
