-- grain: one row per month and way in which the case system's workers were matched to HR
-- key: month, matched_by
with
    months as (select * from marts.dim_months),
    cases as (select * from marts.fct_cases_month where worker_id is not null),
    professionals as (
        select
            professional_id,
            coalesce(
                matched_by, case when is_in_professionals then 'unmatched' else 'id only' end
            ) as matched_by
        from marts.dim_professionals
    ),
    held as (select month, professional_id, count(*) as children from cases group by all),
    held_by_match as (
        select
            held.month,
            professionals.matched_by,
            count(*) as holders,
            sum(held.children)::bigint as children
        from held
        join professionals on professionals.professional_id = held.professional_id
        group by all
    ),
    matches as (select matched_by, count(*) as worker_ids from professionals group by all),
    final as (
        select
            months.month,
            months.as_at,
            matches.matched_by,
            matches.worker_ids,
            coalesce(held_by_match.holders, 0) as holders,
            coalesce(held_by_match.children, 0) as children
        from months
        cross join matches
        left join
            held_by_match
            on held_by_match.month = months.month
            and held_by_match.matched_by = matches.matched_by
    )
select *
from final
