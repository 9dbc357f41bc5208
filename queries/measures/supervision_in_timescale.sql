with
    posts as (select * from marts.fct_posts_month where person_role >= 4),

    people as (select * from marts.dim_people),

    supervisions as (select * from staging.stg_hr__supervisions),

    meetings as (
        select distinct people.worker_id, supervisions.supervision_date
        from supervisions
        inner join people on people.person_ref = supervisions.person_ref
    ),

    supervised as (
        select distinct posts.month, posts.worker_id
        from posts
        inner join
            meetings
            on meetings.worker_id = posts.worker_id
            and meetings.supervision_date between posts.as_at - 30 and posts.as_at
    ),

    final as (
        select
            posts.month,
            posts.team,
            posts.service,
            posts.worker_id as unit,
            case when supervised.worker_id is null then 0 else 1 end::double as numerator,
            1::double as denominator,
            posts.person_role::varchar as role,
            posts.contract_type as contract
        from posts
        left join
            supervised on supervised.month = posts.month and supervised.worker_id = posts.worker_id
    )

select *
from final
