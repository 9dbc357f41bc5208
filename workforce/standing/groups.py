"""Published figures of one year side by side, and the authority's place among them."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean, median

import polars as pl

from workforce.benchmarks import SYMBOLS

FEWEST = 4
BEST = ("best quarter", "second quarter", "third quarter", "worst quarter")
LOWEST = ("lowest quarter", "second quarter", "third quarter", "highest quarter")
DIRECTION = {"higher": "higher is better", "lower": "lower is better", "neither": "neither way is better"}
RULE = (
    "Equal figures share the better place and the next place is left out; a quarter is a quarter of the places, and "
    "whoever has a symbol has no place."
)


@dataclass(frozen=True)
class Member:
    """One area's published figure of one year: a value, or the symbol that stands for it, and the counts behind it."""

    code: str
    name: str
    value: float | None
    symbol: str | None
    vintage: str
    region_code: str | None = None
    new_code: str | None = None
    numerator: float | None = None
    denominator: float | None = None

    @property
    def is_joint(self) -> bool:
        """Return whether several authorities made one return."""
        return " / " in self.code

    def covers(self, code: str) -> bool:
        """Return whether the figure is of the authority with this code, alone or in a joint return."""
        return code.split(" / ")[0] in self.code.split(" / ")


@dataclass(frozen=True)
class Group:
    """Areas compared with each other: the others' figures, and the value with which the authority is placed.

    `members` are the others, each return once; `own` is None when the authority has no figure to place. A symbol is
    never a number: whoever has one is counted in `symbols` and has no place.
    """

    kind: str
    name: str
    members: tuple[Member, ...]
    own: float | None
    better: str

    @property
    def values(self) -> tuple[float, ...]:
        """Return the others' figures, lowest first."""
        return tuple(sorted(each.value for each in self.members if each.value is not None))

    @property
    def of(self) -> int:
        """Return how many have a place, the authority among them when it has a figure."""
        return len(self.values) + (self.own is not None)

    @property
    def rank(self) -> int | None:
        """Return the authority's place from the good end, from the lowest when neither is; None without a figure."""
        if self.own is None or not self.values:
            return None
        ahead = [value for value in self.values if (value > self.own if self.better == "higher" else value < self.own)]
        return len(ahead) + 1

    @property
    def level_with(self) -> int:
        """Return how many others have the authority's figure."""
        return sum(value == self.own for value in self.values)

    @property
    def quarter(self) -> int | None:
        """Return 1 for the quarter at the good end to 4; None where fewer than four have a place."""
        return None if self.rank is None or self.of < FEWEST else 1 + 4 * (self.rank - 1) // self.of

    @property
    def median(self) -> float | None:
        """Return the median of the others' figures."""
        return median(self.values) if self.values else None

    @property
    def mean(self) -> float | None:
        """Return the plain mean of the others' figures, each counting the same."""
        return fmean(self.values) if self.values else None

    @property
    def symbols(self) -> dict[str, list[str]]:
        """Return the names of those with each symbol, in the order of the symbols' list."""
        held = {symbol: [each.name for each in self.members if each.symbol == symbol] for symbol in SYMBOLS}
        return {symbol: names for symbol, names in held.items() if names}


def middle(group: Group, way: str) -> float | None:
    """Return the group's median or its mean."""
    return group.mean if way == "mean" else group.median


def position(group: Group) -> str:
    """Return the authority's place counted from the good end: "3rd lowest of 11"; empty without one."""
    rank = group.rank
    if rank is None:
        return ""
    near, far = ("highest", "lowest") if group.better == "higher" else ("lowest", "highest")
    last = rank + group.level_with == group.of
    where = near if rank == 1 else far if last else f"{ordinal(rank)} {near}"
    beside = f", level with {others(group.level_with)}" if group.level_with else ""
    return f"{where} of {group.of}{beside}"


def place(group: Group) -> str:
    """Return the authority's place with the good direction: "3rd lowest of 11; lower is better"; empty without one."""
    return f"{position(group)}; {DIRECTION[group.better]}" if group.rank else ""


def quarter_words(group: Group) -> str:
    """Return the quarter in words; empty where fewer than four have a place."""
    names = LOWEST if group.better == "neither" else BEST
    return names[group.quarter - 1] if group.quarter else ""


def others(count: int) -> str:
    """Return how many others in words."""
    return "1 other" if count == 1 else f"{count} others"


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 11th, 21st."""
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def counted(group: Group) -> str:
    """Return how many of the others have a figure, and which symbol each of the rest has."""
    said = f"{len(group.values)} of {len(group.members)} have a figure"
    rest = [f"{len(names)} {symbol} ({SYMBOLS[symbol]})" for symbol, names in group.symbols.items()]
    return "; ".join([said, *rest])


def members(rows: pl.DataFrame) -> tuple[Member, ...]:
    """Return the figures of some rows, by name."""
    ordered = rows.sort("area_name", "area_code")
    return tuple(
        Member(
            row["area_code"], row["area_name"], row["value"], row["symbol"], row["vintage"], row.get("region_code"),
            row.get("new_code"), row.get("numerator"), row.get("denominator"),
        )
        for row in ordered.iter_rows(named=True)
    )  # fmt: skip
