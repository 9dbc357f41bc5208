"""Parts of a whole by month, as layers that each carry their own label."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import plotly.graph_objects as go

from workforce.charts.frame import HEIGHT, end_labels, framed, mark_events, plain, top_of
from workforce.charts.over_time import span, ticks, with_key
from workforce.charts.palette import Palette
from workforce.series import Series, with_unit
from workforce.settings import Event


def stacked(
    layers: Sequence[tuple[str, Series]], until: date, palette: Palette, events: Sequence[tuple[int, Event]] = ()
) -> go.Figure:
    """Return up to four counts by month as layers, the first at the bottom, labelled at the right."""
    figure, labels = go.Figure(), []
    below: list[float] = []
    height = HEIGHT + 40
    for (name, series), colour in zip(layers, palette.series, strict=False):
        points = series.until(until)
        values = points["value"].fill_null(0.0).to_list()
        below = below or [0.0] * len(values)
        figure.add_scatter(
            x=points["as_at"].to_list(), y=values, stackgroup="whole", mode="lines", name=plain(name),
            line={"width": 1, "color": palette.ground}, fillcolor=colour,
            hovertemplate=f"{plain(name)}, %{{x|%-d %B %Y}}: %{{y:,.1f}}<extra></extra>",
        )  # fmt: skip
        if values[-1] > 0:
            swatch = f'<span style="color:{colour}">■</span>'
            label = f"{plain(name)} {with_unit(series.measure, values[-1])}"
            labels.append((below[-1] + values[-1] / 2, label, palette.text, swatch))
        below = [under + value for under, value in zip(below, values, strict=True)]
    top = top_of(below)
    framed(figure, palette, height)
    mark_events(figure, events, palette)
    if labels:
        end_labels(figure, labels, top, height)
    else:
        with_key(figure, palette)
    figure.update_yaxes(range=[0, top], nticks=6, tickformat=",")
    points = layers[0][1].until(until)
    figure.update_xaxes(showgrid=False, nticks=ticks(points.height), tickangle=0, range=span(points))
    return figure
