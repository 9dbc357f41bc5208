"""benchmarks import and docs: published figures in, generated pages out."""

from __future__ import annotations

import argparse
import sys

from workforce.cli.serving import ROOT
from workforce.wording import numbered


def import_benchmarks(options: argparse.Namespace) -> None:
    """Store the department's files and say what each brought."""
    from workforce import benchmarks

    for each in benchmarks.import_files(options.store, options.files):
        years = sorted({str(year or "year not stated") for year in each.figures["year"]})
        span = f"{years[0]} to {years[-1]}" if len(years) > 1 else years[0]
        areas = each.figures.filter(each.figures["level"] == "authority")["area_code"].n_unique()
        figures = numbered(each.figures.height, "figure")
        print(
            f"{each.file}: {figures} of {numbered(areas, 'authority', 'authorities')}, {span}; {each.added:,} new, "
            f"{each.replaced:,} replaced, {each.kept:,} left because a later file is held."
        )


def write_documents(options: argparse.Namespace) -> int:
    """Write the generated pages, or name those that are out of date."""
    from workforce import documents

    if not options.check:
        for path in documents.write(ROOT):
            print(f"Wrote {path.relative_to(ROOT)}.")
        return 0
    stale = documents.stale(ROOT)
    for path in stale:
        print(f"{path.relative_to(ROOT)}: out of date; run 'workforce docs' and keep what it writes.", file=sys.stderr)
    return int(bool(stale))
