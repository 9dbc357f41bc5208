-- grain: one row per spelling of a team that can be matched
-- key: team_key
with
    departments as (select * from raw.ssd_department),
    settings_teams as (select * from raw.settings_teams),
    spelled as (
        select team_key, team, service, 0 as preference
        from settings_teams
        union all
        select
            lower(trim(regexp_replace(dept_team_name, '\s+', ' ', 'g'))),
            trim(dept_team_name),
            null,
            1
        from departments
        where dept_team_name is not null
    ),
    identified as (
        select
            lower(trim(departments.dept_team_id)) as team_key,
            coalesce(settings_teams.team, trim(departments.dept_team_name)) as team,
            settings_teams.service,
            2 as preference
        from departments
        left join
            settings_teams
            on settings_teams.team_key
            = lower(trim(regexp_replace(departments.dept_team_name, '\s+', ' ', 'g')))
        where departments.dept_team_name is not null
    ),
    final as (
        select
            team_key,
            arg_min(team, (preference, team)) as team,
            arg_min(service, (preference, team)) as service
        from (select * from spelled union all select * from identified) as every_spelling
        group by all
    )
select *
from final
