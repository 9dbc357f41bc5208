"""map: how a report of any shape could be read, as a section of authority.toml."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workforce.errors import WorkforceError
from workforce.wording import numbered

if TYPE_CHECKING:
    from workforce.mapping import Opened, Proposal
    from workforce.settings import Settings


def map_file(options: argparse.Namespace) -> int:
    """Print the section of each sheet that holds a table, with what a check would say; write it where asked."""
    from workforce import mapping, settings

    config = options.config or options.file.parent / "authority.toml"
    known = settings.load(config if config.is_file() else None)
    data = mapping.content(options.file)
    if options.table and options.table not in mapping.MAPPED_TABLES:
        raise WorkforceError(f"--table {options.table}: give one of {', '.join(mapping.MAPPED_TABLES)}.")
    for sheet in chosen_sheets(mapping.sheet_names(data, options.file.name), options.sheet, options.file):
        held = mapping.opened(data, options.file.name, sheet)
        if not held.frame.height:
            raise WorkforceError(f"{options.file.name}: a header and no rows; export it again with its rows.")
        made = mapping.propose(held, options.table, known.reading.standard_hours)
        section = mapping.proposed(made)
        sys.stdout.write(section + "\n")
        tell_trial(held, made, known)
        if options.write:
            tell_saved(config, section, options.replace)
    if not options.write:
        print(f"Nothing was written; --write puts this into {config}.", file=sys.stderr)
    return 0


def chosen_sheets(names: list[str | None], wanted: str | None, file: Path) -> list[str | None]:
    """Return every sheet, or the one asked for."""
    found = [name for name in names if wanted is None or (name or "").lower() == wanted.lower()]
    if not found:
        held = ", ".join(name for name in names if name) or "no sheets"
        raise WorkforceError(f"{file.name}: --sheet {wanted}: the file holds {held}; give one of them.")
    return found


def tell_trial(held: Opened, made: Proposal, known: Settings) -> None:
    """Say on standard error what a check of this file would find."""
    from workforce import mapping

    trial = mapping.tried(held, made.source(), known)
    if trial.refused:
        print(f"As it stands the file would be refused: {trial.refused}", file=sys.stderr)
        return
    counts = trial.balance
    told = f"{numbered(counts['lines'], 'line')} = {counts['accepted']:,} accepted + {counts['quarantined']:,} "
    print(f"As it stands: {told}quarantined or left out + {counts['blank']:,} blank.", file=sys.stderr)
    for finding in trial.findings.head(10).iter_rows(named=True):
        rows = "the whole column" if finding["is_whole"] else numbered(finding["rows"], "row")
        print(f"  {finding['severity']} {finding['rule']}, {finding['column']}: {rows}", file=sys.stderr)


def tell_saved(config: Path, section: str, replace: bool) -> None:
    """Write the section and say what to do next."""
    from workforce import mapping

    was_there = mapping.save(config, section, replace)
    done = "Replaced the section in" if was_there else "Added the section to"
    folder = config.parent
    print(f"{done} {config}; look through it, then run: workforce check --extracts {folder}", file=sys.stderr)
