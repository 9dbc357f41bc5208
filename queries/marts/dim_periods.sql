-- grain: one row per open period of a child (overlapping and touching referrals joined)
-- key: period_id
with
    referrals as (select * from staging.stg_ssd__referrals),
    marked as (
        select
            *,
            max(coalesce(close_date, date '9999-12-31')) over (
                partition by child_id
                order by open_date, referral_id
                rows between unbounded preceding and 1 preceding
            ) as closed_so_far
        from referrals
    ),
    numbered as (
        select
            *,
            count(*) filter (closed_so_far is null or open_date > closed_so_far) over (
                partition by child_id order by open_date, referral_id
            ) as period_no
        from marked
    ),
    periods as (
        select
            child_id,
            period_no,
            min(open_date) as open_date,
            nullif(max(coalesce(close_date, date '9999-12-31')), date '9999-12-31') as close_date,
            arg_min(referral_id, (open_date, referral_id)) as referral_id,
            arg_max(team_key, (open_date, referral_id)) as team_key
        from numbered
        group by all
    ),
    ordered as (
        select row_number() over (order by child_id, period_no) as period_id, * from periods
    ),
    final as (
        select
            period_id::integer as period_id,
            -- the same for every period of a child, as these are numbered one after
            -- the other
            (period_id - period_no)::integer as child_no,
            * exclude (period_id)
        from ordered
    )
select *
from final
