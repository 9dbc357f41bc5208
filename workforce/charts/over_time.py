"""One measure by month as a line or a control chart, with its events, targets and published yearly figures."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
import polars as pl

from workforce.charts.frame import HEIGHT, end_labels, framed, mark_events, plain, top_of
from workforce.charts.palette import Palette
from workforce.charts.process import draw_flags, draw_limits, kind, mark_rebases, segments
from workforce.comparison import Published
from workforce.series import Cell, Reading, Series, with_unit

SYMBOLS = {"diamond": "◆", "square-open": "□", "triangle-up-open": "△"}
Label = tuple[float, str, str] | tuple[float, str, str, str]


def over_time(reading: Reading, palette: Palette) -> go.Figure:
    """Return the measure by month as a line that breaks where a month has no value.

    Where the reading is judged, mean and limits are thin lines and flagged months have the shape of what they mean.
    Published figures are separate markers on their own day; a target is a step from the day it was set.
    """
    series = reading.series
    points = reading.table()
    targets = [(each.from_date, each.value) for each in reading.targets]
    published = [each for each in reading.comparison if each.known]
    judged = segments(reading)
    figure = go.Figure()
    labels = [value_line(figure, series, points, palette, is_quiet=bool(judged))]
    labels += [
        published_markers(figure, series, each, colour, symbol)
        for each, colour, symbol in zip(published, palette.compare, SYMBOLS, strict=False)
    ]
    if targets:
        labels.append(target_step(figure, series, targets, reading.as_at, palette))
    values = [
        *points["value"].drop_nulls(),
        *(v for each in published for _, v in each.known),
        *(v for _, v in targets),
        *(v for each in judged for v in (each.lower, each.upper)),
    ]
    low, top = min(0.0, *values, 0.0), top_of(values)
    quiet = draw_limits(figure, judged, palette)
    draw_flags(figure, reading, palette)
    framed(figure, palette)
    mark_rebases(figure, reading, palette)
    mark_events(figure, reading.events, palette)
    end_labels(figure, [label for label in labels if label], top, low=low, quiet=quiet)
    figure.update_yaxes(
        range=[low, top],
        nticks=6,
        tickformat=",",
        ticksuffix="%" if series.measure.unit == "percent" else "",
        tickprefix="£" if series.measure.unit == "pounds" else "",
    )
    if series.measure.unit == "pounds":
        figure.update_yaxes(tickformat="~s")
    if series.measure.kind == "count" and top < 6:
        figure.update_yaxes(dtick=1)
    figure.update_xaxes(showgrid=False, nticks=ticks(points.height), tickangle=0, range=span(points))
    if published:
        with_key(figure, palette)
    return figure


def span(points: pl.DataFrame) -> list[str]:
    """Return the first and last day of the time axis; a single month stands at the end of a year."""
    first, last = points["as_at"][0], points["as_at"][-1]
    return [(first if first < last else first - timedelta(days=365)).isoformat(), last.isoformat()]


def ticks(months: int) -> int:
    """Return how many dates the time axis names at most: fewer where they are months and not years, so none touch."""
    return 4 if months <= 24 else 5 if months <= 48 else 8


def value_line(
    figure: go.Figure, series: Series, points: pl.DataFrame, palette: Palette, is_quiet: bool = False
) -> Label | None:
    """Draw the line; a month between two gaps is a dot, a part month is a ring. Return its end label.

    A quiet line is grey and thinner, so that the flagged months on it are what is seen.
    """
    colour = palette.muted if is_quiet else palette.focus
    values = points["value"].to_list()
    partial = points["is_partial"].to_list()
    alone = [
        value is not None
        and None in (values[place - 1 : place] or [None])
        and None in (values[place + 1 : place + 2] or [None])
        for place, value in enumerate(values)
    ]
    figure.add_scatter(
        x=points["as_at"].to_list(), y=values, mode="lines+markers",
        line={"width": 2 if is_quiet else 3, "color": colour},
        connectgaps=False, cliponaxis=False, name=plain(series.area), showlegend=False,
        marker={
            "size": [9 if part or single else 0 for part, single in zip(partial, alone, strict=True)],
            "symbol": ["circle-open" if part or is_quiet else "circle" for part in partial], "color": colour,
        },
        hovertemplate="%{x|%-d %B %Y}: %{y:,.1f}<extra></extra>",
    )  # fmt: skip
    known = points.filter(pl.col("value").is_not_null())
    return None if known.is_empty() else end_mark(figure, series, points, known.row(-1, named=True), palette, is_quiet)


def end_mark(
    figure: go.Figure, series: Series, points: pl.DataFrame, last: Cell, palette: Palette, is_quiet: bool
) -> Label | None:
    """Draw the last value known, unless it has the shape of a flagged month; return its label at the end of the axis.

    Where the line ends before the axis does, the label stands at the point with its month.
    """
    colour = palette.muted if is_quiet else palette.focus
    if kind(last["point_type"]) in ("", "common_cause"):
        figure.add_scatter(
            x=[last["as_at"]], y=[last["value"]], mode="markers", cliponaxis=False, hoverinfo="skip", showlegend=False,
            marker={"size": 9, "color": colour, "symbol": "circle-open" if is_quiet else "circle"},
        )  # fmt: skip
    words, strong = with_unit(series.measure, last["value"]), palette.text if is_quiet else palette.focus
    if last["as_at"] == points["as_at"][-1]:
        return last["value"], words, strong
    figure.add_annotation(
        x=last["as_at"].isoformat(), y=last["value"], text=f"<b>{words}</b>, {last['as_at']:%b %Y}", showarrow=False,
        xanchor="left" if points["as_at"].to_list().index(last["as_at"]) < points.height / 2 else "right",
        yshift=14, font={"color": strong}, bgcolor=palette.ground,
    )  # fmt: skip
    return None


def published_markers(figure: go.Figure, series: Series, each: Published, colour: str, symbol: str) -> Label:
    """Draw one area's yearly figures as markers, never joined; return the label of the latest."""
    figure.add_scatter(
        x=[day for day, _ in each.known], y=[value for _, value in each.known], mode="markers",
        name=plain(each.label), showlegend=True, cliponaxis=False,
        marker={"size": 10, "symbol": symbol, "color": colour, "line": {"width": 2, "color": colour}},
        hovertemplate=plain(each.area) + ", %{x|%-d %B %Y}: %{y:,.1f}<extra></extra>",
    )  # fmt: skip
    last = each.known[-1][1]
    return last, with_unit(series.measure, last), colour, SYMBOLS[symbol]


def target_step(
    figure: go.Figure, series: Series, targets: Sequence[tuple[date, float]], until: date, palette: Palette
) -> Label:
    """Draw the targets as steps, each from its day; return the label of the latest."""
    days = [day for day, _ in targets] + [until]
    values = [value for _, value in targets] + [targets[-1][1]]
    figure.add_scatter(
        x=days, y=values, mode="lines", line={"width": 2, "dash": "dash", "shape": "hv", "color": palette.muted},
        hoverinfo="skip", showlegend=False, cliponaxis=False,
    )  # fmt: skip
    return values[-1], f"Target {with_unit(series.measure, values[-1])}", palette.muted


def with_key(figure: go.Figure, palette: Palette) -> None:
    """Put the key of the published markers under the plot, where it meets no label."""
    figure.update_layout(
        showlegend=True, height=HEIGHT + 30, margin_b=64,
        legend={"orientation": "h", "x": 0, "xanchor": "left", "y": -0.13, "yanchor": "top",
                "font": {"color": palette.muted}, "itemclick": False, "itemdoubleclick": False},
    )  # fmt: skip
