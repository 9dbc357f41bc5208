"""The Analysis Function's colours, and a dark variant that keeps 3:1 against the dark ground."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one theme; `series` are used in order, four at most in one chart.

    `improvement`, `concern` and `neutral` mark the points that process control flags, each with a shape of its own.
    """

    ground: str
    text: str
    muted: str
    grid: str
    focus: str
    mark: str
    other: str
    compare: tuple[str, str, str]
    series: tuple[str, str, str, str]
    improvement: str
    concern: str
    neutral: str


LIGHT = Palette(
    ground="#ffffff", text="#0b1118", muted="#4a5560", grid="#e3e6ea", focus="#12436D", mark="#F46A25", other="#7d8790",
    compare=("#801650", "#28A197", "#F46A25"), series=("#12436D", "#28A197", "#801650", "#F46A25"),
    improvement="#2073BC", concern="#F46A25", neutral="#A285D1",
)  # fmt: skip
DARK = Palette(
    ground="#0e1117", text="#fafafa", muted="#b8bfc7", grid="#2b313b", focus="#6BACE6", mark="#fafafa", other="#7d8790",
    compare=("#E58AB8", "#28A197", "#F46A25"), series=("#6BACE6", "#28A197", "#E58AB8", "#F46A25"),
    improvement="#6BACE6", concern="#F46A25", neutral="#A285D1",
)  # fmt: skip
