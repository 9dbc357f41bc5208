"""One function per kind of picture; knows Plotly, not Streamlit."""

from __future__ import annotations

from datetime import date

import plotly.graph_objects as go
import polars as pl

from workforce.series import Series

CONFIG = {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False}


def over_time(series: Series, events: pl.DataFrame, until: date) -> go.Figure:
    """Return the measure by month as a line, gaps left as gaps, with the dated events."""
    points = series.points.filter(pl.col("as_at") <= until)
    figure = go.Figure(
        go.Scatter(
            x=points["as_at"].to_list(), y=points["value"].to_list(), mode="lines", line={"width": 3},
            name=series.measure.title, connectgaps=False,
            hovertemplate="%{x|%B %Y}: %{y:,.1f}<extra></extra>",
        )
    )  # fmt: skip
    for number, event in enumerate(events.iter_rows(named=True)):
        if points.height and points["as_at"].min() <= event["date"] <= until:
            figure.add_vline(x=event["date"].isoformat(), line={"width": 1, "dash": "dot", "color": "#7a7a7a"})
            figure.add_annotation(
                x=event["date"].isoformat(), y=1.0 + 0.07 * (number % 2), yref="paper", text=event["title"],
                showarrow=False, xanchor="left", font={"size": 12},
            )  # fmt: skip
    figure.update_layout(
        height=340, margin={"l": 8, "r": 8, "t": 48, "b": 8}, showlegend=False,
        yaxis={"title": unit_words(series), "rangemode": "tozero", "zeroline": False}, xaxis={"title": None, "showgrid": False},
    )  # fmt: skip
    return figure


def unit_words(series: Series) -> str:
    """Return the axis title: the unit the measure is in."""
    return "per cent" if series.measure.unit == "percent" else series.measure.unit


def alt_text(series: Series, until: date) -> str:
    """Return one sentence for readers who cannot see the chart."""
    points = series.points.filter((pl.col("as_at") <= until) & pl.col("value").is_not_null())
    if points.is_empty():
        return f"Line chart of {series.measure.title.lower()}: no values to show."
    first, last = points["as_at"][0], points["as_at"][-1]
    return (
        f"Line chart of {series.measure.title.lower()}: {series.words(first)} in {first:%b %Y}, "
        f"{series.words(last)} in {last:%b %Y}."
    )
