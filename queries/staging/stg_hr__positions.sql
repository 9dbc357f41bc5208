-- grain: one row per position per spell in the structure
-- key: position_spell_id
with
    source as (select * from raw.hr_positions),

    teams as (select * from staging.stg_settings__teams),

    roles as (select * from raw.settings_roles),

    final as (
        select
            source.position_ref
            || '@'
            || coalesce(source.from_date::varchar, '') as position_spell_id,
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
            source.budgeted_fte::double as budgeted_fte,
            coalesce(source.from_date, date '0001-01-01') as from_date,
            source.to_date::date as to_date,
            coalesce(source.is_frozen::boolean, false) as is_frozen,
            source._line as source_line
        from source
        left join
            teams on teams.team_key = lower(trim(regexp_replace(source.team, '\s+', ' ', 'g')))
        left join
            roles on roles.title_key = lower(trim(regexp_replace(source.title, '\s+', ' ', 'g')))
    )

select *
from final
