"""A PostgreSQL server of a test's own, from the programs that Debian's packages install, on a free port."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
from adbc_driver_postgresql import dbapi

OWNER, READER = "owner", "reader"
PASSWORD = "pass%2Fword-57"
SPOKEN = "pass/word-57"
SECONDS = 30


@dataclass(frozen=True)
class Server:
    """Where the server listens; `url` is a connection string with the password in it."""

    port: int

    def url(self, user: str = OWNER, password: str = PASSWORD, database: str = "postgres") -> str:
        return f"postgresql://{user}:{password}@127.0.0.1:{self.port}/{database}"

    def run(self, *statements: str) -> None:
        """Run and commit statements as the owner."""
        with dbapi.connect(self.url()) as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
            connection.commit()

    def run_apart(self, statement: str) -> None:
        """Run a statement as the owner outside any transaction."""
        with dbapi.connect(self.url(), autocommit=True) as connection, connection.cursor() as cursor:
            cursor.execute(statement)

    def ask(self, select: str) -> list[Any]:
        """Return the rows of a select."""
        with dbapi.connect(self.url()) as connection, connection.cursor() as cursor:
            cursor.execute(select)
            return cursor.fetchall()

    def load(self, schema: str, table: str, frame: pl.DataFrame) -> None:
        """Make a table of the frame, with its types."""
        with dbapi.connect(self.url()) as connection, connection.cursor() as cursor:
            cursor.adbc_ingest(table, frame.to_arrow(), mode="create", db_schema_name=schema)
            connection.commit()


def programs() -> Path | None:
    """Return the folder of the server's programs, or None where they are not installed."""
    found = [Path(each).parent for each in [shutil.which("initdb")] if each]
    found += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in found if (folder / "postgres").exists()), None)


def account() -> str | None:
    """Return whom the server runs as: it refuses root; None is whoever runs the tests."""
    if os.geteuid():
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """Start a server in a new folder on a free port of 127.0.0.1, and stop it at the end."""
    user = account()
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    (home / "password").write_text(SPOKEN)
    if user:
        for path in (home, home / "password"):
            shutil.chown(path, user)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked: dict[str, Any] = {"user": user, "extra_groups": []} if user else {}
    asked |= {"cwd": home, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    made = ["-D", "data", "-U", OWNER, "-A", "scram-sha-256", "--pwfile=password", "-E", "UTF8", "--no-locale", "-N"]
    try:
        subprocess.run([folder / "initdb", *made], check=True, **asked)
        listen = ["-c", "listen_addresses=127.0.0.1", "-p", str(port), "-k", str(home), "-F"]
        server = subprocess.Popen([folder / "postgres", "-D", "data", *listen], **asked)
        try:
            yield answering(Server(port), server)
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(SECONDS)
    finally:
        shutil.rmtree(home)


def answering(server: Server, process: subprocess.Popen[bytes]) -> Server:
    """Return the server once it takes connections."""
    limit = time.monotonic() + SECONDS
    while True:
        try:
            server.ask("select 1")
            return server
        except dbapi.Error:
            if process.poll() is not None or time.monotonic() > limit:
                raise
            time.sleep(0.05)
