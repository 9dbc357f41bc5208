"""Dates written in a form that authority.toml names, as ISO text."""

import re

import polars as pl

from workforce.contracts.cast import ISO, TIME
from workforce.settings_sources import TOKENS

SHAPES = {"YYYY": r"\d{4}", "YY": r"\d{2}", "MMMM": "[A-Za-z]{3,9}", "MMM": "[A-Za-z]{3}", "MM": r"\d{1,2}"}
CODES = {"YYYY": "%Y", "YY": "%y", "MMMM": "%B", "MMM": "%b", "MM": "%m", "DD": "%d"}
SERIAL = r"^\d{5}(\.\d+)?$"


def as_iso(text: pl.Series, form: str) -> pl.Series:
    """The dates of a form as YYYY-MM-DD; other text says after it that it has not the form, ISO dates stand."""
    bare = pl.col("t").str.replace(TIME, "").str.strip_chars()
    day = pl.when(bare.str.contains(pattern(form))).then(bare).str.to_date(code(form), strict=False)
    stands = bare.str.contains(ISO) | pl.col("t").str.contains(SERIAL)
    other = pl.when(stands).then("t").otherwise(pl.col("t") + f" (not {form})")
    return text.to_frame("t").select(pl.coalesce(day.dt.to_string("%Y-%m-%d"), other)).to_series().alias(text.name)


def pattern(form: str) -> str:
    """The regular expression of a form; days and months run together have two digits."""
    parts = _parts(form)
    is_run_together = not any(part not in TOKENS for part in parts)
    shapes = {**SHAPES, "DD": r"\d{1,2}"} | ({"MM": r"\d{2}", "DD": r"\d{2}"} if is_run_together else {})
    return "^" + "".join(shapes.get(part, re.escape(part)) for part in parts) + "$"


def code(form: str) -> str:
    """The form as polars reads it."""
    return "".join(CODES.get(part, part) for part in _parts(form))


def _parts(form: str) -> list[str]:
    return [part for part in re.split("(" + "|".join(TOKENS) + ")", form) if part]
