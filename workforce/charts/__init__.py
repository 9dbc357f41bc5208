"""One module per kind of picture; the package knows Plotly, not Streamlit."""

from workforce.charts.ahead import Path, ahead, said
from workforce.charts.columns import columns
from workforce.charts.dots import Dot, dots
from workforce.charts.flow import Stream, flow
from workforce.charts.frame import CONFIG, circled
from workforce.charts.grouped import Group, grouped
from workforce.charts.marked import marked
from workforce.charts.over_time import over_time
from workforce.charts.palette import DARK, LIGHT, Palette
from workforce.charts.process import MARKS, kind, process_key
from workforce.charts.ranked import Bar, ranked
from workforce.charts.stacked import stacked
from workforce.charts.survival import DAY_STEPS, MOST_LINES, Lasting, lasting, of_curve, ticks
from workforce.charts.two_years import two_years

__all__ = [
    "CONFIG", "DARK", "DAY_STEPS", "LIGHT", "MARKS", "MOST_LINES", "Bar", "Dot", "Group", "Lasting", "Palette", "Path",
    "Stream", "ahead", "circled", "columns", "dots", "flow", "grouped", "kind", "lasting", "marked", "of_curve",
    "over_time",
    "process_key", "ranked", "said", "stacked", "ticks", "two_years",
]  # fmt: skip
