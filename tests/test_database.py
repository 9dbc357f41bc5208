"""Proves that a live PostgreSQL database gives what files of its tables give, is only read, and keeps its secret."""

from __future__ import annotations

import shutil
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest
from command_line import refused
from deployed_shapes import DEPLOYMENTS, laid_out
from measure_oracle.authorities import Maker
from measure_oracle.layout import TOML
from postgres_server import OWNER, PASSWORD, READER, SPOKEN, Server, programs, running
from test_measure_oracle import written
from three_months import write

from workforce import build, cli, contracts, cube, extracts, settings, snapshots, warehouse
from workforce.catalogue import MEASURES
from workforce.contracts import SPECS
from workforce.errors import Rejected
from workforce.extracts import database, postgresql

SCHEMA = "ssd_development"
SEED = 3
PRIVATE = "prof_professional_name"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """Return a running server with the random authority's tables, and a login that may read what is needed only."""
    folder = programs()
    if folder is None:
        pytest.skip("no PostgreSQL server is installed here (Debian's package is postgresql)")
    with running(folder) as started:
        started.run(f"create role {READER} login password '{SPOKEN}'")
        yield started


@pytest.fixture(scope="module")
def maker() -> Maker:
    """Return the random authority, before its rows are made."""
    return Maker(SEED)


