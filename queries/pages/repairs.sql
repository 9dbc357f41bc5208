with
    flags as (select * from marts.fct_flags),
    final as (
        select flag, count(distinct child_id) as children
        from flags
        where
            seen_from <= $as_at
            and valid_from <= $as_at
            and coalesce(valid_to, date '9999-12-31') > $as_at
        group by all
        order by children desc, flag
    )
select *
from final
