with
    posts as (select * from marts.fct_posts_month),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            fte::double as numerator,
            null::double as denominator,
            person_role::varchar as role,
            contract_type as contract
        from posts
        where kind = 'employed' and fte is not null
    )

select *
from final
