-- grain: one row per folded spelling of a team (name, alias or department id)
-- key: team_key
with
    settings_teams as (select * from raw.settings_teams),

    departments as (select * from raw.ssd_department),

    department_spellings as (
        select
            lower(trim(regexp_replace(dept_team_id, '\s+', ' ', 'g'))) as team_key,
            trim(dept_team_name) as dept_team_name
        from departments
        union all
        select lower(trim(regexp_replace(dept_team_name, '\s+', ' ', 'g'))), trim(dept_team_name)
        from departments
    ),

    spellings as (
        select 1 as precedence, team_key, team, service
        from settings_teams
        union all
        select
            2,
            department_spellings.team_key,
            coalesce(settings_teams.team, department_spellings.dept_team_name),
            settings_teams.service
        from department_spellings
        left join
            settings_teams
            on settings_teams.team_key
            = lower(trim(regexp_replace(department_spellings.dept_team_name, '\s+', ' ', 'g')))
    ),

    final as (
        select team_key, team, service
        from spellings
        where team_key is not null and team is not null
        qualify row_number() over (partition by team_key order by precedence, team, service) = 1
    )

select *
from final
