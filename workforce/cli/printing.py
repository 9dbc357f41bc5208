"""Frames as CSV that a spreadsheet may open, or as JSON rows; progress on standard error."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable

import polars as pl

from workforce import exports


def write(frame: pl.DataFrame, form: str) -> None:
    """Print a frame as CSV or as JSON rows; dates are ISO, numbers unrounded."""
    sys.stdout.write(
        exports.rows_csv(frame).decode()
        if form == "csv"
        else json.dumps(frame.to_dicts(), default=str, indent=1) + "\n"
    )


def progress() -> Callable[[str], None]:
    """Return a function that prints a step on standard error with the seconds since now."""
    began = time.monotonic()

    def tell(step: str) -> None:
        print(f"[{time.monotonic() - began:5.1f} s] {step}", file=sys.stderr, flush=True)

    return tell
