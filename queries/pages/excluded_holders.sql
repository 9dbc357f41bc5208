with
    months as (select * from marts.dim_months where as_at = $as_at),
    cases as (select * from marts.fct_cases_month where worker_id is not null),
    counted as (select distinct month, worker_id from marts.fct_caseloads_month),
    final as (
        select
            cases.is_holder_in_hr,
            cases.team,
            count(distinct cases.worker_id) as workers,
            count(*) as children
        from cases
        join months on months.month = cases.month
        anti join counted on counted.month = cases.month and counted.worker_id = cases.worker_id
        group by all
        order by children desc, cases.team
    )
select *
from final
