with
    findings as (select * from marts.fct_findings where $rule = '' or rule = $rule),
    final as (
        select
            rule,
            severity,
            file,
            line,
            "column",
            -- ids stand in the fix list, never on the page
            case
                when regexp_matches(lower("column"), '(_id|_ref|_no|_number|^child|^sweno)$')
                then 'in the fix list'
                else value
            end as value,
            first_seen,
            runs_failing,
            quarantined
        from findings
        order by finding_id
        limit 50
        offset $skipped
    )
select *
from final
