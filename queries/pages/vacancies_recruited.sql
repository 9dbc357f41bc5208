with
    months as (select * from marts.dim_months where as_at = $as_at),

    parts as (select * from marts.fct_vacancies_recruited_month),

    final as (
        select parts.side, parts.part, parts.posts, parts.fte, parts.without_fte
        from parts
        inner join months on months.month = parts.month
        where parts.level = $level and (parts.level = 'authority' or parts.area = $area)
        order by parts.side, parts.part
    )

select *
from final
