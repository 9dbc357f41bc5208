"""The examples and the standing paragraphs of the generated pages."""

EXAMPLES = {
    "Cases30": "16", "ContractWeeks": "26.0", "FTE": "0.8", "FTE30": "0.8", "LEA": "900", "NoAgencyFTE": "6.5",
    "NoAgencyHeadcount": "7", "NumberOfVacancies": "11.4", "OtherAllowances": "Lease car",
    "PersonBirthDate": "1980-02-29", "QualInst": "A university",
    "SWENo": "SW9000023", "WorkingDaysLost": "8.5", "Year": "2024",
    "agency_role": "social worker", "assignment_ref": "ASG0000092", "budgeted_fte": "1.0",
    "clea_care_leaver_eligibility": "Former relevant child", "clae_cla_id": "CLA0000000",
    "contract_type": "permanent", "child": "C0000000", "fte": "0.8", "hourly_price": "38.50",
    "invo_professional_role_id": "CW", "invo_worker_change_reason": "MANAGE", "notice_days": "28",
    "post_qualifying_months": "60", "prof_professional_department": "Assessment",
    "prof_social_worker_registration_no": "SW9000023", "source": "referral", "sw_id": "SW9000023", "ls": "C2",
    "lega_legal_status": "C2", "substantive_left_reason": "relocation", "substantive_notice_days": "28",
    "supervisor_ref": "E001490", "swe_number": "SW9000023", "working_days_lost": "8.8",
}  # fmt: skip
READING = """
One folder holds one file per table, named after it: `.csv` (comma, semicolon, tab or pipe), `.xlsx` (one sheet
per table, or one file per table) or `.parquet`. A report under its own name and columns is read by a section
`[[sources]]` of authority.toml, which `workforce map FILE` proposes. Files of other names, and columns that are not
listed here, are named in the report and not read. A table marked optional may be missing: what depends on it says "not
supplied", never 0. A required table that is missing, empty or lacks a required column rejects the build, and
the last snapshot stays in use.

Workforce census returns are known by what is in them, whatever their name: the XML in the layouts to 2023, 2024 and
2025, or the two flattened files of workers and of the authority's own items. Returns of several years stand side by
side; two of one year are refused, as is XML with a document type or entities.

Every value is read as text and typed by its contract: dates as `YYYY-MM-DD` or `DD/MM/YYYY` (Excel dates in a
workbook, counted from 1900 or 1904), true or false as true/false, yes/no, y/n or 1/0, encodings UTF-8, UTF-16 with a
byte-order mark or Windows-1252. `NULL`, `#N/A` and `NaN`, `-1` as an id, and placeholder dates such as `1900-01-01` or
`9999-12-31` are blanks, and counted. Nothing is changed in silence: characters that cannot be seen, ids that a
spreadsheet turned into `1.00E+05` or a date, errors such as `#REF!`, totals below the rows, lines above the header,
and hidden, filtered or merged parts of a sheet are findings. A row of too few or too many cells refuses the file with
its line.

Rows that fail can be corrected without touching the extracts: `workforce fixes` writes them as they stand in their
file, and `--fixes` of `check` and `build` reads them back in the place of the same lines, as long as each line is still
the one that was written. Text that a spreadsheet would run or change bears an apostrophe in front, which reading takes
off.

A file may hold 2,048 MB of text, 256 MB of XML, 256 MB of workbook once it is unpacked (10,000,000 cells a sheet) and
1,024 MB of Parquet once it is unpacked; what is larger is refused while it is unpacked, whatever it says of itself.

For every file: lines = accepted + quarantined + blank. Names, dates of birth, NHS numbers, postcodes, ethnicity and
pay are not read, except that a census return's dates of birth, sex and ethnicity are compared in memory to recognise a
person and never stored.

The `ssd_` tables may come as Liquidlogic, Mosaic (the common script and local variants) or Eclipse deploys them:
worker ids in `prof_staff_id`, children in `PersonID` or reached through `invo_referral_id`, visits through their
plan, rows that a join repeats, roles as codes or descriptions, teams as ids or names, ids cast to decimals, dates
cast to text such as `Jan 10 2024 12:00AM`, a schema before the table's name. `check` and the Data quality page name
the shape they recognise; the figures are the same in each.

With `--database` the `ssd_` tables are read from a live database instead, as tables or views of one schema: only the
columns that are listed here, as text. Their file is then called `database` with the name of the table, and their line
is the place of the row in the order of the key, from 1. `[database]` below says what they are called there.

The files of the SSDA903 return are known by their columns, whatever they are called: social worker episodes
(`sw_episodes`) and, beside them, care episodes (`episodes`), one file of each. A folder with the social worker
episodes needs no HR or `ssd_` table; of a system that sends one table, the required ones are due.
"""

WRITING = """
What only the authority knows, as a TOML file in UTF-8 beside the extracts, or named by `--config`. Every section and
every key is optional unless it says required; an unknown key is refused with the nearest known one. Text stands in
quotes. A date is a bare TOML date in ISO form, `2024-09-30`; day-first dates such as `30/09/2024` are refused.
"""

LAYERS = """
Plain DuckDB SQL, one select a file; the build order is derived from what each file reads. Before adding a mart,
ask what its grain is and whether a table of that grain exists already. The first two lines of a staging or mart
file state its grain and key, and every build verifies the key.
"""
