"""PostgreSQL: one read-only transaction through the Arrow project's driver, and what its refusals mean."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from workforce.errors import Rejected

MINUTES = 10
CONNECT_SECONDS = 10
BEGIN = (
    "set transaction isolation level repeatable read read only",
    f"set local statement_timeout = '{MINUTES}min'",
    "set local lock_timeout = '30s'",
    "set local datestyle = 'ISO, YMD'",
    "set local client_encoding = 'UTF8'",
)
COLUMNS = """
select tables.relname::text, columns.attname::text,
    quote_ident(schemas.nspname) || '.' || quote_ident(tables.relname), quote_ident(columns.attname),
    format_type(columns.atttypid, null),
    has_schema_privilege(schemas.oid, 'usage') and has_column_privilege(tables.oid, columns.attnum, 'select')
from pg_catalog.pg_class as tables
join pg_catalog.pg_namespace as schemas on schemas.oid = tables.relnamespace
join pg_catalog.pg_attribute as columns on columns.attrelid = tables.oid
where schemas.nspname = $1 and tables.relkind in ('r', 'p', 'v', 'm', 'f')
    and columns.attnum > 0 and not columns.attisdropped
order by tables.relname, columns.attnum
"""
# What the driver says may hold the password or a child's data, so a reader is told these sentences and no other.
AT_CONNECTING = (
    ("authentication failed", "The database refused the login; check the user and the password in WORKFORCE_DATABASE."),
    ("no password supplied", "The database asks for a password; give one in WORKFORCE_DATABASE."),
    ("pg_hba.conf", "The database does not let this login in from this machine; ask its administrator."),
    ("ssl", "The database and WORKFORCE_DATABASE do not agree on encryption; check sslmode in it."),
    ("is not permitted to log in", "The database does not let this user log in; ask its administrator."),
    ("too many connections", "The database takes no more connections now; try again later."),
    ("does not exist", "The database that WORKFORCE_DATABASE names does not exist on that server; check its name."),
    ("connection refused", "No database answers at that host and port; check WORKFORCE_DATABASE and the server."),
    ("translate host name", "The host in WORKFORCE_DATABASE is not known here; check its spelling and the network."),
    ("timeout", "The database did not answer within 10 seconds; check the host, the port and the network."),
    ("no such file", "No database answers at that socket; check WORKFORCE_DATABASE and the server."),
    ("server closed", "The database ended the connection; check that WORKFORCE_DATABASE names a PostgreSQL server."),
)
UNUSABLE = (
    "WORKFORCE_DATABASE is not a connection string that can be used; write it as "
    "postgresql://user:password@host:5432/database."
)
STATES = {
    "42501": "this login may not read the table or view, or what the view stands on; let it select from it",
    "42P01": "the table or view is no longer there; run the command again",
    "42703": "a column is no longer there; run the command again",
    "57014": f"the database stopped the reading after {MINUTES} minutes; build an index on the key or read a copy",
    "55P03": "somebody else holds the table locked; try again later",
    "25006": "the database refused to write, which nothing here should ask of it; report it to the makers",
    "22021": "a text is not in the database's own encoding; have it corrected there",
    "22P05": "a text cannot be told in UTF-8; have it corrected there",
}
# A refusal amid the rows comes without its code.
SIGNS = {
    "read-only transaction": "25006",
    "permission denied": "42501",
    "statement timeout": "57014",
    "lock timeout": "55P03",
    "invalid byte sequence": "22021",
}


class Session:
    """A read-only repeatable-read transaction: it sees the tables as they stood when it began."""

    system = "PostgreSQL"

    def __init__(self, address: str) -> None:
        from adbc_driver_postgresql import dbapi

        self.failure: type[Exception] = dbapi.Error
        try:
            self.connection = dbapi.connect(patient(address))
        except self.failure as error:
            raise Rejected(at_connecting(str(error))) from None
        try:
            for statement in BEGIN:
                self._run(statement, None)
            ((is_read_only,),) = self._run("select current_setting('transaction_read_only') = 'on'", None)
            if not is_read_only:
                raise Rejected("The database did not open a read-only transaction; nothing was read.")
        except BaseException:
            self.close()
            raise

    def columns(self, schema: str) -> list[tuple[str, str, str, str, str, bool]]:
        """Every column of every table and view of the schema, permitted or not."""
        return self._run(COLUMNS, (schema,))

    def as_text(self, quoted: str, kind: str) -> str:
        """The column as text; a moment with a time zone is told as it was in England."""
        if kind == "timestamp with time zone":
            return f"({quoted} at time zone 'Europe/London')::text"
        return f"{quoted}::text"

    def in_order(self, text: str) -> str:
        """The text in the order of its bytes, whatever the server's language."""
        return f'({text}) collate "C" nulls first'

    def batches(self, select: str) -> Iterator[pl.DataFrame]:
        """The rows in the batches that the server streams."""
        import pyarrow

        with self.connection.cursor() as cursor:
            try:
                cursor.execute(select)
                for batch in cursor.fetch_record_batch():
                    yield pl.DataFrame(pl.from_arrow(batch)).cast(pl.String)
            except (self.failure, OSError, pyarrow.ArrowException) as error:
                raise Rejected(at_reading(error)) from None

    def close(self) -> None:
        """Roll back and let go."""
        try:
            self.connection.close()
        except self.failure:
            # The server has ended the connection already, and with it the transaction.
            return

    def _run(self, statement: str, values: tuple[str, ...] | None) -> list[Any]:
        with self.connection.cursor() as cursor:
            try:
                cursor.execute(statement, values)
                return cursor.fetchall() if statement.lstrip().startswith("select") else []
            except self.failure as error:
                raise Rejected(at_reading(error)) from None


def patient(address: str) -> str:
    """The address with a limit on waiting for an answer, where it has none of its own."""
    if "connect_timeout" in address:
        return address
    if not address.startswith(("postgresql://", "postgres://")):
        return f"{address} connect_timeout={CONNECT_SECONDS}"
    return f"{address}{'&' if '?' in address else '?'}connect_timeout={CONNECT_SECONDS}"


def at_connecting(told: str) -> str:
    """The sentence for a connection that did not come about; nothing of what the driver told is in it."""
    lowered = told.lower()
    return next((words for sign, words in AT_CONNECTING if sign in lowered), UNUSABLE)


def at_reading(error: Exception) -> str:
    """The sentence for a statement that the server refused, by the code of its refusal."""
    told = str(error).lower()
    state = getattr(error, "sqlstate", None) or next((code for sign, code in SIGNS.items() if sign in told), None)
    if state in STATES:
        return f"The database: {STATES[state]}."
    return f"The database broke off the reading (code {state or 'unknown'}); ask its administrator and try again."
