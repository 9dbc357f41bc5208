"""A proposal: how one file could be read, how sure each part is and why, and what could not be placed."""

from __future__ import annotations

import glob
from collections.abc import Mapping
from dataclasses import dataclass, field

from workforce.settings_sources import Source, Taken

CERTAIN, LIKELY, GUESS = "certain", "likely", "guess"


@dataclass(frozen=True)
class Found:
    """What fills one column of the table, how sure that is, and the reason in words."""

    taken: Taken
    level: str
    reason: str


@dataclass(frozen=True)
class Part:
    """Another part of the section: its value, how sure it is, and the reason in words."""

    value: str
    level: str
    reason: str


@dataclass(frozen=True)
class Proposal:
    """One sheet or file read as a table.

    `unknown` are the spellings of coded columns that mean nothing yet, with their rows; `missing` the required columns
    that nothing fills; `personal` the columns that are never read, `unused` the others. `others` are the tables that
    came next, the nearest first.
    """

    file: str
    sheet: str | None
    header: int
    table: Part
    found: Mapping[str, Found]
    dates: Mapping[str, Part] = field(default_factory=dict)
    hours: Part | None = None
    standard_hours: tuple[float, str, str] | None = None
    rows_of: Part | None = None
    sequence: Part | None = None
    leave_out: Mapping[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    unknown: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def source(self) -> Source:
        """Return the section of authority.toml that the proposal comes to."""
        return Source(
            file=pattern(self.file), table=self.table.value, sheet=self.sheet, header=self.header,
            columns={target: found.taken for target, found in self.found.items()},
            dates={target: part.value for target, part in self.dates.items()},
            hours=self.hours.value if self.hours else None,
            standard_hours=self.standard_hours[0] if self.standard_hours else None,
            leave_out={column: values for column, (values, _) in self.leave_out.items()},
            rows_of=self.rows_of.value if self.rows_of else None,
            sequence=self.sequence.value if self.sequence else None,
        )  # fmt: skip


def pattern(file: str) -> str:
    """Return the pattern that only this file name has."""
    return glob.escape(file)
