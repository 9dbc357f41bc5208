with
    findings as (select * from marts.fct_findings),
    final as (
        select
            finding_key,
            min(first_seen) as first_seen,
            max(runs_failing)::bigint as runs_failing,
            rule,
            count(*) as findings
        from findings
        group by finding_key, rule
    )
select *
from final
