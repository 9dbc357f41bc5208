"""Fails a run of the tests that leaves a process behind: a server, a browser, a build.

Every process that the tests start carries the mark of the run in its environment, also when the worker that started it
has crashed.
"""

import os
import secrets
import signal
import time
from collections.abc import Generator
from pathlib import Path

import pytest

MARK = "WORKFORCE_TEST_RUN"
SECONDS = 5


def is_worker(config: pytest.Config) -> bool:
    """Return whether this process runs a share of the tests for another."""
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Mark everything that this run starts."""
    if not is_worker(config):
        os.environ[MARK] = secrets.token_hex(8)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None]:
    """Name and end what is still running once the workers are gone, and fail the run for it."""
    yield
    if is_worker(session.config):
        return
    limit = time.monotonic() + SECONDS
    while (left := running()) and time.monotonic() < limit:
        time.sleep(0.1)
    for process, command in left.items():
        session.config.get_terminal_writer().line(f"left running by the tests: {process} {command}", red=True)
        os.kill(process, signal.SIGKILL)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def running() -> dict[int, str]:
    """Return the processes that carry the mark of this run, with their command; none where the system has no /proc."""
    mark, found = f"{MARK}={os.environ[MARK]}".encode(), {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_ours = mark in (process / "environ").read_bytes().split(b"\0") and int(process.name) != os.getpid()
            if is_ours:
                found[int(process.name)] = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
        except OSError:  # It is another user's, or has ended meanwhile.
            continue
    return found
