"""The one DuckDB file of a refresh: the only module that imports duckdb or opens queries/."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from workforce.dependencies import build_order, needed, sources

QUERIES = Path(__file__).parent.parent / "queries"
LAYERS = ("staging", "marts")
TEAMS = "staging.stg_settings__teams"
READABLE = (
    "quality.effects", "quality.history", "quality.outcomes", "quality.since_last",
    "quality.fix_rows", "quality.fix_sheets",
    "raw.balance", "raw.code_mix", "raw.findings", "raw.rules",
    "raw.settings", "raw.settings_contracts", "raw.settings_events",
    "raw.settings_involvement_roles", "raw.settings_rebases", "raw.settings_roles", "raw.settings_targets",
    "cube.states", "marts.dim_months", "marts.dim_professionals", "marts.dim_teams",
    "marts.fct_census_reconciliation", "marts.fct_census_year", "marts.fct_control_totals",
    "marts.fct_finding_kinds", "marts.fct_findings",
)  # fmt: skip
MEMORY_MB = 6000
# The parameters that each text names, parsed once.
PARAMETERS: dict[str, frozenset[str]] = {}
CHILD_YEARS = ("marts/fct_child_years", "rows/child_years")

# Rules that change no figure: where their SQL cannot be evaluated, the snapshot says so and is built all the same.
RULES = "marts.fct_findings_"
NO_FINDINGS = """
select 0::bigint as finding_no, ''::varchar as rule, ''::varchar as "table", ''::varchar as "column",
    ''::varchar as value, 0::bigint as line, ''::varchar as record
where false
"""

# How a frame holds a column of names; readers are given text.
NAMES = (pl.Enum, pl.Categorical)

Connection = duckdb.DuckDBPyConnection
Parameters = Mapping[str, Any]


class BrokenGrain(Exception):
    """A staging or mart table whose stated key is not unique, or is null somewhere."""


def create(path: Path | str, raw: Mapping[str, pl.DataFrame]) -> duckdb.DuckDBPyConnection:
    """Return a new database holding each frame as raw.<name>, open for the build."""
    connection = duckdb.connect(str(path))
    connection.execute(f"set memory_limit = '{memory_limit()}MB'")
    # Joins hash the table that the SQL names last: DuckDB takes a join with a range of months for a small one.
    connection.execute("set disabled_optimizers = 'build_side_probe_side'")
    for schema in ("raw", *LAYERS, "cube", "quality"):
        connection.execute(f"create schema {schema}")
    for name, frame in raw.items():
        connection.register("incoming", frame)
        connection.execute(f'create table raw."{name}" as select * from incoming')
        connection.unregister("incoming")
    return connection


def name_types(connection: duckdb.DuckDBPyConnection) -> None:
    """Make types of the names of teams and services, so that the largest table holds each name as a small number."""
    for name in ("team", "service"):
        names = f"select distinct {name} from {TEAMS} where {name} is not null order by all"
        connection.execute(f"create type marts.{name}_name as enum ({names})")


def memory_limit() -> int:
    """Return how many megabytes DuckDB may hold before it writes to disk beside the store."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    return min(MEMORY_MB, installed * 6 // 10)


def build_layers(
    connection: duckdb.DuckDBPyConnection,
    parameters: Parameters,
    folder: Path = QUERIES,
    wanted: Sequence[str] | None = None,
) -> list[str]:
    """Build staging views and mart tables in the order their SQL asks for; return their names.

    Where selects are `wanted`, only what they and the roll-up stand on is built.
    """
    files = {f"{layer}.{path.stem}": path for layer in LAYERS for path in (folder / layer).glob("*.sql")}
    order = build_order(connection, files if wanted is None else needed(connection, files, wanted))
    for name in order:
        kind = "view" if name.startswith("staging.") else "table"
        sql = files[name].read_text(encoding="utf-8")
        try:
            connection.execute(f"create {kind} {name} as {sql}", bound(connection, sql, parameters))
        except EVALUATION as error:
            if not name.startswith(RULES):
                raise
            connection.execute(f"create table {name} as {NO_FINDINGS}")
            told = {"family": name.partition(".")[2], "reason": str(error).strip().splitlines()[0]}
            connection.execute("insert into raw.rule_errors values ($family, $reason)", told)
        check_key(connection, name, sql)
        if name == TEAMS:
            name_types(connection)
    return order


def bound(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters) -> dict[str, Any] | None:
    """Return the parameters that the select names, or None when it names none."""
    if sql not in PARAMETERS:
        (statement,) = connection.extract_statements(sql)
        PARAMETERS[sql] = frozenset(statement.named_parameters)
    return {name: parameters[name] for name in PARAMETERS[sql]} or None


def stated_key(sql: str) -> list[str]:
    """Return the key columns of a staging or mart file, from its second line."""
    grain, key = sql.splitlines()[:2]
    if not grain.startswith("-- grain: one row per ") or not key.startswith("-- key: "):
        raise BrokenGrain("the first two lines must be '-- grain: one row per …' and '-- key: …'")
    return [column.strip() for column in key.removeprefix("-- key: ").split(",")]


def check_key(connection: duckdb.DuckDBPyConnection, name: str, sql: str) -> None:
    """Raise BrokenGrain when the stated key repeats or is null in the built table."""
    key = stated_key(sql)
    columns = ", ".join(key)
    nulls = " or ".join(f"{column} is null" for column in key)
    (rows, keys, empty) = connection.execute(
        f"select count(*), count(distinct ({columns})), count(*) filter ({nulls}) from {name}"
    ).fetchall()[0]
    if rows != keys or empty:
        raise BrokenGrain(f"{name}: {rows} rows, {keys} keys ({columns}), {empty} of them null")


