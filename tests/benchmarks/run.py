"""The benchmark a developer runs: the sample at several scales beside a bare read of its files and beside pandas.

    uv run --group benchmark python tests/benchmarks/run.py --scale 1 20 150

Each step runs in a process of its own, so that its time and its largest memory are its own. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
STEPS = ("read", "build", "pages", "three", "pandas", "asked", "series")
THREE = ("agency_rate", "average_caseload", "worker_changes")


@dataclass(frozen=True)
class Run:
    """One step as the operating system accounted for it: seconds, processor seconds, megabytes, what it printed."""

    wall: float
    cpu: float
    memory: float
    printed: str

    @property
    def figures(self) -> dict[str, Any]:
        """Return the figures that the step printed as its last line."""
        return dict(json.loads(self.printed.strip().splitlines()[-1]))

    @property
    def series(self) -> dict[tuple[str, str], float]:
        """Return the three measures that the step printed, by month and measure."""
        if self.printed.startswith("["):
            return {(cell["month"][:7], cell["measure"]): cell["value"] for cell in json.loads(self.printed)}
        return {(as_at[:7], name): value for as_at, row in self.figures.items() for name, value in row.items()}


def main() -> None:
    """Measure every scale asked for and print the table of each."""
    options = parser().parse_args()
    with tempfile.TemporaryDirectory(dir=options.work) as made:
        for scale in options.scale:
            folder = Path(made) / f"scale-{scale}"
            workforce("sample", "--out", str(folder / "extracts"), "--scale", str(scale))
            table(scale, {step: measured(step, folder) for step in STEPS if step not in options.without})
            shutil.rmtree(folder)


def parser() -> argparse.ArgumentParser:
    """Return the parser of the options."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument(
        "--scale", type=int, nargs="+", default=[1, 150], help="how many times as large as one authority"
    )
    options.add_argument("--without", nargs="*", default=[], choices=STEPS, help="steps to leave out")
    options.add_argument("--work", type=Path, help="folder for the files made (scale 150 needs about 10 GB)")
    return options


def measured(step: str, folder: Path) -> Run:
    """Return one step's run at one scale."""
    print(f"{folder.name}: {step}", file=sys.stderr, flush=True)
    extracts, store = str(folder / "extracts"), str(folder / "store")
    if step == "build":
        return workforce("build", "--extracts", extracts, "--store", store)
    if step == "asked":
        asked = [word for measure in THREE for word in ("--measure", measure)]
        return workforce("measures", *asked, "--months", "60", "--format", "json", "--store", store)
    arguments = [store] if step in ("pages", "series") else [extracts]
    return timed([sys.executable, str(HERE / f"{PROGRAMS[step]}.py"), *arguments])


PROGRAMS = {"read": "bare_read", "pages": "page_reads", "three": "three_measures", "pandas": "analyst",
            "series": "series_reads"}  # fmt: skip


def workforce(*arguments: str) -> Run:
    """Return the run of one workforce command."""
    return timed([sys.executable, "-m", "workforce.cli", *arguments])


def timed(command: list[str]) -> Run:
    """Run a command to its end; its memory is the largest of itself and the processes it waited for."""
    with tempfile.TemporaryFile("w+") as output:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=output)
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        printed = output.read()
    if child.returncode:
        sys.exit(f"{' '.join(command)} ended with {child.returncode}")
    return Run(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000, printed)


def table(scale: int, runs: dict[str, Run]) -> None:
    """Print the figures of one scale, and what they are beside each other."""
    print(f"\nscale {scale}\n\n| step | seconds | processor seconds | memory, MB |\n|---|--:|--:|--:|")
    for step, run in runs.items():
        print(f"| {NAMES[step]} | {run.wall:.1f} | {run.cpu:.1f} | {run.memory:,.0f} |")
    print()
    if {"read", "build"} <= runs.keys():
        print(f"build / bare read: {ratio(runs['build'], runs['read'])}")
    if {"three", "pandas"} <= runs.keys():
        print(f"pandas / the same three measures from the files: {ratio(runs['pandas'], runs['three'])}")
    if {"asked", "pandas"} <= runs.keys():
        print(f"pandas / asking the snapshot for them: {ratio(runs['pandas'], runs['asked'])}")
    for step in ("three", "asked"):
        if {step, "pandas"} <= runs.keys():
            print(f"{NAMES[step]}, beside pandas: {apart(runs[step].series, runs['pandas'].series)}")
    if "pages" in runs:
        print("data reads of each page, ms:", runs["pages"].figures)
    if "series" in runs:
        print("every series judged, and one read:", runs["series"].figures)


def apart(one: dict[tuple[str, str], float], other: dict[tuple[str, str], float]) -> str:
    """Return how far two ways to the three measures are apart, by measure; an error where a month is only in one."""
    if one.keys() != other.keys():
        sys.exit(f"not the same months and measures: {sorted(one.keys() ^ other.keys())[:3]}")
    largest = {
        measure: max(abs(one[key] - other[key]) for key in one if key[1] == measure) for measure in THREE
    }  # fmt: skip
    months = len({month for month, _ in one})
    return f"largest difference over {months} month ends " + ", ".join(f"{k} {v:.1g}" for k, v in largest.items())


def ratio(one: Run, other: Run) -> str:
    """Return how many times longer one run took than another, by the clock and by the processors."""
    return f"{one.wall / other.wall:.1f} × by the clock, {one.cpu / other.cpu:.1f} × in processor time"


NAMES = {
    "read": "bare read: DuckDB, every column as text, into tables",
    "build": "workforce build: checked, every measure, 72 months",
    "pages": "every page drawn, and its reads run again",
    "three": "three measures from the files, checked, 60 month ends",
    "pandas": "the same three from the files in pandas, 60 month ends",
    "series": "every series judged three times, and every measure of one team read five times",
    "asked": "the same three asked of the built snapshot, 60 months",
}

if __name__ == "__main__":
    main()
