"""What every chart shares: one look, room for direct labels, and plain text from the extracts."""

from __future__ import annotations

import html
from collections.abc import Sequence

import plotly.graph_objects as go

from workforce.charts.palette import Palette
from workforce.settings import Event

CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "scrollZoom": False}
TEXT = 13
LINE = 17
HEIGHT = 330
TOP, BOTTOM = 44, 34
CLOSE_DAYS = 200
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def framed(figure: go.Figure, palette: Palette, height: int = HEIGHT) -> go.Figure:
    """Return the figure with the shared look: quiet grid, own colours, no legend, no zoom."""
    axis = {
        "color": palette.muted, "tickfont": {"size": TEXT, "color": palette.muted}, "gridcolor": palette.grid,
        "zeroline": False, "fixedrange": True, "title": None, "ticklabelstandoff": 6,
    }  # fmt: skip
    figure.update_layout(
        template="none", height=height, showlegend=False, dragmode=False, paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)", font={"size": TEXT, "color": palette.text, "family": "Source Sans, sans-serif"},
        margin={"l": 44, "r": 24, "t": TOP, "b": BOTTOM}, xaxis=axis, yaxis=axis,
        hoverlabel={"bgcolor": palette.ground, "font": {"color": palette.text, "size": TEXT}},
    )  # fmt: skip
    return figure


def plain(text: str) -> str:
    """Return text from an extract so that Plotly draws it as written, never as markup."""
    return html.escape(text, quote=False)


def wrapped(text: str, width: int = 24) -> str:
    """Return a label broken into lines of about `width` characters."""
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(plain(line) for line in lines)


def circled(number: int) -> str:
    """Return the sign that marks the event of that number, from 1."""
    return CIRCLED[number - 1] if number <= len(CIRCLED) else f"({number})"


def top_of(values: Sequence[float]) -> float:
    """Return the upper end of an axis that starts at zero and leaves room above the highest value."""
    highest = max(values, default=0.0)
    return highest * 1.12 if highest > 0 else 1.0


def apart(heights: Sequence[float], gap: float, top: float) -> list[float]:
    """Return label heights at least `gap` apart and no higher than `top`, each near where it was."""
    order = sorted(range(len(heights)), key=lambda place: -heights[place])
    placed = [0.0] * len(heights)
    ceiling = top
    for place in order:
        placed[place] = min(heights[place], ceiling)
        ceiling = placed[place] - gap
    floor = 0.0
    for place in reversed(order):
        placed[place] = max(placed[place], floor)
        floor = placed[place] + gap
    return placed


def end_labels(
    figure: go.Figure,
    labels: Sequence[tuple[float, str, str] | tuple[float, str, str, str]],
    top: float,
    height: int = HEIGHT,
    low: float = 0.0,
    quiet: Sequence[tuple[float, str, str]] = (),
) -> None:
    """Write (value, text, colour[, sign]) labels to the right of the plot, moved apart where they would touch.

    The names of `quiet` lines are written smaller and not in bold.
    """
    gap = LINE * (top - low) / (height - TOP - BOTTOM)
    heights = apart([value - low for value, *_ in (*labels, *quiet)], gap, top - low)
    for place, ((_, text, colour, *sign), y) in enumerate(zip((*labels, *quiet), heights, strict=True)):
        is_quiet = place >= len(labels)
        figure.add_annotation(
            x=1, xref="paper", y=y + low, yref="y",
            text=text if is_quiet else f"{''.join(sign)} <b>{text}</b>".strip(),
            showarrow=False, xanchor="left", xshift=8,
            align="left", font={"size": TEXT - 2 if is_quiet else TEXT, "color": colour},
        )  # fmt: skip
    longest = max((len(text) + 2 * len(sign) for _, text, _, *sign in (*labels, *quiet)), default=0)
    figure.update_layout(margin_r=20 + round(7.4 * longest))


def mark_events(figure: go.Figure, events: Sequence[tuple[int, Event]], palette: Palette) -> None:
    """Draw each numbered event as a dotted line with its circled number on top, close ones on two rows."""
    row, last = 0, None
    for number, event in events:
        day = event.date
        row = 1 - row if last and (day - last).days < CLOSE_DAYS else 0
        last = day
        figure.add_vline(x=day.isoformat(), line={"width": 1, "dash": "dot", "color": palette.muted})
        figure.add_annotation(
            x=day.isoformat(), y=1, yref="paper", yshift=4 + 14 * row, yanchor="bottom", text=circled(number),
            showarrow=False, font={"size": 16, "color": palette.text},
        )  # fmt: skip
