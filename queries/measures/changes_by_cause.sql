-- one place: month, child_no
with
    causes as (select * from marts.fct_change_causes),
    cases as (select * from marts.fct_cases_month where changes > 0),
    changes as (
        select month, child_no, cause, reason_group, count(*) as changes from causes group by all
    ),
    final as (
        select
            cases.month,
            cases.team,
            cases.service,
            cases.child_id as unit,
            changes.changes::double as numerator,
            null::double as denominator,
            changes.cause,
            changes.cause || '/' || changes.reason_group as cause_reason,
            cases.child_no
        from changes
        join cases on cases.month = changes.month and cases.child_no = changes.child_no
    )
select *
from final
