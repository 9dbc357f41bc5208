-- grain: one row per table and spelling of a team that matches no team
-- key: table_name, team_as_spelled
with
    assignments as (select * from staging.stg_hr__assignments),
    agency as (select * from staging.stg_hr__agency_assignments),
    positions as (select * from staging.stg_hr__positions),
    requisitions as (select * from staging.stg_recruitment__requisitions),
    involvements as (select * from staging.stg_ssd__involvements),
    teams as (select * from staging.stg_settings__teams),
    spelled as (
        select 'hr_assignments' as table_name, team_as_spelled
        from assignments
        where team is null
        union all
        select 'agency_assignments', team_as_spelled
        from agency
        where team is null
        union all
        select 'hr_positions', team_as_spelled
        from positions
        where team is null
        union all
        select 'recruitment_requisitions', team_as_spelled
        from requisitions
        where team is null
        union all
        select 'ssd_involvements', involvements.team_key
        from involvements
        anti join teams on teams.team_key = involvements.team_key
    ),
    final as (
        select table_name, team_as_spelled, count(*) as rows
        from spelled
        where coalesce(team_as_spelled, '') <> ''
        group by all
    )
select *
from final
