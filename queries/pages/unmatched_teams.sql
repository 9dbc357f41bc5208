with
    unmatched as (select * from marts.fct_unmatched_teams),
    final as (
        select table_name, team_as_spelled, rows
        from unmatched
        order by rows desc, table_name, team_as_spelled
    )
select *
from final
