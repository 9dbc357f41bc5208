-- grain: one row per month and kind of repair in children's worker periods
-- key: month, flag
with
    months as (select * from marts.dim_months),
    flags as (
        select child_id, flag, valid_from, valid_to, min(seen_from) as seen_from
        from marts.fct_flags
        group by all
    ),
    final as (
        select months.month, months.as_at, flags.flag, count(distinct flags.child_id) as children
        from flags
        join
            months
            on flags.seen_from <= months.as_at
            and flags.valid_from <= months.as_at
            and coalesce(flags.valid_to, date '9999-12-31') > months.as_at
        group by all
    )
select *
from final
