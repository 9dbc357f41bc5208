-- grain: one row per month, area and place among the 20 open children with most changes
-- key: month, level, area, place
with
    months as (select * from marts.dim_months),
    cases as (select * from marts.fct_cases_month where changes > 0),
    child_years as (select * from marts.fct_child_years where is_in_cohort),
    salts as (select salt from raw.pseudonyms),
    numbers as (select month, service, team, changes, count(*) as children from cases group by all),
    numbers_by_area as (
        select month, 'authority' as level, '' as area, changes, children
        from numbers
        union all
        select month, 'service', service, changes, children
        from numbers
        where service is not null
        union all
        select month, 'team', team, changes, children
        from numbers
        where team is not null
    ),
    ranks as (
        select
            month,
            level,
            area,
            changes,
            sum(sum(children)) over (partition by month, level, area order by changes desc)
            - sum(children) as children_with_more
        from numbers_by_area
        group by month, level, area, changes
    ),
    -- only a child with this many changes can be among the 20, so few children are put in order
    fewest as (
        select month, level, area, min(changes) as changes
        from ranks
        where children_with_more < 20
        group by all
    ),
    candidates as (
        select cases.*, fewest.level, fewest.area
        from cases
        join fewest on fewest.month = cases.month and fewest.changes <= cases.changes
        where fewest.level = 'authority'
        union all
        select cases.*, fewest.level, fewest.area
        from cases
        join
            fewest
            on fewest.month = cases.month
            and fewest.area = cases.service
            and fewest.changes <= cases.changes
        where fewest.level = 'service'
        union all
        select cases.*, fewest.level, fewest.area
        from cases
        join
            fewest
            on fewest.month = cases.month
            and fewest.area = cases.team
            and fewest.changes <= cases.changes
        where fewest.level = 'team'
    ),
    named as (
        select
            candidates.*,
            child_years.current_spell_days,
            upper(left(sha256(salts.salt || candidates.child_id), 8)) as child
        from child_years
        join
            candidates
            on candidates.month = child_years.month
            and candidates.child_no = child_years.child_no
        cross join salts
    ),
    final as (
        select
            months.month,
            months.as_at,
            named.level,
            named.area,
            row_number() over (
                partition by named.month, named.level, named.area
                order by
                    named.changes desc,
                    named.distinct_workers desc,
                    named.unallocated_days desc,
                    named.child
            ) as place,
            named.child,
            named.team,
            named.case_status,
            named.distinct_workers,
            named.changes,
            named.unallocated_days,
            named.current_spell_days
        from named
        join months on months.month = named.month
        qualify place <= 20
        order by months.month, named.level, named.area, place
    )
select *
from final
