-- grain: one row per control total that the sender gave
-- key: name
with
    settings as (select * from raw.settings where value is not null),
    months as (select max(month) as month from marts.dim_months),
    posts as (
        select posts.*
        from marts.fct_posts_month as posts
        join months on months.month = posts.month
        where posts.kind = 'employed'
    ),
    counted as (
        select 'headcount' as name, count(distinct worker_id)::double as counted
        from posts
        union all
        select 'fte', coalesce(sum(fte), 0)::double
        from posts
    ),
    final as (
        select
            counted.name,
            settings.value::double as given,
            counted.counted,
            round(counted.counted - settings.value::double, 6) as difference
        from counted
        join settings on settings.key = 'control_totals.' || counted.name
    )
select *
from final
