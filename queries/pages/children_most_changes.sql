with
    months as (select * from marts.dim_months where as_at = $as_at),
    child_years as (select * from marts.fct_child_years where is_in_cohort),
    cases as (select * from marts.fct_cases_month),
    salts as (select salt from raw.pseudonyms),
    final as (
        select
            upper(left(sha256(salts.salt || child_years.child_id), 8)) as child,
            cases.team,
            cases.case_status,
            child_years.distinct_workers,
            child_years.changes,
            child_years.unallocated_days,
            child_years.current_spell_days
        from child_years
        join months on months.month = child_years.month
        join cases on cases.month = child_years.month and cases.child_id = child_years.child_id
        cross join salts
        where
            child_years.changes > 0
            and (
                $level = 'authority'
                or ($level = 'service' and cases.service = $area)
                or ($level = 'team' and cases.team = $area)
            )
        order by
            child_years.changes desc,
            child_years.distinct_workers desc,
            child_years.unallocated_days desc,
            child
        limit 20
    )
select *
from final