@pytest.fixture(scope="module")
def folder(maker: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the authority's files, every table among them."""
    made = tmp_path_factory.mktemp("files")
    written(maker, made)
    config = TOML.format(extract=maker.extract, first=maker.first)
    (made / "authority.toml").write_text(config, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def others(folder: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the same files without the tables that the database holds."""
    left = shutil.copytree(folder, tmp_path_factory.mktemp("others") / "extracts")
    server.run(f"create schema {SCHEMA}")
    for path in sorted(left.glob("ssd_*.csv")):
        server.load(SCHEMA, path.stem, as_held(path.stem, pl.read_csv(path, infer_schema=False)))
        path.unlink()
    permit(server, SCHEMA)
    return left


def as_held(table: str, text: pl.DataFrame) -> pl.DataFrame:
    """Return the text as a database holds it: real dates, moments and truths, and a name that is not to be read."""
    days = [name for name, kind in SPECS[table].schema.items() if kind == pl.Date and name in text.columns]
    typed = text.with_columns(pl.col(days).str.to_date("%Y-%m-%d"))
    if table == "ssd_involvements":
        typed = typed.with_columns(pl.col(days).cast(pl.Datetime) + pl.duration(hours=15))
    if table == "ssd_cin_episodes":
        typed = typed.with_columns(pl.col("cine_referral_nfa") == "true")
    return typed.with_columns(pl.lit("Private Name").alias(PRIVATE))


def permit(server: Server, schema: str) -> None:
    """Let the reader read the columns of the contracts and no other."""
    columns = server.ask(
        f"select table_name, column_name from information_schema.columns where table_schema = '{schema}'"
    )
    grants = [
        f'grant select ("{column}") on {schema}."{table}" to {READER}'
        for table, column in columns
        if column in SPECS[table].readable
    ]
    server.run(f"grant usage on schema {schema} to {READER}", *grants)


@pytest.fixture(autouse=True)
def address(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the reader's connection string into the environment, where the test has a server."""
    monkeypatch.delenv("WORKFORCE_DATABASE", raising=False)
    if "server" in request.fixturenames:
        monkeypatch.setenv("WORKFORCE_DATABASE", request.getfixturevalue("server").url(READER))


def read(folder: Path, from_database: bool) -> contracts.Judged:
    """Return the judged tables of the folder, and of the database where it is asked."""
    given = settings.load(folder / "authority.toml")
    return contracts.judge(extracts.read_sources(folder, given, from_database), given)


CELL = "measure, month, level, area, breakdown, category, numerator, denominator, value, n, status"


def cells(judged: contracts.Judged, folder: Path) -> set[tuple[Any, ...]]:
    """Return every cell that a build makes of the judged tables."""
    given = settings.load(folder / "authority.toml")
    as_at = given.authority.extract_date
    connection = warehouse.create(":memory:", build.raw_tables(judged, given, as_at))
    warehouse.build_layers(connection, build.parameters(given, as_at))
    cube.build_cells(connection, MEASURES.values(), given.authority.name)
    found = set(connection.execute(f"select {CELL} from cube.cells").fetchall())
    connection.close()
    return found


def published(store: Path) -> set[tuple[Any, ...]]:
    """Return every cell of the published snapshot."""
    with warehouse.open_snapshot(snapshots.current(store)) as connection:
        return set(connection.execute(f"select {CELL} from cube.cells").fetchall())


def counted(judged: contracts.Judged) -> list[tuple[Any, ...]]:
    """Return what became of the rows of every table, and how often each rule was broken in it."""
    balance = judged.balance.select("table", "lines", "accepted", "quarantined").sort("table").rows()
    rules = judged.findings.filter(pl.col("rule") != "extra_column").group_by("table", "rule", "column").len()
    return balance + rules.sort(rules.columns).rows()


def test_a_build_has_every_cell_of_the_files_and_never_tells_the_password(
    folder: Path, others: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, fixes = tmp_path / "store", tmp_path / "fixes.csv"
    assert cli.main(["build", "--extracts", str(others), "--store", str(store), "--database", "--out", str(fixes)]) == 0
    said = "".join(capsys.readouterr())
    assert published(store) ^ cells(read(folder, False), folder) == set()
    assert "database ssd_involvements" in said and "PostgreSQL" in said
    kept = b"".join(path.read_bytes() for path in store.rglob("*") if path.is_file()) + fixes.read_bytes()
    assert b"database ssd_involvements" in fixes.read_bytes()
    for secret in (PASSWORD, SPOKEN, "127.0.0.1"):
        assert secret not in said and secret.encode() not in kept
    assert b"Private Name" not in kept


def test_every_row_is_judged_as_in_the_files(folder: Path, others: Path) -> None:
    filed, live = read(folder, False), read(others, True)
    assert counted(live) == counted(filed)
    assert filed.balance["quarantined"].sum() > 0


def test_rows_are_numbered_alike_in_every_reading(others: Path, server: Server) -> None:
    first = {source.table: source.frame for source in extracts.read_sources(others, settings.Settings(), True)}
    table = f"{SCHEMA}.ssd_involvements"
    server.run(f"create table {SCHEMA}.moved as select * from {table} order by random()", f"delete from {table}",
               f"insert into {table} select * from {SCHEMA}.moved", f"drop table {SCHEMA}.moved")  # fmt: skip
    again = {source.table: source.frame for source in extracts.read_sources(others, settings.Settings(), True)}
    assert all(frame.equals(again[table]) for table, frame in first.items())
    ids = again["ssd_involvements"]["invo_involvements_id"]
    assert ids.to_list() == sorted(ids) and again["ssd_involvements"]["_line"].to_list() == [*range(1, len(ids) + 1)]


def test_a_login_that_may_write_cannot_write_here(others: Path, server: Server) -> None:
    before = server.ask(f"select count(*) from {SCHEMA}.ssd_department")
    session = postgresql.Session(server.url(OWNER))
    with pytest.raises(Rejected, match="refused to write"):
        list(session.batches(f"with gone as (delete from {SCHEMA}.ssd_department returning 1) select * from gone"))
    session.close()
    for statement in (f"delete from {SCHEMA}.ssd_department", "create table public.mine (id int)"):
        session = postgresql.Session(server.url(OWNER))
        with pytest.raises(Rejected, match="refused to write"):
            session._run(statement, None)
        session.close()
    assert server.ask(f"select count(*) from {SCHEMA}.ssd_department") == before


def test_a_view_that_writes_is_refused_and_writes_nothing(server: Server) -> None:
    server.run(
        "create schema sly", "create table sly.seen (id text)",
        "create function sly.note() returns text language sql volatile as "
        "$$ insert into sly.seen values ('read') returning id $$",
        "create view sly.ssd_family as select sly.note() as fami_family_id, 'C1' as fami_person_id",
    )  # fmt: skip
    session = postgresql.Session(server.url(OWNER))
    columns = [database.Held(*each) for each in session.columns("sly") if each[0] == "ssd_family"]
    with pytest.raises(Rejected, match="refused to write"):
        database.read_table(session, SPECS["ssd_family"], columns)
    session.close()
    assert server.ask("select count(*) from sly.seen") == [(0,)]


def test_all_tables_are_seen_as_they_stood_at_one_moment(others: Path, server: Server) -> None:
    session = postgresql.Session(server.url(OWNER))
    listed = [database.Held(*each) for each in session.columns(SCHEMA)]
    columns = [held for held in listed if held.table == "ssd_cp_plans"]
    (held,) = server.ask(f"select count(*) from {SCHEMA}.ssd_cp_plans")
    server.run(f"insert into {SCHEMA}.ssd_cp_plans select * from {SCHEMA}.ssd_cp_plans")
    source = database.read_table(session, SPECS["ssd_cp_plans"], columns)
    session.close()
    server.run(f"delete from {SCHEMA}.ssd_cp_plans where ctid in (select ctid from {SCHEMA}.ssd_cp_plans "
               f"order by ctid offset {held[0]})")  # fmt: skip
    assert source.lines == held[0] > 0
    assert PRIVATE not in source.frame.columns and PRIVATE in source.extra_columns


def test_a_deployed_shape_is_recognised_under_the_names_of_its_views(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given, config = laid_out(DEPLOYMENTS["mosaic_common"])
    mapped = config + '\n[database]\nschema = "Case System"\nssd_involvements = "V Involvements"\n'
    left = write(tmp_path, given, mapped)
    server.run('create schema "Case System"')
    for path in sorted(left.glob("ssd_*.csv")):
        server.load("Case System", path.stem, pl.read_csv(path, infer_schema=False))
        path.unlink()
    server.run('alter table "Case System".ssd_involvements rename to held',
               'create view "Case System"."V Involvements" as select * from "Case System".held')  # fmt: skip
    monkeypatch.setenv("WORKFORCE_DATABASE", server.url(OWNER))
    assert cli.main(["check", "--extracts", str(left), "--database"]) in (0, 1)
    assert f"the shape of {DEPLOYMENTS['mosaic_common'].name}: " in capsys.readouterr().out


def test_moments_are_told_as_days_in_england(server: Server) -> None:
    server.run("create schema hours", "create table hours.ssd_family (fami_family_id timestamptz, fami_person_id date)",
               "insert into hours.ssd_family values ('2024-06-30 23:30:00+00', '2024-02-29')")  # fmt: skip
    session = postgresql.Session(server.url(OWNER))
    columns = [database.Held(*each) for each in session.columns("hours")]
    (row,) = database.read_table(session, SPECS["ssd_family"], columns).frame.rows()
    session.close()
    assert row == ("2024-07-01 00:30:00", "2024-02-29", 1)


WRONG = {
    "password": ("postgresql://reader:guess-57@127.0.0.1:{port}/postgres", "The database refused the login; check the"),
    "no password": ("host=127.0.0.1 port={port} user=reader dbname=postgres", "The database asks for a password"),
    "port": ("postgresql://reader:{password}@127.0.0.1:1/postgres", "No database answers at that host"),
    "host": ("postgresql://reader:{password}@nowhere.invalid/postgres", "The host in WORKFORCE_DATABASE is not known"),
    "socket": ("host=/nowhere user=reader password={spoken}", "No database answers at that socket"),
    "database": ("postgresql://reader:{password}@127.0.0.1:{port}/nowhere", "names does not exist on that server"),
    "encryption": ("postgresql://reader:{password}@127.0.0.1:{port}/postgres?sslmode=require", "agree on encryption"),
    "spelling": ("postgresql://reader:{spoken} @127.0.0.1/", "is not a connection string that can be used"),
    "nonsense": ("{spoken}", "is not a connection string that can be used"),
    "nothing": (" ", "WORKFORCE_DATABASE is not set; put the database's connection string in"),
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_a_connection_that_fails_is_one_sentence_without_the_password(
    wrong: str, others: Path, server: Server, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    address, expected = WRONG[wrong]
    monkeypatch.setenv("WORKFORCE_DATABASE", address.format(port=server.port, password=PASSWORD, spoken=SPOKEN))
    said = refused(capsys, "check", "--extracts", others, "--database")
    assert expected in said
    assert not [secret for secret in (PASSWORD, SPOKEN, "guess-57") if secret in said]


SPOILT = {
    "schema": ([], 'schema = "nowhere"', 'The schema "nowhere" of the database does not exist'),
    "table": (["drop table {0}.ssd_department"], "", 'ssd_department: no such table or view in the schema "{0}"'),
    "column": (["alter table {0}.ssd_involvements drop column invo_involvement_start_date"], "",
               "database ssd_involvements: the required column invo_involvement_start_date is missing"),
    "rows": (["delete from {0}.ssd_department"], "", "the table ssd_department is required and holds no rows"),
    "permission": (["revoke all on {0}.ssd_department from reader",
                    "revoke all (dept_team_name) on {0}.ssd_department from reader"], "",
                   "database ssd_department: this login may not read dept_team_id, dept_team_name;"),
    "name": ([], 'hr_absences = "absences"', '[database] "hr_absences" is no table that is read from a database'),
    "view": (["create function {0}.no() returns text language plpgsql as $$ begin perform 1/0; return 'x'; end $$",
              "create view {0}.ssd_family as select {0}.no() as fami_family_id, 'C1' as fami_person_id",
              "grant select on {0}.ssd_family to reader"], "", "The database broke off the reading (code unknown)"),
}  # fmt: skip


@pytest.mark.parametrize("spoilt", SPOILT)
def test_tables_that_cannot_be_read_are_one_sentence(
    spoilt: str, others: Path, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    statements, section, expected = SPOILT[spoilt]
    schema = f"spoilt_{spoilt}"
    held = server.ask(f"select tablename from pg_tables where schemaname = '{SCHEMA}'")
    copies = [f"create table {schema}.{table} as select * from {SCHEMA}.{table}" for (table,) in held]
    server.run(f"create schema {schema}", *copies)
    permit(server, schema)
    server.run(*(each.format(schema) for each in statements))
    left = shutil.copytree(others, tmp_path / "extracts")
    names = section if section.startswith("schema") else f'schema = "{schema}"\n{section}'
    with (left / "authority.toml").open("a", encoding="utf-8") as config:
        config.write(f"\n[database]\n{names}\n")
    assert expected.format(schema) in refused(capsys, "check", "--extracts", left, "--database")


def test_a_table_in_both_places_is_refused(folder: Path, others: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "check", "--extracts", folder, "--database")
    assert "is also in the database; keep one of the two." in said


def test_without_the_option_the_database_is_not_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("WORKFORCE_DATABASE", "postgresql://nobody@nowhere.invalid/none")
    assert cli.main(["check", "--extracts", str(folder)]) == 1


def test_a_reading_that_takes_too_long_is_stopped(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    hurried = [each.replace("10min", "50ms") for each in postgresql.BEGIN]
    assert hurried != list(postgresql.BEGIN)
    monkeypatch.setattr(postgresql, "BEGIN", hurried)
    session = postgresql.Session(server.url(OWNER))
    with pytest.raises(Rejected, match="stopped the reading after 10 minutes"):
        list(session.batches("select pg_sleep(20)::text"))
    session.close()


def test_text_of_an_unknown_encoding_is_refused(server: Server) -> None:
    server.run_apart("create database bytes encoding 'SQL_ASCII' template template0")
    session = postgresql.Session(server.url(OWNER, PASSWORD, "bytes"))
    with pytest.raises(Rejected, match="encoding; have it corrected there"):
        list(session.batches(r"select E'caf\xe9'::text"))
    session.close()


def test_the_settings_hold_names_only() -> None:
    given = tomllib.loads('[database]\nschema = "ssd"\nssd_involvements = "v_involvements"')
    assert settings.parse(given).database == {"schema": "ssd", "ssd_involvements": "v_involvements"}
    with pytest.raises(settings.SettingsError, match="a name in quotes"):
        settings.parse({"database": {"schema": 5}})


class Canned:
    """A DB-API connection that answers from a list, and keeps what it was asked."""

    def __init__(self, *answers: list[tuple[Any, ...]]) -> None:
        self.answers, self.asked, self.timeout = list(answers), [], 0

    def cursor(self) -> Canned:
        return self

    def execute(self, statement: str, *values: str) -> None:
        self.asked.append(" ".join(statement.split()))
        self.description = "select" in statement or None
        self.rows = self.answers.pop(0) if self.description else []

    def fetchmany(self, most: int) -> list[tuple[Any, ...]]:
        taken, self.rows = self.rows[:most], self.rows[most:]
        return taken

    def close(self) -> None:
        self.asked.append("closed")


def test_sql_server_is_asked_for_text_in_the_order_of_the_key(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    columns = [
        ("ssd_family", "fami_person_id", "[s].[ssd_family]", "[fami_person_id]", "nvarchar"),
        ("ssd_family", "pers_dob", "[s].[ssd_family]", "[pers_dob]", "date"),
    ]
    canned = Canned(columns, [("C1",), (None,)])
    driver = SimpleNamespace(Error=RuntimeError, connect=lambda address, **asked: canned)
    monkeypatch.setitem(sys.modules, "pyodbc", driver)
    session = database.connected("Driver={ODBC Driver 18 for SQL Server};Server=s;Pwd=secret")
    held = [database.Held(*each) for each in session.columns("s")]
    source = database.read_table(session, SPECS["ssd_family"], held)
    session.close()
    assert source.frame.rows() == [("C1", 1), (None, 2)] and source.extra_columns == ["pers_dob"]
    assert canned.asked[-2:] == [
        "select convert(nvarchar(max), [fami_person_id]) from [s].[ssd_family] order by "
        "left(convert(nvarchar(max), [fami_person_id]), 400) collate Latin1_General_BIN2",
        "closed",
    ]


def test_a_refusal_of_sql_server_is_told_by_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(address: str, **asked: Any) -> None:
        raise RuntimeError("28000", f"Login failed for {address}")

    monkeypatch.setitem(sys.modules, "pyodbc", SimpleNamespace(Error=RuntimeError, connect=refuse))
    with pytest.raises(Rejected, match=r"^The database could not be opened \(code 28000\); check driver") as told:
        database.connected("Driver={x};Pwd=secret")
    assert "secret" not in str(told.value)
    monkeypatch.setitem(sys.modules, "pyodbc", None)
    with pytest.raises(Rejected, match="uv sync --extra sqlserver"):
        database.connected("DRIVER = {x}")
