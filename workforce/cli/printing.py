"""Frames as CSV that a spreadsheet may open, or as JSON rows; progress on standard error."""

from __future__ import annotations

import csv
import io
import json
import sys
import time
from collections.abc import Callable

import polars as pl

FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(frame: pl.DataFrame, form: str) -> None:
    """Print a frame as CSV or as JSON rows; dates are ISO, numbers unrounded."""
    sys.stdout.write(as_csv(frame) if form == "csv" else json.dumps(frame.to_dicts(), default=str, indent=1) + "\n")


def as_csv(frame: pl.DataFrame) -> str:
    """Return a frame as CSV; text that a spreadsheet would run is prefixed."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([safe(value) for value in row] for row in frame.iter_rows())
    return text.getvalue()


def safe(value: object) -> object:
    """Return the value, with text that starts a spreadsheet formula made plain."""
    return f"'{value}" if isinstance(value, str) and value[:1] in FORMULA else value


def progress() -> Callable[[str], None]:
    """Return a function that prints a step on standard error with the seconds since now."""
    began = time.monotonic()

    def tell(step: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {step}", file=sys.stderr, flush=True)

    return tell
