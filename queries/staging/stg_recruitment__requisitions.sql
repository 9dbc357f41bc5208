-- grain: one row per requisition
-- key: requisition_ref
with
    source as (select * from raw.recruitment_requisitions),

    teams as (select * from staging.stg_settings__teams),

    roles as (select * from raw.settings_roles),

    final as (
        select
            source.requisition_ref,
            source.position_ref,
            source.title,
            trim(source.team) as team_as_spelled,
            teams.team,
            teams.service,
            coalesce(
                case
                    when try_cast(source.org_role as double) in (1, 2, 3, 4, 5, 6)
                    then try_cast(source.org_role as double)::integer
                end,
                roles.org_role::integer
            ) as org_role,
            coalesce(try_cast(source.org_role as double) in (1, 2, 3, 4, 5, 6), false) = false
            and coalesce(roles.out_of_scope, false) as is_out_of_scope,
            source.fte::double as fte,
            lower(trim(source.reason)) as reason,
            source.approved_date::date as approved_date,
            source.advert_open_date::date as advert_open_date,
            source.advert_close_date::date as advert_close_date,
            source.cancelled_date::date as cancelled_date,
            source._line as source_line
        from source
        left join
            teams on teams.team_key = lower(trim(regexp_replace(source.team, '\s+', ' ', 'g')))
        left join
            roles on roles.title_key = lower(trim(regexp_replace(source.title, '\s+', ' ', 'g')))
    )

select *
from final
