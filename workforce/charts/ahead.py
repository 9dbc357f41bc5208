"""A measure up to now and in the months ahead, with the band of the forecast; and what past forecasts said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import plotly.graph_objects as go

from workforce.charts.frame import HEIGHT, end_labels, framed, top_of
from workforce.charts.palette import Palette
from workforce.series import rounded

Line = Sequence[tuple[date, float | None]]


@dataclass(frozen=True)
class Path:
    """What a chart of the months ahead shows; the lines ahead begin at the last month of `past`.

    `usual` is the line on current flows where another is chosen, and `band` has lower and upper ends by date.
    """

    past: Line
    ahead: Line
    usual: Line = ()
    band: Sequence[tuple[date, float, float]] = ()
    target: float | None = None
    suffix: str = ""


def ahead(path: Path, palette: Palette, height: int = HEIGHT) -> go.Figure:
    """Return the past as a solid line, the months ahead dashed with their band, and the target as a level line."""
    figure = go.Figure()
    draw_band(figure, path, palette)
    lines = [
        ("On current flows", path.usual, palette.muted, 2, "dot"),
        ("With these choices" if path.usual else "Ahead", path.ahead, palette.focus, 3, "dash"),
        ("Counted", path.past, palette.focus, 3, "solid"),
    ]
    for name, line, colour, width, dash in lines:
        figure.add_scatter(
            x=[day for day, _ in line], y=[value for _, value in line], mode="lines", name=name, showlegend=False,
            line={"color": colour, "width": width, "dash": dash}, connectgaps=False, cliponaxis=False,
            hovertemplate="%{x|%B %Y}: %{y:.1f}" + path.suffix + f"<extra>{name}</extra>",
        )  # fmt: skip
    ends = (("Current flows ", path.usual, palette.muted), ("", path.ahead, palette.focus))
    labels = [
        (last, f"{name}{rounded(last)}{path.suffix}", colour)
        for name, line, colour in ends
        if line and (last := line[-1][1]) is not None
    ]
    if path.target is not None:
        figure.add_hline(y=path.target, line={"color": palette.muted, "width": 2, "dash": "dash"})
        labels.append((path.target, f"Target {rounded(path.target)}{path.suffix}", palette.muted))
    values = [value for line in (path.past, path.ahead, path.usual) for _, value in line if value is not None]
    values += [end for _, *ends in path.band for end in ends] + [label[0] for label in labels]
    framed(figure, palette, height)
    end_labels(figure, labels, top_of(values), height)
    figure.update_yaxes(range=[0, top_of(values)], nticks=6, tickformat=",", ticksuffix=path.suffix)
    figure.update_xaxes(showgrid=False, nticks=6, tickangle=0)
    figure.update_layout(margin_t=16)
    return figure


def draw_band(figure: go.Figure, path: Path, palette: Palette) -> None:
    """Draw the band as a shaded area under the lines."""
    if not path.band:
        return
    days = [day for day, *_ in path.band]
    outline = [*(upper for *_, upper in path.band), *(lower for _, lower, _ in reversed(path.band))]
    figure.add_scatter(
        x=[*days, *reversed(days)], y=outline, fill="toself", mode="lines", line={"width": 0}, hoverinfo="skip",
        fillcolor=shaded(palette.focus), showlegend=False, name="Band",
    )  # fmt: skip


def shaded(colour: str) -> str:
    """Return a colour as a light wash."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},0.18)"


def said(came: Line, forecasts: Sequence[tuple[date, float, float, float]], palette: Palette, suffix: str) -> go.Figure:
    """Return what came as a line, and what was said of each month earlier as a marker with its band."""
    figure = go.Figure()
    figure.add_scatter(
        x=[day for day, *_ in forecasts], y=[value for _, value, *_ in forecasts], mode="markers", showlegend=False,
        marker={"size": 7, "symbol": "diamond-open", "color": palette.series[2]}, cliponaxis=False,
        error_y={
            "type": "data", "symmetric": False, "width": 0, "thickness": 1.5, "color": palette.series[2],
            "array": [upper - value for _, value, _, upper in forecasts],
            "arrayminus": [value - lower for _, value, lower, _ in forecasts],
        },
        hovertemplate="%{x|%B %Y}: said %{y:.1f}" + suffix + "<extra></extra>",
    )  # fmt: skip
    figure.add_scatter(
        x=[day for day, _ in came], y=[value for _, value in came], mode="lines", showlegend=False, cliponaxis=False,
        line={"width": 3, "color": palette.focus}, hovertemplate="%{x|%B %Y}: %{y:.1f}" + suffix + "<extra></extra>",
    )  # fmt: skip
    labels = [(value, f"Came {rounded(value)}{suffix}", palette.focus) for _, value in came[-1:] if value is not None]
    labels += [(value, f"Said {rounded(value)}{suffix}", palette.series[2]) for _, value, *_ in forecasts[-1:]]
    values = [value for _, value in came if value is not None] + [end for _, _, *ends in forecasts for end in ends]
    framed(figure, palette)
    end_labels(figure, labels, top_of(values))
    figure.update_yaxes(range=[0, top_of(values)], nticks=6, tickformat=",", ticksuffix=suffix)
    figure.update_xaxes(showgrid=False, nticks=6, tickangle=0)
    figure.update_layout(margin_t=16)
    return figure
