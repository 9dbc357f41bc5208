with
    posts as (select * from marts.fct_posts_month),

    final as (
        select
            month,
            team,
            service,
            worker_id as unit,
            case when contract_type = 'permanent' then fte else 0 end::double as numerator,
            fte::double as denominator,
            person_role::varchar as role,
            case
                when person_role <= 3 then 'leadership' when person_role > 3 then 'practice'
            end as tier,
            contract_type as contract
        from posts
        where fte is not null
    )

select *
from final
