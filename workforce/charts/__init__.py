"""One module per kind of picture; the package knows Plotly, not Streamlit."""

from workforce.charts.columns import columns
from workforce.charts.dots import Group, dots
from workforce.charts.flow import Stream, flow
from workforce.charts.frame import CONFIG, circled
from workforce.charts.marked import marked
from workforce.charts.over_time import over_time
from workforce.charts.palette import DARK, LIGHT, Palette
from workforce.charts.ranked import Bar, ranked
from workforce.charts.stacked import stacked
from workforce.charts.two_years import two_years

__all__ = [
    "CONFIG", "DARK", "LIGHT", "Bar", "Group", "Palette", "Stream", "circled", "columns", "dots", "flow", "marked",
    "over_time", "ranked", "stacked", "two_years",
]  # fmt: skip
