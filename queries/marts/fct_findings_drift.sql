-- grain: one row per finding on tables and codes beside the last snapshot
-- key: finding_no
with
    balance as (select * from raw.balance),
    previous_rows as (select * from raw.previous_rows),
    code_mix as (select * from raw.code_mix),
    previous_mix as (select * from raw.previous_code_mix),
    counted as (select "table", sum(lines - blank)::bigint as rows from balance group by all),
    falls as (
        select
            'rows_fell' as rule,
            previous_rows."table",
            '' as "column",
            coalesce(counted.rows, 0)
            || ' rows, '
            || previous_rows.rows
            || ' in the last snapshot' as value,
            '' as record
        from previous_rows
        left join counted on counted."table" = previous_rows."table"
        where coalesce(counted.rows, 0) <= 0.7 * previous_rows.rows and previous_rows.rows > 0
    ),
    columns_now as (
        select "table", "column", sum(rows) as rows from code_mix group by "table", "column"
    ),
    columns_then as (
        select "table", "column", sum(rows) as rows from previous_mix group by "table", "column"
    ),
    -- among a few rows, one row moves every share
    compared as (
        select columns_now."table", columns_now."column"
        from columns_now
        join
            columns_then
            on columns_then."table" = columns_now."table"
            and columns_then."column" = columns_now."column"
        where columns_now.rows >= 20 and columns_then.rows >= 20
    ),
    shares as (
        select
            coalesce(code_mix."table", previous_mix."table") as "table",
            coalesce(code_mix."column", previous_mix."column") as "column",
            coalesce(code_mix.code, previous_mix.code) as code,
            code_mix.share,
            previous_mix.share as previous_share
        from code_mix
        full join
            previous_mix
            on previous_mix."table" = code_mix."table"
            and previous_mix."column" = code_mix."column"
            and previous_mix.code = code_mix.code
    ),
    moves as (
        select
            'codes_moved' as rule,
            shares."table",
            shares."column",
            case when shares.code = '' then 'blank' else shares.code end
            || ': '
            || round(100 * coalesce(shares.share, 0))::integer
            || ' %, '
            || round(100 * coalesce(shares.previous_share, 0))::integer
            || ' % in the last snapshot' as value,
            shares.code as record
        from shares
        join compared on compared."table" = shares."table" and compared."column" = shares."column"
        where
            round(abs(coalesce(shares.share, 0) - coalesce(shares.previous_share, 0)), 6) >= 0.2
            or (shares.previous_share >= 0.1 and shares.share is null)
    ),
    found as (
        select *
        from falls
        union all by name
        select *
        from moves
    ),
    final as (
        select
            row_number() over (order by rule, "table", "column", record) as finding_no,
            rule,
            "table",
            "column",
            value,
            null::bigint as line,
            record
        from found
    )
select *
from final
