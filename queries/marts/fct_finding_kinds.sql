-- grain: one row per kind of finding: severity, table, column, what is wrong and what to do
-- key: kind_id
with
    findings as (select * from marts.fct_findings),
    kinds as (
        select
            severity,
            "table",
            "column",
            message,
            fix,
            count(*) as rows,
            count(*) filter (quarantined) as left_out
        from findings
        group by all
    ),
    final as (
        select row_number() over (order by severity, "table", "column", message, fix) as kind_id, *
        from kinds
    )
select *
from final
