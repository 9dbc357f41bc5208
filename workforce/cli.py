"""The command line: demo, serve, sample, check, build, measures and rows."""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from workforce.errors import Rejected, WorkforceError

STORE = Path("data/snapshots")
COLUMNS = ["measure", "month", "level", "area", "numerator", "denominator", "value", "n", "status"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return its exit code. Every error is one sentence on standard error."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options) or 0)
    except Rejected as error:
        print(error, file=sys.stderr)
        return 2
    except WorkforceError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenPipeError:
        return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command."""
    top = argparse.ArgumentParser(prog="workforce", description="Workforce stability and caseload measures.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    sample = command(commands, "sample", "write the fictional authority's extracts", write_sample)
    sample.add_argument("--out", type=Path, required=True, help="folder to write")
    sample.add_argument("--seed", type=int, default=7)
    sample.add_argument("--scale", type=int, default=1, help="how many times as large")
    for name, run, words in (
        ("check", check, "validate the extracts only"),
        ("build", build, "validate, compute and publish"),
    ):
        each = command(commands, name, words, run)
        each.add_argument("--extracts", type=Path, required=True, help="folder of extracts")
        each.add_argument("--config", type=Path, help="authority.toml (default: the one among the extracts)")
        each.add_argument("--extract-date", type=date.fromisoformat, help="YYYY-MM-DD")
        each.add_argument("--store", type=Path, default=STORE, help="where snapshots are kept")
    serving = command(commands, "serve", "serve the published snapshot on 127.0.0.1", serve)
    demo_command = command(commands, "demo", "make, check, build and serve the fictional authority", demo)
    for each in (serving, demo_command):
        each.add_argument("--port", type=int, default=8501)
        each.add_argument("--store", type=Path, default=STORE, help="where snapshots are kept")
    measures = command(commands, "measures", "print measures by month", print_measures)
    measures.add_argument("--months", type=int, help="how many months up to the as-at date")
    measures.add_argument("--measure", action="append", help="a measure's id; may be repeated")
    measures.add_argument("--level", choices=["authority", "service", "team"], default="authority")
    measures.add_argument("--audience", choices=["internal", "outside"], default="internal")
    rows = command(commands, "rows", "print the unit rows behind a number", print_rows)
    rows.add_argument("measure", help="a measure's id")
    for each in (measures, rows):
        each.add_argument("--as-of", type=date.fromisoformat, help="a month end or the extract date")
        each.add_argument("--format", choices=["csv", "json"], default="csv")
        each.add_argument("--store", type=Path, default=STORE, help="where snapshots are kept")
    return top


def command(commands: argparse._SubParsersAction, name: str, words: str, run: Callable) -> argparse.ArgumentParser:
    """Add one command."""
    added = commands.add_parser(name, help=words, description=words)
    added.set_defaults(run=run)
    return added


def write_sample(options: argparse.Namespace) -> None:
    from workforce import sample

    sample.write_sample(options.out, seed=options.seed, scale=options.scale)
    print(f"Wrote the sample extracts and authority.toml to {options.out}.")


def settings_of(options: argparse.Namespace):
    from workforce import settings

    beside = options.extracts / "authority.toml"
    return settings.load(options.config or (beside if beside.is_file() else None))


def check(options: argparse.Namespace) -> int:
    from workforce import build, contracts, extracts

    settings = settings_of(options)
    judged = contracts.judge(extracts.read_folder(options.extracts), settings)
    build.refuse_unmapped(judged.accepted, settings)
    return tell(judged)


def build(options: argparse.Namespace) -> int:
    from workforce import build

    built = build.build(options.extracts, settings_of(options), options.store, options.extract_date, progress)
    tell(built.judged)
    print(f"Published {built.snapshot}.")
    return 0


def demo(options: argparse.Namespace) -> int:
    from workforce import build, sample, settings

    folder = options.store.parent / "sample"
    progress(f"writing the fictional authority's extracts to {folder}")
    sample.write_sample(folder)
    build.build(folder, settings.load(folder / "authority.toml"), options.store, report=progress)
    return serve(options)


def serve(options: argparse.Namespace) -> int:
    """Serve the dashboard until it is stopped; return the server's exit code."""
    from workforce import snapshots

    snapshots.current(options.store)
    root = Path(__file__).parent.parent
    environment = os.environ | {"WORKFORCE_STORE": str(options.store.resolve())}
    print(f"Open http://127.0.0.1:{options.port} in a browser; Ctrl+C stops it.", flush=True)
    try:
        return subprocess.run(
            [sys.executable, "-m", "streamlit", "run", str(root / "app.py"), "--server.port", str(options.port)],
            cwd=root, env=environment, check=False,
        ).returncode  # fmt: skip
    except KeyboardInterrupt:
        return 0


def progress(step: str) -> None:
    print(step, file=sys.stderr, flush=True)


def tell(judged) -> int:
    """Print the balance of every file and each finding; return 1 when a row was quarantined."""
    for file in judged.balance.iter_rows(named=True):
        print("{file}: {lines} lines = {accepted} accepted + {quarantined} quarantined + {blank} blank".format(**file))
    for finding in judged.findings.iter_rows(named=True):
        print("{severity}: {file} line {line}, {column} = {value}: {message} {fix}".format(**finding))
    return int(judged.balance["quarantined"].sum() > 0)


def snapshot_months(connection, as_of: date | None) -> list[tuple[date, date]]:
    """Return (month, as-at date) up to the asked date, oldest first."""
    months = connection.sql("select month, as_at from marts.dim_months order by month").fetchall()
    if as_of is None:
        return months
    if as_of not in [as_at for _, as_at in months]:
        raise WorkforceError(
            f"--as-of {as_of}: not a month end that this snapshot shows, {months[0][1]} to {months[-1][1]}."
        )
    return [(month, as_at) for month, as_at in months if as_at <= as_of]


def print_measures(options: argparse.Namespace) -> None:
    from workforce import snapshots, warehouse
    from workforce.catalogue import MEASURES

    for asked in options.measure or []:
        if asked not in MEASURES:
            raise WorkforceError(f"--measure {asked}: not a measure; the ids are {', '.join(MEASURES)}.")
    connection = warehouse.open_snapshot(snapshots.current(options.store))
    months = [month for month, _ in snapshot_months(connection, options.as_of)]
    shown = months[-options.months :] if options.months else (months[-1:] if options.as_of else months)
    cells = connection.sql(
        "select *, $outside as outside from cube.cells where breakdown = '' and level = $level "
        "and month >= $first and month <= $last and (len($ids) = 0 or measure in $ids) order by measure, area, month",
        params={"outside": options.audience == "outside", "level": options.level, "first": shown[0],
                "last": shown[-1], "ids": options.measure or []},
    ).pl()  # fmt: skip
    if options.audience == "outside":
        hidden = pl.col("outside_status") == "c"
        cells = cells.with_columns(
            pl.col("outside_status").alias("status"),
            *(
                pl.when(hidden).then(None).otherwise(pl.col(name)).alias(name)
                for name in ("numerator", "denominator", "value", "n")
            ),
        )
    write(cells.select(COLUMNS), options.format)


def print_rows(options: argparse.Namespace) -> None:
    from workforce import snapshots, warehouse
    from workforce.catalogue import MEASURES

    if options.measure not in MEASURES:
        raise WorkforceError(f"{options.measure}: not a measure; the ids are {', '.join(MEASURES)}.")
    connection = warehouse.open_snapshot(snapshots.current(options.store))
    month, as_at = snapshot_months(connection, options.as_of)[-1]
    if options.measure in ("worker_changes", "planned_changes", "unplanned_changes", "unclassified_changes"):
        parameters = {"first_as_at": as_at, "last_as_at": as_at, "is_cohort_only": False}
        write(child_rows(warehouse.frame(connection, "marts/fct_child_years", parameters)), options.format)
        return
    rows = warehouse.frame(connection, f"measures/{options.measure}", {})
    write(rows.filter(pl.col("month") == month).sort("unit"), options.format)


def child_rows(children: pl.DataFrame) -> pl.DataFrame:
    """Return one row a child, in the columns of the worker-change definition's worked cases."""
    return children.sort("child_id").select(
        pl.lit(None, pl.String).alias("case_id"), "child_id", pl.lit(None, pl.String).alias("title"),
        "distinct_workers", "changes", "changes_planned", "changes_unplanned", "changes_unclassified",
        pl.col("is_three_plus").cast(pl.Int64).alias("three_plus"),
        pl.col("current_professional_id").alias("current_worker"), "current_spell_days", "unallocated_days",
        "max_gap_days", "tolerated_gap_days", "allocated_days", "top_worker_days", "open_days", "cover_workers",
        "dq_flags", pl.col("is_in_cohort").cast(pl.Int64).alias("in_cohort"), pl.lit(None, pl.String).alias("reasoning"),
    )  # fmt: skip


def write(frame: pl.DataFrame, form: str) -> None:
    """Print a frame as CSV (text that a spreadsheet would run is prefixed) or as JSON rows."""
    if form == "json":
        print(json.dumps(frame.to_dicts(), default=str, indent=1))
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([safe(value) for value in row] for row in frame.iter_rows())
    sys.stdout.write(text.getvalue())


def safe(value: object) -> object:
    """Return the value, with text that starts a spreadsheet formula made plain."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


if __name__ == "__main__":
    sys.exit(main())
