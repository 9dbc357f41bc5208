-- grain: one row per census year and official measure
-- key: census_year, measure
with
    workers as (select * from staging.stg_census__workers),
    returns as (select * from staging.stg_census__returns),
    years as (
        select census_year
        from workers
        union
        select census_year
        from returns
    ),
    -- one count a person; agency rows are never taken together, and FTE never at all
    counted as (
        select
            census_year,
            true as is_counted,
            coalesce(sum(fte) filter (kind = 'employed' and is_in_post), 0) as in_post_fte,
            count(distinct person_number) filter (
                kind = 'employed' and is_in_post
            ) as in_post_headcount,
            coalesce(sum(fte) filter (kind = 'employed' and is_starter), 0) as starters_fte,
            count(distinct(person_number, start_date)) filter (
                kind = 'employed' and is_starter
            ) as starters,
            coalesce(sum(fte) filter (kind = 'employed' and is_leaver), 0) as leavers_fte,
            count(distinct(person_number, last_day)) filter (
                kind = 'employed' and is_leaver
            ) as leavers,
            coalesce(sum(fte) filter (kind = 'agency' and is_in_post), 0) as agency_fte,
            count(*) filter (kind = 'agency' and is_in_post) as agency_headcount,
            coalesce(sum(fte) filter (is_in_post and cases > 0), 0) as holders_fte,
            count(distinct person_number) filter (
                is_in_post and cases > 0 and fte is not null
            ) as holders,
            sum(cases) filter (is_in_post and (cases = 0 or fte is not null)) as cases,
            coalesce(
                sum(cases) filter (is_in_post and cases > 0 and fte is null), 0
            ) as cases_without_fte,
            count(*) filter (is_in_post and cases > 0 and fte is null) as holders_without_fte,
            sum(working_days_lost) filter (kind = 'employed') as days_lost,
            count(*) filter (kind = 'employed' and working_days_lost is not null) as days_known,
            count(*) filter (is_in_post and fte_source = 'FTE30') as from_fte30,
            count(*) filter (is_in_post and fte_source = 'FTE') as from_fte,
            count(*) filter (is_leaver and fte_source = 'FTE30') as leavers_from_fte30,
            count(*) filter (is_leaver and fte_source = 'FTE') as leavers_from_fte
        from workers
        group by all
    ),
    joined as (
        select
            years.census_year,
            counted.* exclude (census_year),
            returns.census_year is not null as is_returned,
            returns.vacant_fte,
            returns.agency_cover_fte,
            returns.agency_cover_headcount,
            -- a year that contains a 29 February has one working day more
            case
                when day(last_day(make_date(years.census_year, 2, 1))) = 29 then 254 else 253
            end as working_days
        from years
        left join counted on counted.census_year = years.census_year
        left join returns on returns.census_year = years.census_year
    ),
    listed as (
        select
            census_year,
            unnest(
                [
                    (1, 'in_post_fte', 1, in_post_fte, null, in_post_headcount),
                    (2, 'in_post_headcount', 1, in_post_headcount, null, in_post_headcount),
                    (3, 'starters_fte', 1, starters_fte, null, starters),
                    (4, 'starters_headcount', 1, starters, null, starters),
                    (5, 'leavers_fte', 1, leavers_fte, null, leavers),
                    (6, 'leavers_headcount', 1, leavers, null, leavers),
                    (7, 'turnover_rate', 100, leavers_fte, in_post_fte, in_post_headcount),
                    (
                        8,
                        'turnover_rate_headcount',
                        100,
                        leavers,
                        in_post_headcount,
                        in_post_headcount
                    ),
                    (9, 'agency_fte', 1, agency_fte, null, agency_headcount),
                    (10, 'agency_headcount', 1, agency_headcount, null, agency_headcount),
                    (
                        11,
                        'agency_rate',
                        100,
                        agency_fte,
                        agency_fte + in_post_fte,
                        agency_headcount + in_post_headcount
                    ),
                    (
                        12,
                        'agency_rate_headcount',
                        100,
                        agency_headcount,
                        agency_headcount + in_post_headcount,
                        agency_headcount + in_post_headcount
                    ),
                    (
                        13,
                        'directly_employed_share',
                        100,
                        in_post_fte,
                        agency_fte + in_post_fte,
                        agency_headcount + in_post_headcount
                    ),
                    (14, 'vacant_fte', 1, vacant_fte, null, null),
                    (
                        15,
                        'vacancy_rate',
                        100,
                        vacant_fte,
                        vacant_fte + in_post_fte,
                        in_post_headcount
                    ),
                    (16, 'agency_cover_fte', 1, agency_cover_fte, null, agency_cover_headcount),
                    (17, 'agency_cover_rate', 100, agency_cover_fte, agency_fte, agency_headcount),
                    (
                        18,
                        'vacancies_covered',
                        100,
                        agency_cover_fte,
                        vacant_fte,
                        agency_cover_headcount
                    ),
                    (19, 'cases', 1, cases, null, holders),
                    (20, 'case_holders_fte', 1, holders_fte, null, holders),
                    (21, 'average_caseload', 1, cases, holders_fte, holders),
                    (22, 'cases_without_fte', 1, cases_without_fte, null, holders_without_fte),
                    (23, 'working_days_lost', 1, days_lost, null, days_known),
                    (
                        24,
                        'sickness_absence_rate',
                        100,
                        days_lost,
                        in_post_fte * working_days,
                        in_post_headcount
                    ),
                    (25, 'rows_in_post_by_fte30', 1, from_fte30, null, from_fte30),
                    (26, 'rows_in_post_by_fte', 1, from_fte, null, from_fte),
                    (
                        27,
                        'rows_of_leavers_by_fte30',
                        1,
                        leavers_from_fte30,
                        null,
                        leavers_from_fte30
                    ),
                    (28, 'rows_of_leavers_by_fte', 1, leavers_from_fte, null, leavers_from_fte)
                ]::struct(
                    place integer,
                    measure varchar,
                    scale double,
                    numerator double,
                    denominator double,
                    n bigint
                )[],
                recursive := true
            ),
            is_counted and is_returned as is_whole
        from joined
    ),
    rated as (
        select
            *,
            measure in (
                'turnover_rate',
                'turnover_rate_headcount',
                'agency_rate',
                'agency_rate_headcount',
                'directly_employed_share',
                'vacancy_rate',
                'agency_cover_rate',
                'vacancies_covered',
                'average_caseload',
                'sickness_absence_rate'
            ) as is_rate
        from listed
    ),
    valued as (
        select
            *,
            case
                when not is_rate then numerator else scale * numerator / nullif(denominator, 0)
            end as value
        from rated
    ),
    final as (
        select
            census_year,
            measure,
            place,
            numerator,
            denominator,
            value,
            n,
            case
                when numerator is null or (is_rate and denominator is null)
                then case when is_whole then 'x' else 'not_supplied' end
                when is_rate and denominator = 0
                then 'z'
                when
                    measure in ('agency_cover_rate', 'vacancies_covered')
                    and numerator > denominator + 1e-6
                then 'u'
                when value <> 0 and abs(value) < 0.05
                then 'low'
                else 'ok'
            end as status
        from valued
    )
select *
from final
