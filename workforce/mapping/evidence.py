"""What the values of one column look like: dates of which form, numbers, yes or no, registration numbers, ids."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from workforce.contracts import cast
from workforce.extracts import as_iso, clock_hours, date_pattern

ISO = "YYYY-MM-DD"
DAY_FIRST, MONTH_FIRST = "DD/MM/YYYY", "MM/DD/YYYY"
# Of two forms that fit alike the earlier is taken, so day comes before month.
FORMS = (
    ISO, DAY_FIRST, MONTH_FIRST, "DD/MM/YY", "MM/DD/YY", "DD.MM.YYYY", "DD.MM.YY", "DD-MM-YYYY", "MM-DD-YYYY",
    "YYYYMMDD", "YYYY/MM/DD", "DD-MMM-YYYY", "DD-MMM-YY", "DD MMM YYYY", "DD MMMM YYYY", "MMM DD, YYYY", "MMM DD YYYY",
)  # fmt: skip
TURNED = {DAY_FIRST: MONTH_FIRST, "DD/MM/YY": "MM/DD/YY", "DD-MM-YYYY": "MM-DD-YYYY"}
REGISTRATION = r"(?i)^sw ?\d{3,8}$"
SERIAL = r"^\d{5}(\.\d+)?$"
MOSTLY = 0.9
DISTINCT_READ = 20_000


@dataclass(frozen=True)
class Column:
    """One column of a file: its folded name, its filled values and their counts."""

    name: str
    text: pl.Series
    is_workbook: bool = False

    @cached_property
    def counts(self) -> pl.DataFrame:
        """Return each value with its number of rows, the commonest first."""
        found = self.text.drop_nulls().value_counts(name="rows").rename({self.text.name: "value"})
        return found.sort("rows", "value", descending=[True, False])

    @property
    def values(self) -> list[str]:
        """Return the distinct values, the commonest first."""
        return self.counts["value"].to_list()

    @cached_property
    def filled(self) -> int:
        """Return how many rows have a value."""
        return int(self.text.len() - self.text.null_count())

    @property
    def is_unique(self) -> bool:
        """Return whether no value stands twice and no row is blank."""
        return bool(self.filled) and self.filled == self.text.len() and self.counts.height == self.filled

    def share(self, pattern: str) -> float:
        """Return the share of filled rows whose text has the pattern."""
        return self._share(pl.col("value").str.contains(pattern))

    def _share(self, test: pl.Expr) -> float:
        if not self.filled:
            return 0.0
        seen = self.counts.head(DISTINCT_READ)
        return int(seen.filter(test)["rows"].sum()) / max(1, int(seen["rows"].sum()))

    @cached_property
    def forms(self) -> dict[str, float]:
        """Return the share of filled rows that are dates of each form that any of them has."""
        seen, found = self.counts.head(DISTINCT_READ), {}
        bare = pl.col("value").str.replace(cast.TIME, "").str.strip_chars()
        for form in FORMS:
            fit = seen.filter(bare.str.contains(date_pattern(form)))
            if int(fit["rows"].sum()) < 0.5 * max(1, int(seen["rows"].sum())):
                continue
            days = as_iso(fit["value"], form).str.to_date("%Y-%m-%d", strict=False).is_not_null()
            found[form] = int(fit["rows"].filter(days).sum()) / int(seen["rows"].sum())
        if self.is_workbook and (serials := self.share(SERIAL)) > 0.5:
            found[ISO] = max(serials, found.get(ISO, 0.0))
        return found

    @property
    def form(self) -> str:
        """Return the form that most dates have; "" where they are no dates."""
        best = max(self.forms, key=lambda form: (self.forms[form], -FORMS.index(form)), default="")
        return best if best and self.forms[best] >= 0.5 else ""

    @property
    def dates(self) -> float:
        """Return the share of filled rows that are dates of the commonest form."""
        return self.forms.get(self.form, 0.0)

    @property
    def other_form(self) -> str:
        """Return the form in which day and month change places, where every date has that too; else ""."""
        other = TURNED.get(self.form, "")
        return other if self.forms.get(other, 0.0) >= self.dates > 0 else ""

    @cached_property
    def numbers(self) -> pl.DataFrame:
        """Return the numbers among the values in `number`, with their `rows`; hours may be written 18:30."""
        seen = self.counts.head(DISTINCT_READ)
        return seen.select(clock_hours(seen["value"]).alias("number"), "rows").drop_nulls()

    @property
    def is_numeric(self) -> bool:
        """Return whether nearly every value is a number."""
        return self.between(float("-inf"), float("inf"))

    def between(self, low: float, high: float) -> bool:
        """Return whether nearly every row with a value has a number of this range."""
        inside = int(self.numbers.filter(pl.col("number").is_between(low, high))["rows"].sum())
        return bool(self.filled) and inside >= MOSTLY * int(self.counts.head(DISTINCT_READ)["rows"].sum())

    @property
    def range(self) -> str:
        """Return the least and the greatest number in words."""
        numbers = self.numbers["number"].sort()
        return f"between {numbers[0]:g} and {numbers[-1]:g}"

    @property
    def is_boolean(self) -> bool:
        """Return whether every value is a known word for yes or no."""
        return bool(self.filled) and all(value.lower() in cast.BOOLEANS for value in self.values[:10])

    def ends(self, pattern: str) -> float:
        """Return the share of distinct values that end so."""
        known = self.values[:DISTINCT_READ]
        return sum(bool(re.search(pattern + "$", value)) for value in known) / max(1, len(known))


def columns_of(frame: pl.DataFrame, is_workbook: bool) -> list[Column]:
    """Return the columns of a file with null words made blank."""
    return [Column(name, cast.cleaned(frame[name]), is_workbook) for name in frame.columns if name != "_line"]
