"""What each command may be given."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from workforce.claims import DIRECTIONS, PARTS
from workforce.cli import (
    agency_rules,
    census,
    claim,
    compare,
    control,
    extracts,
    fixes,
    forecast,
    lineage,
    mapping,
    measures,
    reconciliation,
    reference,
    series,
    serving,
    survival,
    tenure,
)
from workforce.spc import MULTIPLIER, SIDES

STORE = Path("data/snapshots")
DEMO_STORE = Path("data/demo/snapshots")
Commands = Any


def parser() -> argparse.ArgumentParser:
    """Return the parser of every command; `run` of what it parses is the command's function."""
    top = argparse.ArgumentParser(prog="workforce", description="Workforce stability and caseload measures.")
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    add_serving(commands)
    add_extracts(commands)
    add_printing(commands)
    add_census(commands)
    add_claim(commands)
    add_forecast(commands)
    add_tenure(commands)
    add_control(commands)
    add_reference(commands)
    return top


def add_serving(commands: Commands) -> None:
    """Add demo and serve."""
    demo = command(commands, "demo", "make, check, build and serve the fictional authority", serving.demo)
    serve = command(commands, "serve", "serve the published snapshot on 127.0.0.1", serving.serve)
    for each, default in ((demo, DEMO_STORE), (serve, STORE)):
        each.add_argument("--port", type=port, default=8501, help="0 takes any free port (default: 8501)")
        stored(each, default)
    serve.add_argument("--extracts", type=Path, metavar="DIR", help="folder of your exports, for the page Your files")


def add_extracts(commands: Commands) -> None:
    """Add sample, check, build and map."""
    sample = command(commands, "sample", "write the fictional authority's extracts", extracts.write_sample)
    sample.add_argument("--out", type=Path, required=True, metavar="DIR", help="folder to write")
    sample.add_argument("--seed", type=int, default=7, help="the same seed gives the same bytes (default: 7)")
    sample.add_argument("--scale", type=positive, default=1, help="how many times as large (default: 1)")
    check = command(commands, "check", "validate the extracts only", extracts.check)
    build = command(commands, "build", "validate, compute and publish", extracts.build)
    for each in (check, build):
        each.add_argument("--extracts", type=Path, required=True, metavar="DIR", help="folder of extracts")
        each.add_argument(
            "--database", action="store_true", help="read the ssd_ tables from the database in WORKFORCE_DATABASE"
        )
        each.add_argument("--config", type=Path, help="authority.toml (default: the one among the extracts)")
        each.add_argument("--extract-date", type=day, metavar="YYYY-MM-DD", help="the day the extracts were taken")
        each.add_argument("--all", action="store_true", help="print every finding, not only the first of each kind")
        each.add_argument("--out", type=Path, metavar="FILE", help="write every finding to a CSV, the fix list")
        each.add_argument(
            "--fixes", type=Path, metavar="DIR", help="folder of corrected fix files, put in their lines' place"
        )
    stored(build, STORE)
    add_fixes(commands)
    mapped = command(commands, "map", "propose how a report of any shape is read", mapping.map_file)
    mapped.add_argument("file", type=Path, metavar="FILE", help="an HR, agency or recruitment report")
    mapped.add_argument("--table", metavar="TABLE", help="the table it holds (default: the one it fits best)")
    mapped.add_argument("--sheet", metavar="NAME", help="one sheet of a workbook (default: all)")
    mapped.add_argument("--config", type=Path, help="authority.toml (default: the one beside the file)")
    mapped.add_argument("--write", action="store_true", help="put the section into authority.toml")
    mapped.add_argument("--replace", action="store_true", help="in the place of the one that maps the same file")


def add_fixes(commands: Commands) -> None:
    """Add fixes."""
    asked = command(commands, "fixes", "write the rows that fail, to be corrected and read back", fixes.write_fixes)
    asked.add_argument("--extracts", type=Path, required=True, metavar="DIR", help="folder of extracts")
    asked.add_argument("--config", type=Path, help="authority.toml (default: the one among the extracts)")
    asked.add_argument("--out", type=Path, required=True, metavar="DIR", help="a new or empty folder for the fix files")
    asked.add_argument("--fixes", type=Path, metavar="DIR", help="fix files so far; their corrections are carried over")
    asked.add_argument(
        "--left-out-only", action="store_true", help="only rows that are in no figure, not those used and flagged"
    )


