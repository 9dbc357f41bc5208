-- grain: one row per month, agency assignment present and rule that it fails
-- key: month, post_id, rule
with
    failures as (select * from marts.fct_agency_checks_month where verdict = 'failed'),

    salts as (select salt from raw.pseudonyms),

    final as (
        select
            failures.month,
            failures.as_at,
            failures.post_id,
            upper(left(sha256(salts.salt || failures.worker_id), 8)) as worker,
            failures.team,
            failures.service,
            failures.person_role,
            failures.rule,
            failures.recorded,
            failures.asks
        from failures
        cross join salts
        order by failures.month, failures.rule, failures.team, worker
    )

select *
from final
