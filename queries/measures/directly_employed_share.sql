with
    posts as (select * from marts.fct_posts_month),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            case when kind = 'employed' then fte else 0 end::double as numerator,
            fte::double as denominator,
            person_role::varchar as role,
            contract_type as contract
        from posts
        where fte is not null
    )

select *
from final
