"""The folder of extracts that the dashboard was started with: its files, its settings, and uploads put into it."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from workforce.errors import WorkforceError
from workforce.extracts.folder import sources_of
from workforce.extracts.loose import READABLE
from workforce.settings_sources import Source

LARGEST_MB = 100
SETTINGS = "authority.toml"


def files(folder: Path) -> list[str]:
    """Return the names of the files in the folder that could be read; raise WorkforceError where there is no folder."""
    if not folder.is_dir():
        raise WorkforceError(f"{folder}: the folder of extracts does not exist; start serve with the one that does.")
    names = (path.name for path in folder.iterdir() if path.is_file() and path.suffix.lower() in READABLE)
    return sorted((name for name in names if not name.startswith((".", "~$"))), key=str.lower)


def refuse_large(size: int, name: str) -> None:
    """Raise WorkforceError for a file above the size that the page takes."""
    if size > LARGEST_MB * 1024 * 1024:
        raise WorkforceError(f"{name}: larger than {LARGEST_MB} MB; put it into the folder and use 'workforce map'.")


def put(folder: Path, name: str, data: bytes) -> None:
    """Write an uploaded file into the folder and nowhere else; raise WorkforceError rather than replace another."""
    plain = name.replace("\\", "/").rpartition("/")[2]
    if plain != name or plain.startswith(".") or Path(plain).suffix.lower() not in READABLE:
        raise WorkforceError(f"{plain}: not the name of a file of rows; rename it and upload it again.")
    target = folder / plain
    if target.exists():
        if target.is_file() and target.read_bytes() == data:
            return
        raise WorkforceError(f"{plain}: the folder holds another file of this name; rename one of them.")
    beside = folder / f".{plain}.{secrets.token_hex(4)}"
    try:
        beside.write_bytes(data)
        os.replace(beside, target)
    except OSError as error:
        raise WorkforceError(f"{plain}: cannot be written ({error.strerror}); allow it in {folder}.") from None
    finally:
        beside.unlink(missing_ok=True)


def saved(sources: tuple[Source, ...], file: str, table: str, sheet: str | None) -> Source | None:
    """Return the section that maps this very file and sheet to the table already, or None."""
    found = (each for each in sources_of(Path(file), sources) if each.table == table)
    return next((each for each in found if (each.sheet or sheet) == sheet), None)
