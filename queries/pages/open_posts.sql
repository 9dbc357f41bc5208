with
    posts as (select * from marts.fct_oldest_posts_month where as_at = $as_at),
    final as (
        select requisition_ref, position_ref, team, org_role, approved_date, age_days, stage
        from posts
        where level = $level and (level = 'authority' or area = $area)
        order by place
    )
select *
from final
