with
    months as (select * from marts.dim_months where as_at <= $as_at),
    moves as (select * from marts.fct_known_moves_month),
    final as (
        select moves.*
        from moves
        inner join months on months.month = moves.month
        where moves.level = $level and (moves.level = 'authority' or moves.area = $area)
        order by moves.month, moves.months_ahead
    )
select *
from final
