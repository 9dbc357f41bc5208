-- grain: one row per month, reason and team of case holders outside the average caseload
-- key: month, is_holder_in_hr, team_or_none
with
    months as (select * from marts.dim_months),
    cases as (select * from marts.fct_cases_month where worker_id is not null),
    counted as (select distinct month, worker_id from marts.fct_caseloads_month),
    excluded as (
        select
            cases.month,
            cases.is_holder_in_hr,
            cases.team,
            count(distinct cases.worker_id) as workers,
            count(*) as children
        from cases
        anti join counted on counted.month = cases.month and counted.worker_id = cases.worker_id
        group by all
    ),
    final as (
        select excluded.*, months.as_at, coalesce(excluded.team, '') as team_or_none
        from excluded
        join months on months.month = excluded.month
    )
select *
from final
