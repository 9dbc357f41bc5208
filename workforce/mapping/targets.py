"""The columns a table could be filled with, as a reader who maps a file sees them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from workforce.contracts import SPECS
from workforce.mapping.evidence import FORMS
from workforce.mapping.fit import codes_of
from workforce.settings_sources import Taken

DATE_FORMS = FORMS


@dataclass(frozen=True)
class Target:
    """One column of a table: what it is, whether the file must give it, and what its values may be."""

    name: str
    what: str
    is_required: bool
    is_date: bool
    codes: tuple[str, ...]


def targets(table: str) -> list[Target]:
    """Return the columns of a table in the order of its contract."""
    spec = SPECS[table]
    return [
        Target(
            name,
            str(spec.fields[name].description),
            name in spec.required_columns,
            kind == pl.Date,
            ("true", "false") if kind == pl.Boolean else tuple(codes_of(spec, name)),
        )
        for name, kind in spec.schema.items()
    ]


def taken_words(taken: Taken) -> str:
    """Return the columns that fill a target in words."""
    if taken.before:
        return f'{taken.columns[0]}, before the last "{taken.before}"'
    return " + ".join(taken.columns)
