"""The safeguarding dataset's tables read straight from a database, as text, in one read-only transaction."""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import polars as pl

from workforce.contracts.source import SourceTable
from workforce.contracts.specs import SPECS, TableSpec
from workforce.errors import Rejected, SettingsError
from workforce.extracts import postgresql, sqlserver
from workforce.extracts.folder import read_folder
from workforce.extracts.header import named
from workforce.settings import Settings

VARIABLE = "WORKFORCE_DATABASE"
SCHEMA = "ssd_development"
TABLES = tuple(name for name in SPECS if name.startswith("ssd_"))


@dataclass(frozen=True)
class Held:
    """A column of a table or view, with the names as the database itself quotes them."""

    table: str
    column: str
    quoted_table: str
    quoted_column: str
    kind: str
    is_permitted: bool


class Session(Protocol):
    """One open read-only transaction of a database."""

    system: str

    def columns(self, schema: str) -> list[tuple[str, str, str, str, str, bool]]:
        """Every column of every table and view of the schema, in the fields of Held and in the table's order."""

    def as_text(self, quoted: str, kind: str) -> str:
        """The expression that gives a column as text, dates as YYYY-MM-DD."""

    def in_order(self, text: str) -> str:
        """The expression that sorts such text alike on every machine."""

    def batches(self, select: str) -> Iterator[pl.DataFrame]:
        """The rows of a select as they arrive."""

    def close(self) -> None:
        """Give the transaction up; nothing is ever committed."""


def read_sources(folder: Path, settings: Settings, from_database: bool) -> list[SourceTable]:
    """The tables of the folder, and with `from_database` those of the database beside them, in table order.

    [database] of the settings names them, and a file that the settings map is read as they say. The connection string
    is read from WORKFORCE_DATABASE and is never kept, told or written. Raises Rejected where a table is in both, and
    where the database cannot be read.
    """
    found = read_folder(folder, settings)
    if not from_database:
        return found
    held = {source.table: source.file for source in found}
    session = connected(os.environ.get(VARIABLE, "").strip())
    try:
        return sorted(
            [*found, *read_tables(session, settings.database, held)], key=lambda source: list(SPECS).index(source.table)
        )
    finally:
        session.close()


def connected(address: str) -> Session:
    """An open transaction of the database at the address; a Driver= in it says that it is SQL Server's."""
    if not address:
        raise Rejected(f"{VARIABLE} is not set; put the database's connection string in that environment variable.")
    if "driver=" in address.lower().replace(" ", ""):
        return sqlserver.Session(address)
    return postgresql.Session(address)


def read_tables(session: Session, names: Mapping[str, str], in_folder: Mapping[str, str]) -> Iterator[SourceTable]:
    """Every table of the safeguarding dataset that the schema holds, under the names that the settings give."""
    schema = names.get("schema", SCHEMA)
    wanted = called(names)
    columns: dict[str, list[Held]] = {}
    for each in session.columns(schema):
        held = Held(*each)
        columns.setdefault(held.table.lower(), []).append(held)
    if not columns:
        raise Rejected(
            f'The schema "{schema}" of the database does not exist, holds no table, or may not be used; name another '
            "under [database] in authority.toml, or let this login use it."
        )
    there = [table for table in TABLES if wanted[table].lower() in columns]
    refuse_gaps(schema, wanted, there, in_folder)
    for table in there:
        yield read_table(session, SPECS[table], columns[wanted[table].lower()])


def called(names: Mapping[str, str]) -> dict[str, str]:
    """What each table is called in the schema; a name for no table of the dataset is refused."""
    for name in names:
        if name != "schema" and name not in TABLES:
            raise SettingsError(
                f'authority.toml: [database] "{name}" is no table that is read from a database; give schema or one of '
                f"{', '.join(TABLES)}."
            )
    return {table: names.get(table, table) for table in TABLES}


def refuse_gaps(schema: str, wanted: Mapping[str, str], there: Iterable[str], in_folder: Mapping[str, str]) -> None:
    """Refuses a table that is in the folder as well, and required tables that are in neither."""
    for table in there:
        if table in in_folder:
            raise Rejected(f"{in_folder[table]}: the table {table} is also in the database; keep one of the two.")
    missing = [table for table in TABLES if SPECS[table].required and table not in {*there, *in_folder}]
    if missing:
        raise Rejected(
            f'{", ".join(wanted[table] for table in missing)}: no such table or view in the schema "{schema}" of the '
            "database; create it, or say under [database] in authority.toml what it is called there."
        )


def read_table(session: Session, spec: TableSpec, columns: list[Held]) -> SourceTable:
    """The columns that the contract reads as text; `_line` numbers the rows in the order of the key, from 1."""
    file = f"database {spec.name}"
    lowered = named([held.column for held in columns], file, 1)
    read = {name: held for name, held in zip(lowered, columns, strict=True) if name in spec.readable}
    if denied := [name for name, held in read.items() if not held.is_permitted]:
        raise Rejected(
            f"{file}: this login may not read {', '.join(denied)}; let it select these columns, or the whole table."
        )
    frame = pl.DataFrame(schema=dict.fromkeys(read, pl.String))
    if read:
        parts = [part.rename(dict(zip(part.columns, read, strict=True))) for part in session.batches(
            select(session, spec, read))]  # fmt: skip
        frame = pl.concat([frame, *parts])
    lines = pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias("_line")
    extra = [name for name in lowered if name not in spec.readable]
    return SourceTable(
        spec.name, file, None, frame.with_columns(lines), frame.height, 0, session.system, "", extra
    )  # fmt: skip


def select(session: Session, spec: TableSpec, read: Mapping[str, Held]) -> str:
    """The select of a table's columns in an order that the next reading repeats: by key, then by all the rest."""
    texts = {name: session.as_text(held.quoted_column, held.kind) for name, held in read.items()}
    keys = [name for name in read if spec.aliases.get(name, name) in spec.unique]
    order = [session.in_order(texts[name]) for name in [*keys, *(name for name in read if name not in keys)]]
    table = next(iter(read.values())).quoted_table
    return f"select {', '.join(texts.values())} from {table} order by {', '.join(order)}"
