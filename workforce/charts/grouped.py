"""Several groups over the same ordered bands: one mark a group and band, each group with its own shape and colour."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from workforce.charts.frame import HEIGHT, end_labels, framed, plain, top_of, wrapped
from workforce.charts.palette import Palette

SHAPES = ("circle", "diamond", "square", "triangle-up")
SIGNS = ("●", "◆", "■", "▲")


@dataclass(frozen=True)
class Group:
    """One group: its name, and a value for each band or None; a value from few is `faint`."""

    name: str
    values: Sequence[float | None]
    faint: Sequence[bool]


def grouped(bands: Sequence[str], groups: Sequence[Group], suffix: str, palette: Palette) -> go.Figure:
    """Return up to four groups over the bands in their order; marks of few are open, and a missing one is a gap."""
    figure, labels = go.Figure(), []
    names = [wrapped(band, 7) for band in bands]
    for group, colour, shape, sign in zip(groups, palette.series, SHAPES, SIGNS, strict=False):
        figure.add_scatter(
            x=names, y=list(group.values), mode="lines+markers", name=plain(group.name), connectgaps=False,
            cliponaxis=False, line={"width": 1, "color": colour},
            marker={"size": 12, "color": colour, "line": {"width": 2, "color": colour},
                    "symbol": [f"{shape}-open" if faint else shape for faint in group.faint]},
            hovertemplate=f"{plain(group.name)}, %{{x}}: %{{y:,.1f}}{suffix}<extra></extra>",
        )  # fmt: skip
        known = [value for value in group.values if value is not None]
        if known:
            labels.append((known[-1], plain(group.name), colour, sign))
    values = [value for group in groups for value in group.values if value is not None]
    top = top_of(values)
    framed(figure, palette)
    end_labels(figure, labels, top)
    figure.update_layout(margin_b=66, margin_t=16, height=HEIGHT)
    figure.update_yaxes(range=[0, top], nticks=6, tickformat=",", ticksuffix=suffix)
    figure.update_xaxes(showgrid=False, type="category", tickangle=0, tickfont={"color": palette.text})
    return figure
