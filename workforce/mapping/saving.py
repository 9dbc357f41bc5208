"""A section written into authority.toml: everything else stays as it was, byte for byte."""

from __future__ import annotations

import os
import re
import secrets
import tomllib
from pathlib import Path
from typing import Any

from workforce import settings
from workforce.errors import SettingsError
from workforce.settings_sources import Source, same_place

HEADER = re.compile(r"^\s*\[")
OWN = re.compile(r"^\s*\[\s*sources\s*\.")
BEGIN = re.compile(r"^\s*\[\[\s*sources\s*\]\]")


def save(path: Path, section: str, replace: bool = False) -> bool:
    """Write a section into the settings file, in one step; return whether one was replaced.

    A file that is not there is made. Raises SettingsError, and leaves the file as it is, when it cannot be read, when
    it has a section of the same file, sheet and table and `replace` is not asked for, or when anything else in it
    would read differently.
    """
    before = _text(path)
    (new,) = settings.parse(tomllib.loads(section), path.name).sources
    held = settings.parse(_document(before, path), path.name).sources
    place = next((number for number, each in enumerate(held) if same_place(each, new)), None)
    if place is not None and not replace:
        raise SettingsError(
            f"{path}: [[sources]] number {place + 1} already maps {new.file} to {new.table}; nothing was written. "
            "Change it there, or replace it with --replace."
        )
    after = _appended(before, section) if place is None else _replaced(before, section, place, path)
    wanted = [*held, new] if place is None else [new if n == place else each for n, each in enumerate(held)]
    _verify(before, after, wanted, path)
    _write(path, after)
    return place is not None


def _text(path: Path) -> str:
    """The settings file with its own line ends, or nothing where there is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: the file cannot be read ({error}); save it as UTF-8 text.") from None


def _document(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML, {error}; correct that line.") from None


def _appended(before: str, section: str) -> str:
    ends = "\r\n" if "\r\n" in before else "\n"
    gap = "" if not before.strip("\ufeff") else ends if before.endswith("\n") else ends * 2
    return before + gap + section.replace("\n", ends)


def _replaced(before: str, section: str, place: int, path: Path) -> str:
    """The text with the section in the place of the one it replaces, with the comments that stand in that."""
    ends = "\r\n" if "\r\n" in before else "\n"
    rows = before.splitlines(keepends=True)
    begins = [number for number, row in enumerate(rows) if BEGIN.match(row)]
    if place >= len(begins):
        raise SettingsError(f"{path}: the section to replace is not written as [[sources]]; change it by hand.")
    first = begins[place]
    after = (n for n in range(first + 1, len(rows)) if HEADER.match(rows[n]) and not OWN.match(rows[n]))
    last = next(after, len(rows))
    gap = ends if last < len(rows) else ""
    return "".join([*rows[:first], section.replace("\n", ends), gap, *rows[last:]])


def _verify(before: str, after: str, wanted: list[Source], path: Path) -> None:
    """Refuses a change that would touch more than the one section."""
    old, new = _document(before, path), _document(after, path)
    old.pop("sources", None), new.pop("sources", None)
    if old != new or list(settings.parse(_document(after, path), path.name).sources) != wanted:
        raise SettingsError(f"{path}: the section cannot be put in without changing others; paste it in by hand.")


def _write(path: Path, text: str) -> None:
    """Puts the whole text in the place of the file, or leaves the file as it is."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        beside.write_bytes(text.encode("utf-8"))
        if path.exists():
            beside.chmod(path.stat().st_mode & 0o777)
        os.replace(beside, path)
    except OSError as error:
        raise SettingsError(f"{path}: the settings cannot be written ({error.strerror}); allow it there.") from None
    finally:
        beside.unlink(missing_ok=True)
