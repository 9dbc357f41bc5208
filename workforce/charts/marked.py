"""Two months of a line picked out, as the months that a claim is about."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from workforce.catalogue import MEASURES
from workforce.charts.palette import Palette
from workforce.series import Cell, with_unit


def marked(figure: go.Figure, cells: Sequence[Cell], palette: Palette) -> go.Figure:
    """Return the figure with a ring and a label at each of these months that has a value; the last reads leftwards."""
    known = [cell for cell in cells if cell["value"] is not None]
    for cell in known:
        figure.add_scatter(
            x=[cell["as_at"]], y=[cell["value"]], mode="markers", hoverinfo="skip", showlegend=False, cliponaxis=False,
            marker={"size": 16, "symbol": "circle-open", "color": palette.text, "line": {"width": 3}},
        )  # fmt: skip
        figure.add_annotation(
            x=cell["as_at"].isoformat(), y=cell["value"], showarrow=False, yshift=22,
            xanchor="right" if cell is known[-1] else "center", font={"color": palette.text}, bgcolor=palette.ground,
            text=f"<b>{cell['as_at']:%b %Y}: {with_unit(MEASURES[cell['measure']], cell['value'])}</b>",
        )  # fmt: skip
    return figure
