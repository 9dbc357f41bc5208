-- grain: one row per census year, headcount or FTE, contract and role, beside HR
-- key: census_year, measure, contract, org_role
with
    census_rows as (select * from staging.stg_census__workers where is_in_post),
    hr_posts as (select * from marts.fct_posts),
    returned as (select distinct census_year, as_at from staging.stg_census__workers),
    -- HR can be asked only about days that it has recorded, and about contracts that it holds
    years as (
        select
            census_year,
            as_at,
            as_at <= $extract_date::date
            and as_at >= (select min(start_date) from hr_posts) as is_recorded
        from returned
    ),
    hr_rows as (
        select
            years.census_year,
            hr_posts.kind,
            hr_posts.worker_id as worker_key,
            hr_posts.worker_id as person_key,
            hr_posts.org_role,
            hr_posts.fte
        from years
        join
            hr_posts
            on hr_posts.start_date <= years.as_at
            and (hr_posts.end_date is null or years.as_at < hr_posts.end_date)
        where years.is_recorded
    ),
    stated_rows as (
        select
            true as is_census,
            census_year,
            kind,
            coalesce(swe_number, 'line:' || source_line) as worker_key,
            person_number::varchar as person_key,
            org_role,
            fte
        from census_rows
        union all
        select false, census_year, kind, worker_key, person_key, org_role, fte
        from hr_rows
    ),
    -- a person has one role, the most senior
    people as (
        select
            is_census,
            census_year,
            'headcount' as measure,
            kind,
            coalesce(min(org_role)::varchar, 'unknown') as org_role,
            worker_key,
            1.0::double as amount
        from stated_rows
        group by is_census, census_year, kind, worker_key, person_key
    ),
    hours as (
        select
            is_census,
            census_year,
            'fte',
            kind,
            coalesce(org_role::varchar, 'unknown'),
            worker_key,
            fte::double
        from stated_rows
        where fte is not null
    ),
    amounts as (
        select *
        from people
        union all
        select *
        from hours
    ),
    whereabouts as (
        select
            census_year,
            worker_key,
            bool_or(is_census) as is_in_census,
            bool_or(not is_census) as is_in_hr
        from stated_rows
        group by all
    ),
    by_role as (
        select
            amounts.census_year,
            amounts.measure,
            amounts.kind as contract,
            case
                when grouping(amounts.org_role) = 1 then 'all' else amounts.org_role
            end as org_role,
            coalesce(sum(amount) filter (is_census), 0) as census,
            coalesce(sum(amount) filter (not is_census), 0) as hr,
            coalesce(sum(amount) filter (not is_in_hr), 0) as census_only,
            coalesce(sum(amount) filter (not is_in_census), 0) as hr_only
        from amounts
        join
            whereabouts
            on whereabouts.census_year = amounts.census_year
            and whereabouts.worker_key = amounts.worker_key
        group by
            grouping sets (
                (amounts.census_year, amounts.measure, amounts.kind, amounts.org_role),
                (amounts.census_year, amounts.measure, amounts.kind)
            )
    ),
    contracts as (select unnest(['employed', 'agency']) as contract),
    held as (
        select
            years.census_year,
            years.as_at,
            contracts.contract,
            years.is_recorded
            and coalesce(bool_or(hr_posts.kind is not null), false) as is_comparable
        from years
        cross join contracts
        left join hr_posts on hr_posts.kind = contracts.contract
        group by years.census_year, years.as_at, contracts.contract, years.is_recorded
    ),
    final as (
        select
            by_role.census_year,
            held.as_at,
            by_role.measure,
            by_role.contract,
            by_role.org_role,
            round(by_role.census, 6) as census,
            case when is_comparable then round(by_role.hr, 6) end as hr,
            case when is_comparable then round(by_role.census - by_role.hr, 6) end as difference,
            case when is_comparable then round(by_role.census_only, 6) end as only_in_census,
            case when is_comparable then round(- by_role.hr_only, 6) end as only_in_hr,
            case
                when is_comparable
                then round(by_role.census - by_role.hr - by_role.census_only + by_role.hr_only, 6)
            end as recorded_otherwise,
            case when is_comparable then 'ok' else 'x' end as status
        from by_role
        join held on held.census_year = by_role.census_year and held.contract = by_role.contract
    )
select *
from final
