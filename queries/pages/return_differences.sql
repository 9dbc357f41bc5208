with
    differences as (
        select * from marts.fct_return_differences where make_date(year, 3, 31) <= $as_at
    ),
    final as (
        select child, workers_in_return, workers_in_case_system, verdict
        from differences
        where verdict <> 'the same' and year = (select max(differences.year) from differences)
        order by
            abs(coalesce(workers_in_return, 0) - coalesce(workers_in_case_system, 0)) desc, child
        limit 20
    )
select *
from final
