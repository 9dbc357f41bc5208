"""Snapshots of a refresh: each is a file of its own, and a one-line pointer names the current one."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workforce.errors import WorkforceError

POINTER = "current"
KEPT = 5


@contextmanager
def building(store: Path) -> Iterator[None]:
    """Hold the store for one build; a second build at the same time is refused."""
    store.mkdir(parents=True, exist_ok=True)
    with (store / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise WorkforceError(f"{store}: another build is running; wait until it ends, then build again.") from None
        for leftover in store.glob("*.building*"):
            leftover.unlink()
        yield


def publish(store: Path, built: Path, name: str) -> Path:
    """Give the built file its name, move the pointer to it and return it; keep the newest few."""
    snapshot = store / f"{name}.duckdb"
    with built.open("rb") as file:
        os.fsync(file.fileno())
    built.replace(snapshot)
    pointer = store / f"{POINTER}.new"
    pointer.write_text(snapshot.name + "\n", encoding="utf-8")
    pointer.replace(store / POINTER)
    for old in sorted(store.glob("*.duckdb"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        if old != snapshot:
            old.unlink()
    return snapshot


def current(store: Path) -> Path:
    """Return the published snapshot."""
    try:
        name = (store / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise WorkforceError(
            f"{store}: nothing has been built yet; run 'workforce build --extracts DIR' first."
        ) from None
    snapshot = store / name
    if not snapshot.is_file():
        raise WorkforceError(f"{store}: the snapshot {name} is missing; run 'workforce build --extracts DIR' again.")
    return snapshot