def frame(connection: duckdb.DuckDBPyConnection, file: str, parameters: Parameters) -> pl.DataFrame:
    """Return the rows of one select of queries/, run on a cursor of its own."""
    sql = (QUERIES / f"{file}.sql").read_text(encoding="utf-8")
    return _selected(connection, sql, bound(connection, sql, parameters))


def child_years(connection: duckdb.DuckDBPyConnection, parameters: Parameters) -> pl.DataFrame:
    """Return a row a child and month as the parameters ask, counted anew, with its worker, cover and flags."""
    years, rows = ((QUERIES / f"{file}.sql").read_text(encoding="utf-8") for file in CHILD_YEARS)
    sql = rows.replace("marts.fct_child_years", f"({years})")
    return _selected(connection, sql, bound(connection, sql, parameters))


def is_interrupt(error: Exception) -> bool:
    """Return whether a query ended because the user stopped the command: DuckDB gives that no class of its own."""
    return type(error) is RuntimeError and str(error) == "Query interrupted"


# What goes wrong in one select, not in the database it runs in.
EVALUATION = (duckdb.ProgrammingError, duckdb.DataError, duckdb.NotSupportedError)
FAILURES = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.TransactionException, duckdb.FatalException)


def measure_sql(measure: str) -> str:
    """Return the select of a measure's unit rows."""
    return (QUERIES / "measures" / f"{measure}.sql").read_text(encoding="utf-8")


def cube_sql(name: str) -> str:
    """Return a select of the cube's cells."""
    return (QUERIES / "cube" / f"{name}.sql").read_text(encoding="utf-8")


def lineage_sql(name: str) -> str:
    """Return a select by which lines and units are followed to each other."""
    return (QUERIES / "lineage" / f"{name}.sql").read_text(encoding="utf-8")


def built(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """Return a whole table of the snapshot that is being built, by the name the build gives it."""
    return connection.table(name).pl()


def keep(connection: duckdb.DuckDBPyConnection, name: str, frame: pl.DataFrame) -> None:
    """Write a frame into the snapshot that is being built, as the table of that name, and write it out."""
    connection.register("kept", frame)
    connection.execute(f"create table {name} as select * from kept")
    connection.unregister("kept")
    connection.execute("checkpoint")


def open_snapshot(path: Path) -> duckdb.DuckDBPyConnection:
    """Open a published snapshot read-only, external access off, configuration locked."""
    config: dict[str, Any] = {
        "autoinstall_known_extensions": False, "autoload_known_extensions": False, "allow_community_extensions": False,
        "enable_external_access": False, "lock_configuration": True,
    }  # fmt: skip
    return duckdb.connect(str(path), read_only=True, config=config)


def cells(
    connection: duckdb.DuckDBPyConnection, measures: Sequence[str], level: str, area: str
) -> dict[str, pl.DataFrame]:
    """Return each measure's cells of one area, every breakdown and month, oldest month first, in one read."""
    found = _selected(
        connection,
        "select cells.*, months.as_at, months.is_partial from cube.cells as cells "
        "join marts.dim_months as months on months.month = cells.month "
        "where level = $level and area = $area and list_contains($measures, measure) "
        "order by measure, breakdown, category, cells.month",
        {"measures": list(measures), "level": level, "area": area},
    )
    held = {rows["measure"][0]: rows for rows in found.partition_by("measure", maintain_order=True)}
    return {measure: held.get(measure, found.clear()) for measure in measures}


def areas(connection: duckdb.DuckDBPyConnection, measure: str, as_at: date) -> pl.DataFrame:
    """Return a measure's undivided cells of every service and team at an as-at date, by area name."""
    return _selected(
        connection,
        "select areas.*, months.as_at, months.is_partial from cube.areas as areas "
        "join marts.dim_months as months on months.month = areas.month "
        "where measure = $measure and months.as_at = $as_at order by level, area",
        {"measure": measure, "as_at": as_at},
    )


def table(connection: duckdb.DuckDBPyConnection, name: str) -> pl.DataFrame:
    """Return a whole small table by its name in this list, for the pages."""
    if name not in READABLE:
        raise ValueError(name)
    return _selected(connection, f"select * from {name}", None)


def _selected(connection: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters | None) -> pl.DataFrame:
    """Return the rows of a select, run on a cursor of its own."""
    cursor = connection.cursor()
    try:
        return cursor.sql(sql, params=parameters).pl().with_columns(pl.selectors.by_dtype(*NAMES).cast(pl.String))
    finally:
        cursor.close()


def holds(connection: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Return whether a snapshot has a table of this schema-qualified name."""
    sql = "select 1 as one from information_schema.tables where table_schema || '.' || table_name = $name"
    return bool(_selected(connection, sql, {"name": name}).height)


def query_files(layer: str) -> dict[str, str]:
    """Return the SQL of every file of a folder of queries/, by its name without the ending, sorted."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted((QUERIES / layer).glob("*.sql"))}


def reads(sql: str) -> list[str]:
    """Return the schema-qualified tables that a select reads, sorted."""
    with duckdb.connect() as connection:
        return sorted(sources(connection, sql))
