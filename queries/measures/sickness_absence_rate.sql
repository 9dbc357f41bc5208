with
    months as (select * from marts.dim_months),

    absences as (select * from staging.stg_hr__absences where reason = 'SIC'),

    people as (select * from marts.dim_people),

    posts as (select * from marts.fct_posts where kind = 'employed'),

    runs as (select * from marts.fct_employment_runs where kind = 'employed'),

    held as (select * from marts.fct_posts_month where kind = 'employed' and fte is not null),

    bank_holidays as (select date::date as holiday from raw.bank_holidays),

    earliest as (select min(start_date) as first_date from absences),

    latest as (select max(as_at) as end_date from months),

    calendar_ends as (select earliest.first_date, latest.end_date from earliest cross join latest),

    calendar_days as (
        select
            unnest(
                generate_series(first_date::timestamp, end_date::timestamp, interval 1 day)
            )::date as day
        from calendar_ends
        where first_date <= end_date
    ),

    calendar as (
        select
            calendar_days.day,
            sum(
                case
                    when isodow(calendar_days.day) <= 5 and bank_holidays.holiday is null
                    then 1
                    else 0
                end
            ) over (order by calendar_days.day)::bigint as working_days_to_date,
            (isodow(calendar_days.day) <= 5 and bank_holidays.holiday is null)::integer
            as is_working_day
        from calendar_days
        left join
            (select distinct holiday from bank_holidays) as bank_holidays
            on bank_holidays.holiday = calendar_days.day
    ),

    placed as (
        select
            row_number() over (
                order by
                    people.worker_id,
                    absences.start_date,
                    absences.last_day,
                    absences.working_days_lost
            ) as absence_id,
            people.worker_id,
            absences.start_date,
            absences.last_day,
            absences.working_days_lost
        from absences
        inner join people on people.person_ref = absences.person_ref
    ),

    first_day_posts as (
        select
            placed.absence_id,
            sum(posts.fte) as fte,
            min(posts.org_role)::varchar as role,
            arg_min(
                struct_pack(
                    team := posts.team, service := posts.service, contract := posts.contract_type
                ),
                (- coalesce(posts.fte, 0), posts.team, posts.post_id)
            ) as post
        from placed
        inner join
            posts
            on posts.worker_id = placed.worker_id
            and posts.start_date <= placed.start_date
            and (
                posts.last_day is null
                or placed.start_date <= posts.last_day
                or placed.start_date < posts.end_date
            )
        group by placed.absence_id
    ),

    spells as (
        select
            placed.absence_id,
            placed.worker_id,
            placed.start_date,
            placed.last_day,
            placed.working_days_lost,
            first_day_posts.fte,
            first_day_posts.role,
            first_day_posts.post,
            coalesce(placed.last_day, runs.run_end) as known_end
        from placed
        inner join first_day_posts on first_day_posts.absence_id = placed.absence_id
        left join
            runs
            on runs.worker_id = placed.worker_id
            and runs.run_start <= placed.start_date
            and (runs.run_end is null or runs.run_end >= placed.start_date)
    ),

    in_window as (
        select
            months.month,
            spells.*,
            least(coalesce(spells.known_end, months.as_at), months.as_at) as counted_to,
            greatest(spells.start_date, months.window_start) as counted_from,
            coalesce(spells.known_end, months.as_at) as spell_end
        from months
        inner join
            spells
            on spells.start_date <= months.as_at
            and (spells.known_end is null or spells.known_end >= months.window_start)
    ),

    lost as (
        select
            in_window.month,
            in_window.post.team as team,
            in_window.post.service as service,
            in_window.worker_id as unit,
            case
                when in_window.working_days_lost is not null
                then
                    in_window.working_days_lost
                    * (in_window.counted_to - in_window.counted_from + 1)
                    / nullif(in_window.spell_end - in_window.start_date + 1, 0)
                else
                    (
                        to_day.working_days_to_date
                        - from_day.working_days_to_date
                        + from_day.is_working_day
                    )
                    * in_window.fte
            end::double as numerator,
            0::double as denominator,
            in_window.role,
            in_window.post.contract as contract
        from in_window
        left join calendar as from_day on from_day.day = in_window.counted_from
        left join calendar as to_day on to_day.day = in_window.counted_to
    ),

    available as (
        select
            held.month,
            held.team,
            held.service,
            held.worker_id as unit,
            0::double as numerator,
            held.fte::double * case
                when
                    last_day(make_date(year(months.as_at), 2, 1))
                    = make_date(year(months.as_at), 2, 28) + 1
                    and make_date(year(months.as_at), 2, 28) + 1
                    between months.window_start and months.as_at
                then 254
                when
                    last_day(make_date(year(months.window_start), 2, 1))
                    = make_date(year(months.window_start), 2, 28) + 1
                    and make_date(year(months.window_start), 2, 28) + 1
                    between months.window_start and months.as_at
                then 254
                else 253
            end as denominator,
            held.person_role::varchar as role,
            held.contract_type as contract
        from held
        inner join months on months.month = held.month
    ),

    final as (
        select *
        from lost
        where numerator is not null
        union all
        select *
        from available
    )

select *
from final
