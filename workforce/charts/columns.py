"""How many fall into each band: upright columns in the order of the bands."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from workforce.charts.frame import framed, plain, top_of, wrapped
from workforce.charts.palette import Palette


def columns(bands: Sequence[tuple[str, float, str]], palette: Palette) -> go.Figure:
    """Return one column for each (band, value, words), in the order given, words on top."""
    values = [value for _, value, _ in bands]
    figure = go.Figure(
        go.Bar(
            x=[wrapped(band, 7) for band, _, _ in bands], y=values, text=[plain(words) for _, _, words in bands],
            textposition="outside", textfont={"color": palette.text}, cliponaxis=False, hoverinfo="skip",
            marker={"color": palette.focus},
        )
    )  # fmt: skip
    framed(figure, palette)
    figure.update_layout(bargap=0.3, margin={"l": 8, "r": 8, "t": 16, "b": 66})
    figure.update_yaxes(visible=False, range=[0, top_of(values)])
    figure.update_xaxes(showgrid=False, tickfont={"color": palette.text}, type="category", tickangle=0)
    return figure
