-- grain: one row per referral that opened a case
-- key: referral_id
with
    episodes as (select * from raw.ssd_cin_episodes),
    final as (
        select
            cine_referral_id as referral_id,
            cine_person_id as child_id,
            cine_referral_date as open_date,
            cine_close_date as close_date,
            lower(trim(regexp_replace(cine_referral_team, '\s+', ' ', 'g'))) as team_key
        from episodes
        where
            not coalesce(cine_referral_nfa, false)
            and (cine_close_date is null or cine_close_date > cine_referral_date)
    )
select *
from final