def add_printing(commands: Commands) -> None:
    """Add measures, rows, touched, series, compare and reconcile-903."""
    printed = command(commands, "measures", "print measures by month", measures.print_measures)
    printed.add_argument("--months", type=positive, metavar="N", help="how many months up to the as-at date")
    printed.add_argument("--measure", action="append", metavar="ID", help="a measure's id; may be repeated")
    rows = command(commands, "rows", "print the unit rows behind a number", measures.print_rows)
    rows.add_argument("--sources", action="store_true", help="print the file and line of every row behind each unit")
    line = command(commands, "touched", "print the numbers that a line of a file is counted in", lineage.print_touched)
    line.add_argument("file", metavar="FILE", help="its name as the report of the build has it")
    line.add_argument("line", type=positive, metavar="LINE", help="its line, the header being line 1")
    line.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(line, STORE)
    beside = command(commands, "compare", "print published figures beside ours", compare.print_comparison)
    beside.add_argument("measure", metavar="MEASURE", help="a measure's id")
    beside.add_argument("--year", type=positive, metavar="YYYY", help="the reporting year (default: the latest held)")
    beside.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(beside, STORE)
    children = command(
        commands, "reconcile-903", "print the workers of each child by the SSDA903 return and by the case system",
        reconciliation.print_differences,
    )  # fmt: skip
    children.add_argument("--year", type=positive, metavar="YYYY", help="the year to 31 March (default: the latest)")
    children.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(children, STORE)
    over_time = command(commands, "series", "print one measure over time with limits, state and sentence",
                        series.print_series)  # fmt: skip
    over_time.add_argument("--area", metavar="NAME", help="the name of the service or team")
    over_time.add_argument(
        "--no-rebase", dest="rebase", action="store_false", help="judge every month by one set of limits"
    )
    for each in (rows, over_time):
        each.add_argument("measure", metavar="MEASURE", help="a measure's id")
    for each in (printed, over_time):
        each.add_argument("--level", choices=["authority", "service", "team"], default="authority")
        each.add_argument("--audience", choices=["internal", "outside"], default="internal")
    for each in (printed, rows, over_time):
        each.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="a month end or the extract date")
        each.add_argument("--format", choices=["csv", "json"], default="csv")
        stored(each, STORE)


def add_census(commands: Commands) -> None:
    """Add census."""
    printed = command(
        commands, "census", "print the official measures of each workforce census returned", census.print_census
    )
    printed.add_argument("--year", type=positive, metavar="YYYY", help="one census year (default: all)")
    printed.add_argument(
        "--beside-hr", action="store_true", help="print headcount and FTE by contract and role beside what HR holds"
    )
    printed.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(printed, STORE)


def add_claim(commands: Commands) -> None:
    """Add claim."""
    asked = command(
        commands, "claim", "say whether a claim about a measure holds, with the evidence", claim.print_claim
    )
    asked.add_argument("measure", metavar="MEASURE", help="a measure's id")
    asked.add_argument("--direction", choices=list(DIRECTIONS), required=True, help="what it is said to have done")
    asked.add_argument("--from", dest="begin", type=month, metavar="YYYY-MM", help="the earlier month")
    asked.add_argument("--to", dest="end", type=month, metavar="YYYY-MM", help="the later month (default: the latest)")
    asked.add_argument("--level", choices=["authority", "service", "team"], default="authority")
    asked.add_argument("--area", metavar="NAME", help="the service or team, as it is shown")
    asked.add_argument("--part", choices=list(PARTS), help="the leadership team only")
    asked.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(asked, STORE)


def add_forecast(commands: Commands) -> None:
    """Add forecast."""
    asked = command(
        commands, "forecast", "print the permanent share of the months ahead, with its band", forecast.print_forecast
    )
    asked.add_argument("--target", type=float, metavar="PERCENT", help="the permanent share to reach")
    for name, words in (
        ("hires", "permanent hires a month, FTE"), ("leavers", "permanent leavers a month, FTE"),
        ("conversions", "agency conversions a month, FTE"), ("children", "children open from next month on"),
    ):  # fmt: skip
        asked.add_argument(f"--{name}", type=float, metavar="N", help=f"{words} (default: as in the last 12 months)")
    asked.add_argument("--posts", type=float, default=0.0, metavar="FTE", help="posts added from next month on")
    asked.add_argument("--without-known", action="store_true", help="leave offers, notices and agreed ends out")
    asked.add_argument("--back-test", action="store_true", help="print the forecasts of the past beside what came")
    asked.add_argument("--level", choices=["authority", "service", "team"], default="authority")
    asked.add_argument("--area", metavar="NAME", help="the service or team, as it is shown")
    asked.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="a month end or the extract date")
    asked.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(asked, STORE)


