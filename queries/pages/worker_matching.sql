with
    months as (select * from marts.dim_months where as_at = $as_at),
    professionals as (select * from marts.dim_professionals),
    cases as (select * from marts.fct_cases_month),
    held as (
        select cases.professional_id, count(*) as children
        from cases
        join months on months.month = cases.month
        where cases.worker_id is not null
        group by all
    ),
    final as (
        select
            coalesce(
                professionals.matched_by,
                case when professionals.is_in_professionals then 'unmatched' else 'id only' end
            ) as matched_by,
            count(*) as worker_ids,
            count(held.professional_id) as holders,
            coalesce(sum(held.children), 0)::bigint as children
        from professionals
        left join held on held.professional_id = professionals.professional_id
        group by all
        order by worker_ids desc
    )
select *
from final
