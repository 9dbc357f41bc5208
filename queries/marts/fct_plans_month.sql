-- grain: one row per child open at the close who is looked after or on a plan then
-- key: month, child_id
with
    months as (select * from marts.dim_months),
    cases as (select * from marts.fct_cases_month),
    statuses as (
        select
            child_id,
            case_status,
            start_date,
            coalesce(end_date, date '9999-12-31') as end_date,
            row_no
        from staging.stg_ssd__statuses
        where case_status in ('looked after', 'child protection plan', 'child in need plan')
    ),
    marked as (
        select
            *,
            max(end_date) over (
                partition by child_id, case_status
                order by start_date, end_date, row_no
                rows between unbounded preceding and 1 preceding
            ) as ended_so_far
        from statuses
    ),
    numbered as (
        select
            *,
            count(*) filter (ended_so_far is null or start_date > ended_so_far) over (
                partition by child_id, case_status order by start_date, end_date, row_no
            ) as run_no
        from marked
    ),
    runs as (
        select
            child_id, case_status, run_no, min(start_date) as start_date, max(end_date) as end_date
        from numbered
        group by all
    ),
    final as (
        select
            cases.month,
            cases.child_id,
            cases.case_status,
            date_diff('day', runs.start_date, months.as_at) + 1 as plan_days,
            case
                when date_diff('day', runs.start_date, months.as_at) + 1 < 91
                then 'under 3 months'
                when date_diff('day', runs.start_date, months.as_at) + 1 < 183
                then '3 to 6 months'
                when date_diff('day', runs.start_date, months.as_at) + 1 < 365
                then '6 to 12 months'
                when date_diff('day', runs.start_date, months.as_at) + 1 < 730
                then '1 to 2 years'
                else '2 years or more'
            end as plan_length
        from cases
        join months on months.month = cases.month
        join
            runs
            on runs.child_id = cases.child_id
            and runs.case_status = cases.case_status
            and runs.start_date <= months.as_at
            and runs.end_date > months.as_at
    )
select *
from final
