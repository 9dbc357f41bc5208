-- grain: one row per kind of finding: severity, table, column, what is wrong and what to do
-- key: kind_id
with
    findings as (select * from marts.fct_findings),
    rules as (select * from raw.rules),
    owners as (select * from raw.table_owners),
    kinds as (
        select
            rule,
            severity,
            "table",
            "column",
            message,
            fix,
            count(*) as rows,
            count(*) filter (quarantined) as left_out,
            min(first_seen) as first_seen,
            max(runs_failing) as runs_failing
        from findings
        group by all
    ),
    final as (
        select
            row_number() over (
                order by
                    kinds.severity,
                    kinds."table",
                    kinds."column",
                    kinds.message,
                    kinds.fix,
                    kinds.rule
            ) as kind_id,
            kinds.*,
            rules.why,
            coalesce(nullif(rules.owner, ''), owners.owner) as owner
        from kinds
        left join rules on rules.rule = kinds.rule
        left join owners on owners."table" = kinds."table"
    )
select *
from final
