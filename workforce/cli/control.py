"""spc: an analyst's own series judged by the rules that the dashboard uses."""

from __future__ import annotations

import argparse
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import polars as pl

from workforce import spc
from workforce.cli.printing import write
from workforce.errors import WorkforceError

NEEDED = ("series", "point", "value")
COLUMNS = {"series": pl.String, "point": pl.String, "value": pl.Float64, "mean": pl.Float64, "lpl": pl.Float64,
           "upl": pl.Float64, "lower_2sigma": pl.Float64, "upper_2sigma": pl.Float64, "flag_rule": pl.String,
           "point_type": pl.String, "variation": pl.String, "assurance": pl.String}  # fmt: skip


def print_spc(options: argparse.Namespace) -> None:
    """Print one row a point of every series of the file, with its limits and what the rules say of it."""
    given = read(options.file)
    refuse_unknown_points(given, options.rebase, options.file.name)
    judged = [row for series in given.partition_by("series", maintain_order=True) for row in rows(series, options)]
    write(pl.DataFrame(judged, schema=COLUMNS, orient="row"), "csv")


def rules(points: list[str], options: argparse.Namespace) -> spc.Rules:
    """Return the rules asked for, rebased where the named points of this series stand."""
    chosen = spc.variant(
        options.variant, direction=options.direction, target=options.target, trend=options.trend,
        multiplier=options.multiplier, fix_after=options.fix_after,
        rebase=tuple(place for place, point in enumerate(points) if point in options.rebase),
    )  # fmt: skip
    return chosen if options.screen is None else spc.Rules(**asdict(chosen) | {"screen": options.screen})


def rows(series: pl.DataFrame, options: argparse.Namespace) -> list[tuple[Any, ...]]:
    """Return the rows of one series, in the file's order."""
    names, points = series["series"].to_list(), series["point"].to_list()
    chart = spc.judge(series["value"].to_list(), rules(points, options))
    return [
        (
            name, point, found.value, found.limits.mean, found.limits.lower, found.limits.upper,
            found.limits.lower_2sigma, found.limits.upper_2sigma, found.flag_rule, found.point_type,
            chart.variation, chart.assurance,
        )
        for name, point, found in zip(names, points, chart.points, strict=True)
    ]  # fmt: skip


def read(path: Path) -> pl.DataFrame:
    """Return the file's series, point and value; a blank value is a gap."""
    # It brings the contracts with it, a second and more, which no other command but check and build needs.
    from workforce.extracts.delimited import read_delimited

    frame, _, _ = read_delimited(path.read_bytes(), path.name, NEEDED)
    for name in NEEDED:
        if name not in frame.columns:
            raise WorkforceError(f'{path.name} line 1: there is no column "{name}"; name the columns {NEEDED}.')
    values = [number(text, path.name, line) for text, line in frame.select("value", "_line").iter_rows()]
    return frame.select("series", "point", pl.Series("value", values, dtype=pl.Float64))


def number(text: str | None, file: str, line: int) -> float | None:
    """Return the number written, or None for a blank."""
    if not (text or "").strip():
        return None
    try:
        value = float(str(text))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise WorkforceError(
            f'{file} line {line}, value: "{text}" is not a number; write it like 12.5 or leave it blank.'
        )
    return value


def refuse_unknown_points(given: pl.DataFrame, asked: list[str], file: str) -> None:
    """Raise when a point to rebase at stands nowhere in the file."""
    known = set(given["point"].to_list())
    for point in asked:
        if point not in known:
            raise WorkforceError(f'{file}: no point is called "{point}"; give --rebase a value of the column point.')
