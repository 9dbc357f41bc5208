"""survival: how long people stay, from a file of the user's own."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import Any

import polars as pl

from workforce import survival
from workforce.cli.printing import write
from workforce.errors import WorkforceError

NEEDED = ("dataset", "entry", "time", "event")
TRUE, FALSE = {"1", "true", "yes"}, {"0", "false", "no"}
COLUMNS = {"dataset": pl.String, "time": pl.Float64, "at_risk": pl.Int64, "events": pl.Int64, "survival": pl.Float64,
           "se": pl.Float64, "lower_95": pl.Float64, "upper_95": pl.Float64, "median": pl.String}  # fmt: skip


def print_survival(options: argparse.Namespace) -> None:
    """Print one row for each time at which somebody left, for every dataset of the file in its order."""
    given = read(options.file)
    found = [row for each in given.partition_by("dataset", maintain_order=True) for row in rows(each, options.fewest)]
    write(pl.DataFrame(found, schema=COLUMNS, orient="row"), "csv")


def rows(spells: pl.DataFrame, fewest: int) -> list[tuple[Any, ...]]:
    """Return the rows of one dataset; one without any leaving has a row for the last time seen, with no events."""
    name = spells["dataset"][0]
    found = survival.curve(spells["entry"].to_list(), spells["time"].to_list(), spells["event"].to_list(), fewest)
    median = "not reached" if found.median is None else plain(found.median)
    if not found.steps:
        last = float(spells["time"].max())  # type: ignore[arg-type]
        return [(name, last, spells.filter(pl.col("time") == last).height, 0, None, None, None, None, median)]
    return [
        (name, step.time, step.at_risk, step.events, step.survival, step.error, step.lower, step.upper, median)
        for step in found.steps
    ]


def plain(value: float) -> str:
    """Return a number without a needless decimal point."""
    return str(int(value)) if value == int(value) else repr(value)


def read(path: Path) -> pl.DataFrame:
    """Return the file's spells: dataset, entry (blank is 0), time and event; `dataset_id` is read as `dataset`."""
    # It brings the contracts with it, a second and more, which no other command but check and build needs.
    from workforce.extracts.delimited import read_delimited

    frame, _, _ = read_delimited(path.read_bytes(), path.name, (*NEEDED, "dataset_id"))
    if "dataset" not in frame.columns and "dataset_id" in frame.columns:
        frame = frame.rename({"dataset_id": "dataset"})
    for name in NEEDED:
        if name not in frame.columns:
            raise WorkforceError(f'{path.name} line 1: there is no column "{name}"; name the columns {NEEDED}.')
    spells = [spell(row, path.name) for row in frame.select(*NEEDED, "_line").rows()]
    schema = {"dataset": pl.String, "entry": pl.Float64, "time": pl.Float64, "event": pl.Boolean}
    return pl.DataFrame(spells, schema=schema, orient="row")


def spell(row: tuple[Any, ...], file: str) -> tuple[str, float, float, bool]:
    """Return one spell; raise the sentence that says which cell cannot be used."""
    dataset, entry, time, event, line = row
    if not (dataset or "").strip():
        raise WorkforceError(f"{file} line {line}, dataset: the name is blank; write the dataset of every spell.")
    began, ended = number(entry or "0", "entry", file, line), number(time, "time", file, line)
    if ended <= began:
        raise WorkforceError(f"{file} line {line}, time: {time} is not after the entry {entry or 0}; correct one.")
    word = (event or "").strip().lower()
    if word not in TRUE | FALSE:
        raise WorkforceError(f'{file} line {line}, event: "{event or ""}" is neither 1 (left) nor 0 (still there).')
    return dataset.strip(), began, ended, word in TRUE


def number(text: str | None, column: str, file: str, line: int) -> float:
    """Return the number written, 0 or more."""
    try:
        value = float(text or "")
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or value < 0:
        raise WorkforceError(f'{file} line {line}, {column}: "{text or ""}" is not a number; write it like 12 or 12.5.')
    return value