def add_tenure(commands: Commands) -> None:
    """Add tenure."""
    asked = command(
        commands, "tenure", "print how long an area's staff stay, in months of service", tenure.print_tenure
    )
    asked.add_argument("--by", choices=["contract", "role", "team"], default="contract",
                       help="role and team are of permanent staff (default: contract)")  # fmt: skip
    asked.add_argument("--level", choices=["authority", "service", "team"], default="authority")
    asked.add_argument("--area", metavar="NAME", help="the service or team, as it is shown")
    asked.add_argument("--as-of", type=day, metavar="YYYY-MM-DD", help="a month end or the extract date")
    asked.add_argument("--format", choices=["csv", "json"], default="csv")
    stored(asked, STORE)


def add_control(commands: Commands) -> None:
    """Add spc, survival and agency-rules."""
    ruled = command(
        commands, "agency-rules", "check agency assignments against the configured rules", agency_rules.print_failures
    )
    ruled.add_argument("file", type=Path, metavar="FILE", help="CSV with one case a line")
    stay = command(commands, "survival", "print how long people stay, by Kaplan and Meier", survival.print_survival)
    stay.add_argument("file", type=Path, metavar="FILE", help="CSV with the columns dataset, entry, time, event")
    stay.add_argument(
        "--fewest", type=positive, default=1, metavar="N", help="start where so many are at risk (default: 1)"
    )
    judged = command(
        commands, "spc", "judge series of your own: limits, rules, variation, assurance", control.print_spc
    )
    judged.add_argument("file", type=Path, metavar="FILE", help="CSV with the columns series, point, value")
    judged.add_argument("--direction", choices=sorted(SIDES), default="neutral", help="which way is better")
    judged.add_argument("--target", type=float, help="a value to assure against")
    judged.add_argument("--variant", choices=["nhs", "r"], default="nhs", help="whose reading of the rules")
    judged.add_argument(
        "--screen", action=argparse.BooleanOptionalAction, help="leave extreme moving ranges out of the limits"
    )
    judged.add_argument("--trend", type=positive, default=7, metavar="N", help="points that make a trend (default: 7)")
    judged.add_argument("--fix-after", type=positive, metavar="N", help="set the limits by the first N points")
    judged.add_argument("--rebase", action="append", default=[], metavar="POINT", help="start new limits at this point")
    judged.add_argument(
        "--multiplier", type=float, default=MULTIPLIER, help=f"of the mean moving range (default: {MULTIPLIER})"
    )


def add_reference(commands: Commands) -> None:
    """Add benchmarks and docs."""
    benchmarks = commands.add_parser("benchmarks", help="published figures of other authorities")
    imported = command(
        benchmarks.add_subparsers(required=True, metavar="COMMAND"),
        "import",
        "store the department's published files, so that any authority and its neighbours can be shown",
        reference.import_benchmarks,
    )
    imported.add_argument("files", type=Path, nargs="+", metavar="FILE", help="CSV as the department publishes it")
    stored(imported, STORE)
    docs = command(commands, "docs", "write data/README.md and queries/README.md", reference.write_documents)
    docs.add_argument("--check", action="store_true", help="write nothing; exit 1 when one of them is out of date")


def command(commands: Commands, name: str, words: str, run: Callable[..., int | None]) -> argparse.ArgumentParser:
    """Add one command."""
    added: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    added.set_defaults(run=run)
    return added


def stored(added: argparse.ArgumentParser, default: Path) -> None:
    """Add the option that says where snapshots are."""
    added.add_argument("--store", type=Path, default=default, metavar="DIR", help=f"snapshots (default: {default})")


def day(text: str) -> date:
    """Return the date written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it as YYYY-MM-DD") from None


def month(text: str) -> date:
    """Return the first day of the month written."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a month; write it as YYYY-MM") from None


def positive(text: str) -> int:
    """Return the whole number above 0 written."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a whole number above 0")
    return int(text)


def port(text: str) -> int:
    """Return the port written, 0 for any free one."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a port; give 0 to 65535")
    return int(text)
