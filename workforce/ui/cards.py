"""One card, whatever the picture: message, what it measures, figures, chart, sources, table, download, definition."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl
import streamlit as st

from workforce import charts, exports
from workforce.catalogue import MEASURES, Measure
from workforce.series import Cell, category_name, shown
from workforce.series.sentence import RULES
from workforce.ui import behind
from workforce.ui.banner import snapshot_name, source_line
from workforce.ui.selection import Selection, setting
from workforce.ui.words import escaped

ROW = 35
TALLEST = 12
JUDGED = {
    "mean": "Mean", "lpl": "Lower limit", "upl": "Upper limit", "target": "Target",
    "expected_lower": "Expected from", "expected_upper": "Expected to",
}  # fmt: skip


@dataclass(frozen=True)
class Card:
    """All that one card shows; `cells` are the rows of its table and of its download.

    `state` is Markdown already made safe; `choice` is the (key, label) of a switch that the card's reading heeds.
    """

    key: str
    measures: tuple[Measure, ...]
    headline: str
    subtitle: str
    figures: str
    figure: Any
    alt: str
    cells: Sequence[Cell]
    key_words: str = ""
    notes: Sequence[str] = field(default_factory=tuple)
    state: str = ""
    choice: tuple[str, str] | None = None


def draw(chosen: Selection, card: Card) -> None:
    """Draw the card in a border."""
    with st.container(border=True, height="stretch"):
        st.subheader(escaped(card.headline), anchor=False)
        if card.state:
            st.markdown(card.state)
        if card.figures:
            st.markdown(escaped(card.figures))
        st.caption(escaped(card.subtitle))
        if card.choice:
            st.toggle(card.choice[1], key=card.choice[0], bind="query-params")
        st.plotly_chart(card.figure, key=f"chart-{card.key}", theme=None, config=charts.CONFIG, alt=card.alt)
        if card.key_words:
            st.caption(escaped(card.key_words))
        st.caption(escaped(" ".join([*card.notes, source_line(chosen)])))
        extras(chosen, card.key, card.measures, card.cells)


def sentence(text: str) -> None:
    """Draw the one sentence that stands where there is nothing to draw."""
    with st.container(border=True):
        st.markdown(escaped(text))


def listed(rows: pl.DataFrame, alt: str) -> None:
    """Draw a short table whose text wraps, shown as it is spelled; it offers no download."""
    texts = [pl.col(name).map_elements(escaped, pl.String) for name, kind in rows.schema.items() if kind == pl.String]
    st.table(rows.with_columns(texts), border="horizontal", hide_index=True, alt=alt)


def extras(chosen: Selection, key: str, measures: Sequence[Measure], cells: Sequence[Cell]) -> None:
    """Draw the table, the download and the definition in one row."""
    name = exports.file_name(key, chosen.area, f"{chosen.as_at:%Y-%m-%d}")
    with st.container(horizontal=True, gap="small"):
        with st.popover("Numbers", width="content"):
            frame = as_table(cells)
            st.dataframe(
                frame, hide_index=True, alt=f"The numbers of {measures[0].title}", width=720,
                height=ROW * (min(frame.height, TALLEST) + 1) + 3,
                column_config={"As at": st.column_config.DateColumn(format="D MMM YYYY")},
            )  # fmt: skip
        st.download_button(
            "CSV", exports.cells_csv([cell for cell in cells if not cell.get("is_filled")], stamp(chosen)),
            name, "text/csv", key=f"csv-{key}",
            on_click="ignore", help="Small numbers are replaced by c in the file, because it leaves the service.",
        )  # fmt: skip
        with st.popover("Definition", width="content"):
            for measure in measures:
                define(measure)
        behind.button(chosen, measures, key)


def download(chosen: Selection, key: str, rows: pl.DataFrame, words: str) -> None:
    """Draw the download of rows that may leave the service as they are, or say that there is nothing to give."""
    if rows.is_empty():
        st.caption("No download: too few people for any of it to leave the service.")
        return
    where = {"area": chosen.area, "as_at": f"{chosen.as_at:%Y-%m-%d}"} | stamp(chosen)
    st.download_button(
        "CSV", exports.rows_csv(rows.with_columns(pl.lit(value).alias(name) for name, value in where.items())),
        exports.file_name(key, chosen.area, where["as_at"]), "text/csv", key=f"csv-{key}", on_click="ignore",
        help=words,
    )  # fmt: skip


def stamp(chosen: Selection) -> dict[str, str]:
    """Return what every line of a download says about the refresh it comes from."""
    return {"extract_date": setting(chosen, "extract_date") or "", "snapshot": snapshot_name(chosen)}


def define(measure: Measure) -> None:
    """Draw a measure's definition, its parts and what to bear in mind."""
    st.markdown(f"**{measure.title}.** {measure.definition}")
    if measure.kind == "ratio":
        st.markdown(
            f"{measure.numerator} ÷ {measure.denominator[:1].lower() + measure.denominator[1:]}.".replace("fTE", "FTE")
        )
    st.markdown(f"*{measure.official}*")
    st.markdown("\n".join(f"- {caveat}" for caveat in measure.caveats))


def with_symbol(cell: Cell) -> str:
    """Return a cell's value, or why it has none with the symbol that stands for it."""
    words = shown(MEASURES[cell["measure"]], cell)
    return f"{words} ({cell['status']})" if cell["value"] is None and len(cell["status"]) == 1 else words


def as_table(cells: Sequence[Cell]) -> pl.DataFrame:
    """Return cells as a reader's table: words for values and statuses, newest first as given."""
    several = len({cell["measure"] for cell in cells}) > 1
    rows = [
        {
            **({"Measure": MEASURES[cell["measure"]].title} if several else {}),
            "As at": cell["as_at"],
            "Area": cell["area"],
            "Part": category_name(cell["breakdown"], cell["category"]) or "All",
            "Value": with_symbol(cell),
            "Numerator": cell["numerator"],
            "Denominator": cell["denominator"],
            "Counted": cell["n"],
            **{title: cell.get(name) for name, title in JUDGED.items()},
            "Rule": RULES.get(cell.get("flag_rule") or ""),
        }
        for cell in cells
    ]
    frame = pl.DataFrame(rows, infer_schema_length=None)
    seldom = ("Numerator", "Denominator", "Rule", *JUDGED.values())
    empty = [name for name in seldom if name in frame.columns and frame[name].is_null().all()]
    same = [name for name in ("Area", "Part") if name in frame.columns and frame[name].n_unique() == 1]
    return frame.drop(empty, same).with_columns(pl.selectors.float().round(2))
