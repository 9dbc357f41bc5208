with
    months as (select * from marts.dim_months),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    starters as (
        select *, (start_date + interval 1 year)::date as anniversary from marts.fct_starters
    ),

    judged as (
        select
            starters.*,
            exists (
                select 1
                from runs
                where
                    runs.worker_id = starters.worker_id
                    and runs.run_start <= starters.anniversary
                    and (runs.run_end is null or runs.run_end >= starters.anniversary)
            ) as is_retained
        from starters
    ),

    final as (
        select
            months.month,
            judged.team,
            judged.service,
            judged.starter_id as unit,
            case when judged.is_retained then 1 else 0 end::double as numerator,
            1::double as denominator,
            judged.role,
            judged.contract
        from months
        inner join judged on judged.anniversary between months.window_start and months.as_at
    )

select *
from final
