"""What passes from one set of groups to another: blocks at both sides, joined by bands as wide as their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.frame import LINE, TEXT, framed, plain, wrapped
from workforce.charts.palette import Palette

FLOWING = 240
GAP = 10
WIDE = 18
LEFT, RIGHT = 138, 122
BLOCK = 0.035
STEPS = 24
SEE_THROUGH = 0.45
GREY = 3


@dataclass(frozen=True)
class Stream:
    """One band: its groups at the left and right, its count, and the place of its colour (0 to 2, else grey)."""

    source: str
    target: str
    count: float
    colour: int


@dataclass(frozen=True)
class Block:
    """One group as drawn: its name, count, colour, and the pixels between which it stands, from the top."""

    name: str
    count: float
    colour: str
    top: float
    bottom: float


def flow(streams: Sequence[Stream], targets: Sequence[str], palette: Palette) -> go.Figure:
    """Return the bands from the groups at the left, largest first, to the targets in order, counts beside each."""
    scale = FLOWING / max(sum(stream.count for stream in streams), 1)
    sources = sorted({stream.source for stream in streams}, key=lambda name: (-total(streams, source=name), name))
    colours = {stream.source: coloured(stream, palette) for stream in streams}
    left = stacked_blocks([(name, total(streams, source=name), colours[name]) for name in sources], scale)
    found = [(name, total(streams, target=name), palette.muted) for name in targets if total(streams, target=name)]
    right = stacked_blocks(found, scale)
    height = max(side[-1].bottom for side in (left, right)) + GAP
    right = spread(right, height)
    figure = go.Figure()
    bands(figure, streams, left, right, scale)
    framed(figure, palette, height=round(height) + 2 * GAP)
    for side, is_left in ((left, True), (right, False)):
        for block in side:
            beside(figure, block, palette, is_left)
    figure.update_layout(margin={"l": LEFT, "r": RIGHT, "t": GAP, "b": GAP})
    figure.update_xaxes(visible=False, range=[0, 1])
    figure.update_yaxes(visible=False, range=[height, 0])
    return figure


def total(streams: Sequence[Stream], source: str = "", target: str = "") -> float:
    """Return what leaves a source, or what reaches a target."""
    return sum(each.count for each in streams if source in ("", each.source) and target in ("", each.target))


def coloured(stream: Stream, palette: Palette) -> str:
    """Return the colour of a band and of the block that it leaves."""
    return palette.series[stream.colour] if stream.colour < GREY else palette.other


def stacked_blocks(groups: Sequence[tuple[str, float, str]], scale: float) -> list[Block]:
    """Return the blocks below each other, each with room for its label."""
    placed, top = [], 0.0
    for name, count, colour in groups:
        room = max(count * scale, LINE * (label(name, count).count("<br>") + 1))
        middle = top + room / 2
        placed.append(Block(name, count, colour, middle - count * scale / 2, middle + count * scale / 2))
        top += room + GAP
    return placed


def spread(blocks: Sequence[Block], height: float) -> list[Block]:
    """Return the blocks moved down so that they share the height."""
    free = max(height - blocks[-1].bottom - GAP, 0) / (len(blocks) + 1)
    return [
        Block(each.name, each.count, each.colour, each.top + free * place, each.bottom + free * place)
        for place, each in enumerate(blocks, start=1)
    ]


def bands(
    figure: go.Figure, streams: Sequence[Stream], left: Sequence[Block], right: Sequence[Block], scale: float
) -> None:
    """Draw every band from where the last one left its source to where the last one reached its target."""
    starts = {block.name: block.top for block in left}
    ends = {block.name: block.top for block in right}
    for source in left:
        for target in right:
            for each in streams:
                if (each.source, each.target) != (source.name, target.name) or not each.count:
                    continue
                begin, end, wide = starts[each.source], ends[each.target], each.count * scale
                band(figure, each, source.colour, begin, end, wide)
                starts[each.source], ends[each.target] = begin + wide, end + wide


def band(figure: go.Figure, stream: Stream, colour: str, begin: float, end: float, wide: float) -> None:
    """Draw one band as a filled curve that says its count when pointed at."""
    across = [step / STEPS for step in range(STEPS + 1)]
    x = [BLOCK + (1 - 2 * BLOCK) * part for part in across]
    upper = [begin + (end - begin) * (3 - 2 * part) * part**2 for part in across]
    figure.add_scatter(
        x=[*x, *reversed(x)], y=[*upper, *(y + wide for y in reversed(upper))], mode="lines", fill="toself",
        line={"width": 0}, fillcolor=see_through(colour), hoveron="fills", hoverinfo="text", showlegend=False,
        text=f"{plain(stream.source)}, {plain(stream.target).lower()}: {stream.count:,.0f}",
        name=f"{plain(stream.source)}, {plain(stream.target).lower()}: {stream.count:,.0f}",
    )  # fmt: skip


def see_through(colour: str) -> str:
    """Return a hex colour through which the bands behind it show."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{SEE_THROUGH})"


def label(name: str, count: float) -> str:
    """Return a block's label in short lines, the count on the last."""
    return f"{wrapped(name, WIDE)} <b>{count:,.0f}</b>"


def beside(figure: go.Figure, block: Block, palette: Palette, is_left: bool) -> None:
    """Draw a block at its side, with its name and count outside it."""
    figure.add_shape(
        type="rect", x0=0 if is_left else 1 - BLOCK, x1=BLOCK if is_left else 1, y0=block.top,
        y1=max(block.bottom, block.top + 2), line={"width": 0}, fillcolor=block.colour,
    )  # fmt: skip
    figure.add_annotation(
        x=0 if is_left else 1, y=(block.top + block.bottom) / 2, text=label(block.name, block.count), showarrow=False,
        xanchor="right" if is_left else "left", align="right" if is_left else "left", xshift=-8 if is_left else 8,
        font={"size": TEXT, "color": palette.text},
    )  # fmt: skip
