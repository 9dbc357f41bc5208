with
    positions as (select * from marts.fct_positions_month),

    final as (
        select
            month,
            team,
            service,
            'position:' || position_id as unit,
            vacant_fte as numerator,
            null::double as denominator,
            org_role::varchar as role,
            case when is_frozen then 'frozen' else 'not frozen' end as frozen
        from positions
    )

select *
from final
