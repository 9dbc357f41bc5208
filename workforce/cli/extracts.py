"""sample, check and build: extracts written, judged and published."""

from __future__ import annotations

import argparse
from codecs import BOM_UTF8
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from workforce import exports
from workforce.cli.fixes import tell_cleared
from workforce.cli.printing import progress
from workforce.cli.report import FIX_LIST, lines
from workforce.errors import WorkforceError
from workforce.wording import numbered

if TYPE_CHECKING:
    from workforce.contracts import Judged
    from workforce.settings import Settings


def write_sample(options: argparse.Namespace) -> None:
    """Write the fictional authority's extracts."""
    from workforce import sample

    sample.write_sample(options.out, seed=options.seed, scale=options.scale, report=progress())
    print(f"Wrote the sample extracts and authority.toml to {options.out}.")


def check(options: argparse.Namespace) -> int:
    """Judge the extracts and report; return 1 when a row was quarantined."""
    from workforce import build, extracts, quality, unmapped
    from workforce.contracts import to_fix

    tell = progress()
    settings = settings_of(options)
    tell(f"reading {options.extracts}{' and the database' if options.database else ''}")
    tables = extracts.read_sources(options.extracts, settings, options.database)
    tell("checking every row")
    looked = quality.judged(tables, settings, options.fixes)
    judged = looked.judged
    report(options, settings, judged)
    unmapped.refuse(judged.accepted, settings)
    if looked.before is not None:
        tell("matching the rows of different files, with and without the corrections")
        as_at = build.framing_date(judged.accepted, settings, options.extract_date)
        findings = build.findings_of(judged, settings, as_at)
        tell_cleared(findings, build.cleared(looked, findings, settings, as_at))
    elif not options.database and to_fix(judged.findings).height:
        print(f"workforce fixes --extracts {options.extracts} --out FOLDER writes the rows that fail, to be corrected.")
    return int(judged.balance["quarantined"].sum() > 0)


def build(options: argparse.Namespace) -> int:
    """Judge, compute and publish; return 0 also with quarantined rows, which the report lists."""
    from workforce import build

    settings = settings_of(options)
    built = build.build(
        options.extracts, settings, options.store, options.extract_date, progress(), options.database, options.fixes
    )
    report(options, settings, built.judged)
    tell_cleared(built.judged.findings, built.cleared)
    print(f"Published {built.snapshot}.")
    return 0


def settings_of(options: argparse.Namespace) -> Settings:
    """Return the settings of the given file, else of the one among the extracts, else the defaults."""
    from workforce import settings

    beside = options.extracts / "authority.toml"
    return settings.load(options.config or (beside if beside.is_file() else None))


def report(options: argparse.Namespace, settings: Settings, judged: Judged) -> None:
    """Print what the files held, and write the fix list where it is asked for."""
    from workforce import extracts

    heading = f"{settings.authority.name}, extract dated {dated(options.extract_date, settings, judged)}"
    for line in lines(judged, heading, extracts.ignored_files(options.extracts, settings.sources), options.all):
        print(line)
    if options.out:
        write_fix_list(options.out, judged)


def dated(given: date | None, settings: Settings, judged: Judged) -> str:
    """Return the extract date in words, with where it comes from."""
    from workforce import build

    as_at = build.framing_date(judged.accepted, settings, given)
    known = "authority.toml" if settings.authority.extract_date else "the latest date recorded"
    return f"{as_at} ({'--extract-date' if given else known})"


def write_fix_list(path: Path, judged: Judged) -> None:
    """Write every finding as CSV."""
    try:
        path.write_bytes(BOM_UTF8 + exports.rows_csv(judged.findings.select(FIX_LIST)))
    except OSError as error:
        raise WorkforceError(
            f"{path}: the fix list cannot be written ({error.strerror}); choose another file with --out."
        ) from None
    print(f"Wrote the fix list of {numbered(judged.findings.height, 'finding')} to {path}.")
