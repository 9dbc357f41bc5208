"""A monthly count this year over the same months of the year before."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from workforce.charts.frame import end_labels, framed, top_of
from workforce.charts.palette import Palette
from workforce.series import rounded

HEIGHT = 280
Values = Sequence[float | None]


def two_years(months: Sequence[date], this_year: Values, last_year: Values, palette: Palette) -> go.Figure:
    """Return both years over the same months: this year as a line, the year before dashed with open markers."""
    figure = go.Figure()
    lines = (
        ("Last year", last_year, palette.muted, "dash", "diamond-open"),
        ("This year", this_year, palette.focus, "solid", "circle"),
    )
    names = [f"{month:%b}" for month in months]
    for name, values, colour, dash, symbol in lines:
        figure.add_scatter(
            x=names, y=list(values), name=name, mode="lines+markers", connectgaps=False, cliponaxis=False,
            line={"width": 3 if dash == "solid" else 2, "dash": dash, "color": colour},
            marker={"size": 7, "symbol": symbol, "color": colour},
            hovertemplate="%{x}: %{y:,.0f}<extra>" + name + "</extra>",
        )  # fmt: skip
    known = [value for value in (*this_year, *last_year) if value is not None]
    low, top = min(0.0, min(known, default=0.0) * 1.12), top_of(known)
    framed(figure, palette, HEIGHT)
    ends = [
        (last, f"{name} {rounded(last, 0)}", colour)
        for name, values, colour, *_ in lines
        if values and (last := values[-1]) is not None
    ]
    end_labels(figure, ends, top, HEIGHT, low)
    figure.update_layout(margin_t=16)
    figure.update_yaxes(range=[low, top], nticks=6, tickformat=",", zeroline=low < 0, zerolinecolor=palette.muted)
    if top - low < 8:
        figure.update_yaxes(dtick=1)
    figure.update_xaxes(showgrid=False, type="category", tickangle=0, nticks=6)
    return figure
