with
    cells as (select * from cube.cells),
    final as (
        select measure, value::double as value
        from cells
        where
            level = 'authority'
            and breakdown = ''
            and month = date_trunc('month', $extract_date::date)::date
    )
select *
from final
