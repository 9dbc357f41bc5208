"""Published yearly figures beside a measure: England, a region, authorities, each on its own day of the year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from workforce.wording import numbered

MARCH = {"three_plus_workers"}
SOURCE = {
    "three_plus_workers": "Department for Education, stability measures for children looked after",
}
WORKFORCE = "Department for Education, children's social work workforce"
ENGLAND = "England"
NEIGHBOURS = "Statistical neighbours (median)"
LONGEST = 26


@dataclass(frozen=True)
class Peer:
    """Whom a reader may compare with: a name, a level, and the published areas it stands for."""

    name: str
    level: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Published:
    """One peer's figures of one measure: a value a year, or the symbol that stands for it; never joined into a line."""

    area: str
    level: str
    days: tuple[date, ...]
    values: tuple[float | None, ...]
    vintage: str
    note: str | None
    source: str
    symbols: tuple[str | None, ...] = ()
    counted: tuple[int | None, ...] = ()

    def cells(self, measure: str) -> list[dict[str, object]]:
        """Return the figures as rows of a table and a download, latest first, without their parts."""
        area = f"{self.area} (published, {self.vintage} edition)"
        blank: tuple[None, ...] = (None,) * len(self.days)
        years = zip(self.days, self.values, self.symbols or blank, self.counted or blank, strict=True)
        cells: list[dict[str, object]] = [
            {
                "measure": measure, "level": self.level, "area": area, "breakdown": "", "category": "",
                "numerator": None, "denominator": None, "as_at": day, "month": day.replace(day=1), "value": value,
                "n": number, "status": symbol or "ok", "outside_status": symbol or "ok",
            }
            for day, value, symbol, number in years
        ]  # fmt: skip
        return cells[::-1]

    @property
    def known(self) -> list[tuple[date, float]]:
        """Return the years that have a value."""
        return [(day, value) for day, value in zip(self.days, self.values, strict=True) if value is not None]

    @property
    def label(self) -> str:
        """Return the name in a chart's key, short enough for a telephone, with the day the figures are for."""
        name = "Neighbours' median" if self.level == "neighbours" else self.area
        name = name if len(name) <= LONGEST else f"{name[: LONGEST - 1].rstrip()}…"
        return f"{name} (published, {self.days[-1].day} {self.days[-1]:%b})"


def peers(figures: pl.DataFrame, region: str | None, neighbours: Sequence[str]) -> dict[str, Peer]:
    """Return by name whom figures are known for: England, the region, the neighbours' median, every authority."""
    areas = (
        figures.filter(~pl.col("measure").str.starts_with("statistical_neighbour_"))
        .sort("year", descending=True, maintain_order=True)
        .unique(["level", "area_code"], keep="first", maintain_order=True)
        .select("level", "area_code", "area_name")
        .sort("area_name", "area_code")
    )
    wanted = areas.filter((pl.col("level") == "england") | (pl.col("area_code") == (region or "")))
    found = [Peer(row["area_name"], row["level"], (row["area_code"],)) for row in wanted.sort("level").to_dicts()]
    authorities = areas.filter(pl.col("level") == "authority")
    held = set(authorities["area_code"]) & set(neighbours)
    if held:
        found.append(Peer(NEIGHBOURS, "neighbours", tuple(sorted(held))))
    twice = set(authorities.filter(pl.col("area_name").is_duplicated())["area_name"])
    for row in authorities.to_dicts():
        name = f"{row['area_name']} ({row['area_code']})" if row["area_name"] in twice else row["area_name"]
        found.append(Peer(name, "authority", (row["area_code"],)))
    return {peer.name: peer for peer in found}


def usual(known: Mapping[str, Peer]) -> list[str]:
    """Return whom a reader is shown beside the authority unless they choose otherwise: England and the region."""
    return [peer.name for peer in known.values() if peer.level in ("england", "region")]


def published(figures: pl.DataFrame, measure: str, chosen: Sequence[Peer], since: date, until: date) -> list[Published]:
    """Return the chosen peers' figures and symbols inside the dates, in their order; none for whom neither is there."""
    month, day = (3, 31) if measure in MARCH else (9, 30)
    rows = figures.filter((pl.col("measure") == measure) & pl.col("year").is_not_null())
    rows = rows.with_columns(day=pl.date(pl.col("year"), month, day))
    rows = rows.filter(pl.col("day").is_between(since, until)).sort("day", "area_code")
    found = [one_peer(rows, measure, peer) for peer in chosen]
    return [each for each in found if each is not None]


def one_peer(rows: pl.DataFrame, measure: str, peer: Peer) -> Published | None:
    """Return the figures of one peer, or None when there are no rows; for several areas the median of each year."""
    level = "authority" if peer.level == "neighbours" else peer.level
    mine = rows.filter((pl.col("level") == level) & pl.col("area_code").is_in(list(peer.codes)))
    if mine.is_empty():
        return None
    vintage, note = mine.row(-1, named=True)["vintage"], mine.row(-1, named=True)["note"]
    source = SOURCE.get(measure, WORKFORCE)
    if peer.level != "neighbours":
        return Published(
            peer.name, peer.level, tuple(mine["day"]), tuple(mine["value"]), vintage, note, source,
            tuple(mine["symbol"]),
        )  # fmt: skip
    years = mine.group_by("day").agg(pl.col("value").median(), pl.col("value").count().alias("areas")).sort("day")
    symbols = tuple(None if value is not None else "x" for value in years["value"])
    return Published(
        peer.name, peer.level, tuple(years["day"]), tuple(years["value"]), vintage, note, source, symbols,
        tuple(years["areas"]),
    )  # fmt: skip


def credit(found: Sequence[Published]) -> str:
    """Return the line that says where the markers come from, and that they are yearly; empty without markers."""
    drawn = [each for each in found if each.known]
    if not drawn:
        return ""
    *first, last = [each.area for each in drawn]
    names = f"{', '.join(first)} and {last}" if first else last
    editions = " and ".join(sorted({each.vintage for each in drawn}))
    median = [each.counted[-1] for each in drawn if each.level == "neighbours"]
    of = f" The latest median is of {numbered(median[0] or 0, 'neighbour')} with a figure." if median else ""
    about = "".join(f" {note}." for note in dict.fromkeys(each.note for each in drawn) if note)
    return f"{names}: {drawn[0].source}, {editions} edition; one figure a year, as published, never monthly.{about}{of}"


def absent(found: Sequence[Published], chosen: Sequence[Peer]) -> str:
    """Return the sentence that names the chosen peers without a figure, when others have one."""
    drawn = {each.area for each in found if each.known}
    named = [peer.name for peer in chosen if peer.name not in drawn]
    return f"No figures for these years are published for {', '.join(named)}." if drawn and named else ""
