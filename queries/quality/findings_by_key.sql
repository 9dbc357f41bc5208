with
    findings as (select * from marts.fct_findings),
    rules as (select * from raw.rules),
    previous as (select * from raw.previous_findings),
    now as (select rule, finding_key as "key", count(*) as findings from findings group by all),
    gathered as (
        select 'now' as build, now.*
        from now
        union all
        select 'last', rule, finding_key, findings
        from previous
    ),
    -- what is only told, and what is told of the fix files, can neither be cleared nor come back
    final as (
        select gathered.*
        from gathered
        join rules on rules.rule = gathered.rule
        where rules.severity <> 'info' and rules.rule <> 'fix_out_of_date'
    )
select *
from final
