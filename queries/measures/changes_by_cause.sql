-- one place: month, unit
with
    changes as (select * from marts.fct_change_causes),
    final as (
        select
            month,
            team,
            service,
            child_id as unit,
            count(*)::double as numerator,
            null::double as denominator,
            cause,
            cause || '/' || reason_group as cause_reason
        from changes
        group by all
    )
select *
from final
