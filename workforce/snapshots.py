"""Snapshots of a refresh: each is a file of its own, and a one-line pointer names the current one."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from workforce.errors import WorkforceError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

POINTER = "current"
KEPT = 5


@contextmanager
def building(store: Path) -> Iterator[None]:
    """Hold the store for one build; a second build at the same time is refused."""
    refuse_file(store)
    try:
        store.mkdir(parents=True, exist_ok=True)
        lock = (store / ".lock").open("w")
    except OSError as error:
        raise WorkforceError(
            f"{store}: snapshots cannot be kept there ({error.strerror}); "
            "choose a folder that can be written with --store."
        ) from None
    with lock:
        if not _locked(lock):
            raise WorkforceError(f"{store}: another build is running; wait until it ends, then build again.")
        clear(store)
        yield


def refuse_file(store: Path) -> None:
    """Raise WorkforceError when the store, or a folder it would lie in, is a file."""
    for place in (store, *store.parents):
        if os.path.isfile(place):  # unlike Path.is_file in this version, False where looking is not allowed
            raise WorkforceError(f"{place} is a file, and snapshots are kept in a folder; name a folder with --store.")


def _locked(lock: IO[str]) -> bool:
    """Return whether the file is now held by this process; the system lets go when the process ends."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def clear(store: Path) -> None:
    """Remove what a build that did not end left behind: its file, its log and its folder of temporary files."""
    for leftover in store.glob("*.building*"):
        if leftover.is_dir():
            shutil.rmtree(leftover)
        else:
            leftover.unlink()


def publish(store: Path, built: Path, name: str) -> Path:
    """Give the built file its name, move the pointer to it and return it; keep the newest few."""
    snapshot = store / f"{name}.duckdb"
    with built.open("r+b") as file:
        os.fsync(file.fileno())
    built.replace(snapshot)
    pointer = store / f"{POINTER}.new"
    with pointer.open("w", encoding="utf-8") as file:
        file.write(snapshot.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    pointer.replace(store / POINTER)
    for old in sorted(store.glob("*.duckdb"), key=lambda path: path.stat().st_mtime)[:-KEPT]:
        if old != snapshot:
            # Windows refuses to delete a file that a reader has open; the next build tries again.
            with suppress(PermissionError):
                old.unlink()
    return snapshot


def current(store: Path) -> Path:
    """Return the published snapshot."""
    refuse_file(store)
    try:
        name = (store / POINTER).read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise WorkforceError(
            f"{store}: nothing has been built yet; run 'workforce build --extracts DIR' first."
        ) from None
    except OSError as error:
        raise WorkforceError(
            f"{store / POINTER}: the snapshot's name cannot be read ({error.strerror}); allow reading it."
        ) from None
    snapshot = store / name
    if not snapshot.is_file():
        raise WorkforceError(f"{store}: the snapshot {name} is missing; run 'workforce build --extracts DIR' again.")
    return snapshot
