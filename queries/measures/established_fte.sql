with
    positions as (select * from marts.fct_positions_month),

    final as (
        select
            month,
            team,
            service,
            'position:' || position_id as unit,
            budgeted_fte as numerator,
            null::double as denominator,
            org_role::varchar as role,
            case when org_role <= 3 then 'leadership' when org_role > 3 then 'practice' end as tier,
            case when is_frozen then 'frozen' else 'not frozen' end as frozen
        from positions
    )

select *
from final
