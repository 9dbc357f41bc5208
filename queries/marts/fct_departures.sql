-- grain: one row per person of the HR files with no row running beyond a last day
-- key: worker_id
with
    people as (select * from marts.dim_people),
    spells as (
        select
            person_ref,
            contract_type,
            team,
            service,
            fte,
            last_day,
            is_out_of_scope,
            contract_type = 'agency' as is_agency
        from staging.stg_hr__assignments
        union all by name
        select
            person_ref,
            contract_type,
            team,
            service,
            fte,
            last_day,
            is_out_of_scope,
            true as is_agency
        from staging.stg_hr__agency_assignments
    ),
    last_days as (
        select people.worker_id, max(coalesce(spells.last_day, date '9999-12-31')) as last_day
        from spells
        join people on people.person_ref = spells.person_ref
        group by all
    ),
    posts as (
        select
            people.worker_id,
            last_days.last_day,
            spells.* exclude (person_ref, last_day),
            bool_or(spells.is_agency) over (partition by people.worker_id) as is_agency_leaver
        from spells
        join people on people.person_ref = spells.person_ref
        join
            last_days
            on last_days.worker_id = people.worker_id
            and last_days.last_day = spells.last_day
    ),
    final as (
        select
            worker_id,
            last_day,
            is_agency_leaver,
            case when is_agency_leaver then 'agency' else contract_type end as contract,
            team,
            service,
            not is_out_of_scope as is_in_scope
        from posts
        qualify
            row_number() over (
                partition by worker_id
                order by is_out_of_scope, fte desc nulls last, team nulls last, contract_type
            )
            = 1
    )
select *
from final
