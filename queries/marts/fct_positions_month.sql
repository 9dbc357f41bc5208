-- grain: one row per position in the structure at a month's close, or per team and role
-- key: month, position_id
with
    months as (select * from marts.dim_months),

    positions as (select * from staging.stg_hr__positions),

    employed_posts as (select * from marts.fct_posts_month where kind = 'employed'),

    structure as (
        select months.month, positions.*
        from months
        inner join
            positions
            on (positions.from_date is null or positions.from_date <= months.as_at)
            and (positions.to_date is null or months.as_at <= positions.to_date)
        where not positions.is_out_of_scope
        qualify
            row_number() over (
                partition by months.month, positions.position_ref
                order by positions.from_date desc nulls last, positions.to_date desc nulls first
            )
            = 1
    ),

    coverage as (
        select month, count(position_ref)::double / nullif(count(*), 0) as share_with_position
        from employed_posts
        group by month
    ),

    basis as (
        select
            months.month,
            case
                when coverage.share_with_position < 0.5 then 'team_and_role' else 'position'
            end as basis
        from months
        left join coverage on coverage.month = months.month
    ),

    employed_by_position as (
        select month, position_ref, sum(coalesce(fte, 0))::double as employed_fte
        from employed_posts
        where position_ref is not null
        group by month, position_ref
    ),

    employed_by_team as (
        select
            month,
            coalesce(
                team, lower(trim(regexp_replace(team_as_spelled, '\s+', ' ', 'g')))
            ) as team_key,
            org_role,
            sum(coalesce(fte, 0))::double as employed_fte
        from employed_posts
        group by month, team_key, org_role
    ),

    structure_by_team as (
        select
            month,
            coalesce(
                team, lower(trim(regexp_replace(team_as_spelled, '\s+', ' ', 'g')))
            ) as team_key,
            min(team) as team,
            min(service) as service,
            org_role,
            sum(coalesce(budgeted_fte, 0))::double as budgeted_fte,
            bool_and(is_frozen) as is_frozen
        from structure
        group by month, team_key, org_role
    ),

    by_position as (
        select
            structure.month,
            structure.position_ref as position_id,
            structure.team,
            structure.service,
            structure.org_role,
            coalesce(structure.budgeted_fte, 0)::double as budgeted_fte,
            coalesce(employed_by_position.employed_fte, 0)::double as employed_fte,
            structure.is_frozen,
            basis.basis
        from structure
        inner join basis on basis.month = structure.month and basis.basis = 'position'
        left join
            employed_by_position
            on employed_by_position.month = structure.month
            and employed_by_position.position_ref = structure.position_ref
    ),

    by_team as (
        select
            structure_by_team.month,
            'total:'
            || coalesce(structure_by_team.team_key, '')
            || '/'
            || coalesce(structure_by_team.org_role::varchar, '') as position_id,
            structure_by_team.team,
            structure_by_team.service,
            structure_by_team.org_role,
            structure_by_team.budgeted_fte,
            coalesce(employed_by_team.employed_fte, 0)::double as employed_fte,
            structure_by_team.is_frozen,
            basis.basis
        from structure_by_team
        inner join basis on basis.month = structure_by_team.month and basis.basis = 'team_and_role'
        left join
            employed_by_team
            on employed_by_team.month = structure_by_team.month
            and employed_by_team.team_key is not distinct from structure_by_team.team_key
            and employed_by_team.org_role is not distinct from structure_by_team.org_role
    ),

    positions_held as (
        select *
        from by_position
        union all
        select *
        from by_team
    ),

    final as (
        -- rounded, or 0.9 less 0.6 and 0.3 would leave a vacancy of a billionth
        select *, round(greatest(budgeted_fte - employed_fte, 0), 6)::double as vacant_fte
        from positions_held
    )

select *
from final
