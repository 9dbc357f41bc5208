with
    differences as (
        select * from marts.fct_return_differences where make_date(year, 3, 31) <= $as_at
    ),
    final as (
        select year, verdict, count(*) as children
        from differences
        group by all
        order by year desc, children desc, verdict
    )
select *
from final
