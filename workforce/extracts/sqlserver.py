"""SQL Server through ODBC, by the same route as PostgreSQL; it has not been tried against a server."""

from collections.abc import Iterator
from typing import Any

import polars as pl

from workforce.errors import Rejected

ROWS = 50_000
CONNECT_SECONDS = 10
READ_SECONDS = 600
# SQL Server has no read-only transaction: only selects are sent, nothing is committed, and the login should not write.
BEGIN = ("set transaction isolation level snapshot", f"set lock_timeout {30_000}")
COLUMNS = """
select table_name, column_name, quotename(table_schema) + '.' + quotename(table_name), quotename(column_name), data_type
from information_schema.columns where table_schema = ? order by table_name, ordinal_position
"""
DAYS = ("date", "datetime", "datetime2", "smalldatetime", "datetimeoffset")


class Session:
    """One transaction of selects on a SQL Server database, rolled back at its end."""

    system = "SQL Server"

    def __init__(self, address: str) -> None:
        try:
            import pyodbc
        except ImportError:
            raise Rejected(
                "SQL Server is read through pyodbc and Microsoft's ODBC driver, which are not here; install both, the "
                "first by: uv sync --extra sqlserver."
            ) from None
        self.failure: type[Exception] = pyodbc.Error
        try:
            self.connection = pyodbc.connect(address, readonly=True, autocommit=False, timeout=CONNECT_SECONDS)
        except self.failure as error:
            raise Rejected(
                f"The database could not be opened (code {state(error)}); check driver, server, database, user and "
                "password in WORKFORCE_DATABASE."
            ) from None
        self.connection.timeout = READ_SECONDS
        for statement in BEGIN:
            list(self._rows(statement))

    def columns(self, schema: str) -> list[tuple[str, str, str, str, str, bool]]:
        """Every column of the schema that this login may see: those that it may not are not listed."""
        return [(*row, True) for rows in self._rows(COLUMNS, schema) for row in rows]

    def as_text(self, quoted: str, kind: str) -> str:
        """The column as text, dates in ISO form."""
        return f"convert(nvarchar(max), {quoted}{', 126' if kind in DAYS else ''})"

    def in_order(self, text: str) -> str:
        """The text in the order of its code points; a longer text than an id is sorted by its beginning."""
        return f"left({text}, 400) collate Latin1_General_BIN2"

    def batches(self, select: str) -> Iterator[pl.DataFrame]:
        """The rows, some thousands at a time."""
        for rows in self._rows(select):
            width = range(len(rows[0]))
            yield pl.DataFrame(rows, schema={str(number): pl.String for number in width}, orient="row")

    def close(self) -> None:
        """Roll back and let go."""
        self.connection.close()

    def _rows(self, statement: str, *values: str) -> Iterator[list[tuple[Any, ...]]]:
        try:
            cursor = self.connection.cursor()
            cursor.execute(statement, *values)
            while cursor.description and (rows := cursor.fetchmany(ROWS)):
                yield [tuple(row) for row in rows]
        except self.failure as error:
            raise Rejected(
                f"The database broke off the reading (code {state(error)}); let this login select from the tables, "
                "allow snapshot isolation, and try again."
            ) from None


def state(error: Exception) -> str:
    """The code of a refusal, never its text, which may hold the password."""
    return str(error.args[0]) if error.args and len(str(error.args[0])) == 5 else "unknown"
