-- grain: one row per child looked after and year that the return and the case system both cover
-- key: year, child_id
with
    sent as (select distinct table_name from raw.supplied),
    salts as (select salt from raw.pseudonyms),
    years as (
        select *
        from marts.dim_return_months
        where is_year_end and 'ssd_involvements' in (select sent.table_name from sent)
    ),
    returned as (
        select years.year, children.child_id, children.distinct_workers
        from marts.fct_looked_after_years as children
        join years on years.month = children.month
        where children.is_in_cohort
    ),
    recorded as (
        select years.year, first_periods.child_id, children.distinct_workers
        from marts.fct_child_years as children
        join years on years.month = children.month
        join
            marts.dim_periods as first_periods
            on first_periods.child_no = children.child_no
            and first_periods.period_no = 1
    ),
    looked_after as (
        select distinct years.year, care.child_id
        from staging.stg_903__care_episodes as care
        join years on care.start_date <= years.as_at and care.end_or_open > years.as_at
        anti join
            staging.stg_ssd__short_breaks as short_breaks
            on short_breaks.child_id = care.child_id
            and short_breaks.start_date <= years.as_at
            and short_breaks.end_or_open > years.as_at
        where care.source = 'case system'
    ),
    children as (
        select year, child_id
        from returned
        union
        select year, child_id
        from looked_after
    ),
    compared as (
        select
            children.year,
            children.child_id,
            returned.distinct_workers as workers_in_return,
            recorded.distinct_workers as workers_in_case_system
        from children
        left join
            returned on returned.year = children.year and returned.child_id = children.child_id
        left join
            recorded on recorded.year = children.year and recorded.child_id = children.child_id

    ),
    final as (
        select
            compared.year,
            compared.child_id,
            upper(left(sha256(salts.salt || compared.child_id), 8)) as child,
            compared.workers_in_return,
            compared.workers_in_case_system,
            case
                when compared.workers_in_return is null
                then 'only in the case system'
                when compared.workers_in_case_system is null
                then 'only in the return'
                when compared.workers_in_return > compared.workers_in_case_system
                then 'more in the return'
                when compared.workers_in_return < compared.workers_in_case_system
                then 'more in the case system'
                else 'the same'
            end as verdict
        from compared
        cross join salts
    )
select *
from final
