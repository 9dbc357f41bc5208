"""A comparison as rows of a file: what the card's download and the command line both give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from workforce.benchmarks import SYMBOLS
from workforce.exports import COLUMNS, FIGURES
from workforce.series import Cell
from workforce.standing.groups import DIRECTION, Member, counted, middle
from workforce.standing.standing import ENGLAND, NEIGHBOURS, REGION, Standing
from workforce.standing.words import reconciled, sentence

MORE = ("row", "area_code", "vintage", *(f"{part}_{kind}" for kind in (NEIGHBOURS, REGION, ENGLAND)
        for part in ("rank", "of", "quarter")), "direction", "words")  # fmt: skip


def records(found: Standing, outside: bool = False) -> list[dict[str, Any]]:
    """Return one row an area and one a term, with the columns of a download and more; the own row carries the places.

    Unrounded. With `outside`, an own figure that may not leave the service is c, and so is what would give it away.
    """
    hidden = outside and any(cell["outside_status"] == "c" for cell in (found.cell, found.alike) if cell)
    own = [] if outside and found.cell is None else [own_row(found, hidden, outside)]
    if found.alike and found.alike is not found.cell:
        own.append({"row": "own_by_their_definition", "level": "authority"} | figures(found.alike, outside))
    return [blank(found) | row for row in (*own, *published_rows(found), *term_rows(found, hidden))]


def figures(cell: Cell, outside: bool) -> dict[str, Any]:
    """Return one of our cells as the columns of a row; with `outside`, a withheld one holds c and no number."""
    status = cell["outside_status"] if outside else cell["status"]
    kept = {name: cell[name] for name in (*FIGURES, "area", "breakdown", "category")} | {"status": status}
    return kept | dict.fromkeys(FIGURES, "c") if status == "c" else kept


def blank(found: Standing) -> dict[str, Any]:
    """Return what every row says: the measure, its unit and the day."""
    empty: dict[str, Any] = dict.fromkeys((*COLUMNS, *MORE))
    return empty | {
        "measure": found.measure.id, "title": found.measure.title, "unit": found.measure.unit, "breakdown": "",
        "category": "", "as_at": found.day, "status": "ok", "direction": DIRECTION[found.measure.better],
    }  # fmt: skip


def own_row(found: Standing, hidden: bool, outside: bool) -> dict[str, Any]:
    """Return the dashboard's own figure with its places."""
    row: dict[str, Any] = {"row": "own", "level": "authority", "area": found.whose.name, "status": "not_shown",
                           "area_code": found.whose.code, "words": sentence(found)}  # fmt: skip
    if found.cell:
        row |= figures(found.cell, outside)
    if hidden:
        return row | {"words": None}
    for group in found.groups:
        row |= {f"rank_{group.kind}": group.rank, f"of_{group.kind}": group.of, f"quarter_{group.kind}": group.quarter}
    return row


def published_rows(found: Standing) -> Iterator[dict[str, Any]]:
    """Yield the published figures: ours, England, the region, the neighbours' median and mean, every authority."""
    named = [("published", found.own), ("england", found.england), ("region", found.region)]
    for kind, member in named:
        if member:
            yield published_row(kind, member)
    near = found.group(NEIGHBOURS)
    if near:
        edition = " and ".join(sorted({each.vintage for each in near.members}))
        for way in ("median", "mean"):
            value = middle(near, way)
            yield {"row": f"neighbours_{way}", "level": "neighbours", "value": value, "n": len(near.values),
                   "area": f"Statistical neighbours ({way}) (published, {edition} edition)", "vintage": edition,
                   "status": "x" if value is None else "ok", "words": counted(near)}  # fmt: skip
    codes = {each.code for each in near.members} if near else set()
    every = found.group(ENGLAND)
    for member in every.members if every else ():
        yield published_row("neighbour" if member.code in codes else "authority", member)


def published_row(kind: str, member: Member) -> dict[str, Any]:
    """Return one published figure; a symbol stands as the status and never as a value."""
    level = kind if kind in ("england", "region") else "authority"
    return {"row": kind, "level": level, "area": f"{member.name} (published, {member.vintage} edition)",
            "area_code": member.code, "value": member.value, "status": member.symbol or "ok",
            "vintage": member.vintage, "words": SYMBOLS[member.symbol] if member.symbol else None}  # fmt: skip


def term_rows(found: Standing, hidden: bool) -> Iterator[dict[str, Any]]:
    """Yield the terms of the reconciliation, unrounded; none where they would give away a withheld figure."""
    if found.reconciliation is None or hidden:
        return
    for term in found.reconciliation.terms:
        yield {"row": "term", "level": "authority", "area": found.whose.name, "category": term.name,
               "value": float(term.amount), "words": term.words}  # fmt: skip
    yield {"row": "difference", "level": "authority", "area": found.whose.name, "category": "Difference",
           "value": float(found.reconciliation.difference), "words": reconciled(found)}  # fmt: skip
