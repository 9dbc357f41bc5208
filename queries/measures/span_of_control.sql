with
    posts as (select * from marts.fct_posts_month),

    supervised as (
        select month, manager_worker_id, count(distinct worker_id)::double as people
        from posts
        where manager_worker_id is not null and manager_worker_id <> worker_id
        group by month, manager_worker_id
    ),

    managers as (
        select distinct month, worker_id, team, service, person_role, contract_type
        from posts
        where kind = 'employed' and person_role = 3
    ),

    final as (
        select
            managers.month,
            managers.team,
            managers.service,
            managers.worker_id as unit,
            coalesce(supervised.people, 0)::double as numerator,
            1::double as denominator,
            managers.person_role::varchar as role,
            managers.contract_type as contract,
            case
                when supervised.people is null
                then '0'
                when supervised.people <= 3
                then '1–3'
                when supervised.people <= 5
                then '4–5'
                when supervised.people <= 7
                then '6–7'
                when supervised.people <= 10
                then '8–10'
                else '11+'
            end as band
        from managers
        left join
            supervised
            on supervised.month = managers.month
            and supervised.manager_worker_id = managers.worker_id
    )

select *
from final
