-- grain: one row per accepted involvement row
-- key: involvement_id
with
    involvements as (select * from raw.ssd_involvements),
    roles as (select * from raw.settings_involvement_roles),
    reading as (
        select coalesce(max(value), 'start') as reason_on
        from raw.settings
        where key = 'reading.reason_on'
    ),
    final as (
        select
            involvements.invo_involvements_id as involvement_id,
            involvements.invo_person_id as child_id,
            involvements.invo_professional_id as professional_id,
            involvements.invo_referral_id as referral_id,
            roles.kind as role_kind,
            involvements.invo_professional_role_id as role_name,
            lower(
                trim(regexp_replace(involvements.invo_professional_team, '\s+', ' ', 'g'))
            ) as team_key,
            case
                when reading.reason_on = 'start'
                then upper(trim(involvements.invo_worker_change_reason))
            end as reason,
            case
                when reading.reason_on = 'end'
                then upper(trim(involvements.invo_worker_change_reason))
            end as end_reason,
            involvements.invo_involvement_start_date as start_date,
            involvements.invo_involvement_end_date as end_date
        from involvements
        cross join reading
        left join
            roles
            on roles.role_key = lower(
                trim(
                    regexp_replace(
                        coalesce(involvements.invo_professional_role_id, ''), '\s+', ' ', 'g'
                    )
                )
            )
    )
select *
from final
