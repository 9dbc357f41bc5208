"""The way to the target: what a reader may change, and the months ahead that follow from it."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import polars as pl
import streamlit as st

from workforce import charts, exports, outlook
from workforce.catalogue import MEASURES
from workforce.outlook import Facts, Outlook, Scenario
from workforce.series import long_date, rounded
from workforce.ui.banner import source_line
from workforce.ui.cards import define, sentence, stamp
from workforce.ui.selection import Selection, read_context, read_query, series
from workforce.ui.words import escaped, palette

CHOICES = ("hires", "leavers", "conversions", "posts", "children")
LABELS = {
    "hires": "Permanent hires a month, FTE",
    "leavers": "Permanent leavers a month, FTE",
    "conversions": "Agency conversions a month, FTE",
    "posts": "Posts added, FTE",
    "children": "Children open",
}
USUAL_TARGET = 85.0
PAST_MONTHS = 24
FILTERS: tuple[str, ...] = ("month", "service", "team")
COLUMNS = {"share": "permanent_share", "vacancy_rate": "vacancy_rate", "caseload": "average_caseload"}


def read_facts(chosen: Selection) -> Facts | None:
    """Return what is known at the last whole month up to the as-at date, None where nobody was in post."""
    cells = {name: series(chosen, name).points for name in outlook.MEASURES}
    return outlook.facts_of(flow_rows(chosen), moves(chosen), cells, chosen.as_at, chosen.area)


def flow_rows(chosen: Selection) -> pl.DataFrame:
    """Return the area's staff and flows by month."""
    return read_query(chosen.snapshot, "staff_flows", chosen.as_at, chosen.level, chosen.area)


def moves(chosen: Selection) -> pl.DataFrame:
    """Return what was known of coming months at each month's close."""
    return read_query(chosen.snapshot, "known_moves", chosen.as_at, chosen.level, chosen.area)


def usual_target(chosen: Selection) -> float:
    """Return the area's own target for the permanent share in force at the as-at date, else 85 %."""
    own = read_context(chosen.snapshot).targets_of("permanent_share", chosen.level, chosen.area, chosen.as_at)
    return own[-1].value if own else USUAL_TARGET


def choose_target(chosen: Selection) -> float:
    """Draw the target, which the address carries, and return it in percent."""
    usual = usual_target(chosen)
    given = st.number_input(
        "Target permanent share, %", 1.0, 100.0, value=None, step=1.0, format="%.1f", key="goal", bind="query-params",
        placeholder=f"{rounded(usual)} unless changed",
    )  # fmt: skip
    return usual if given is None else given


def choose_scenario(facts: Facts) -> Scenario:
    """Draw what may be changed, which the address carries; a blank leaves the average of the last twelve months."""
    average = outlook.average(facts)
    usual = {
        "hires": average.starters, "leavers": average.leavers, "conversions": average.conversions, "posts": 0.0,
        "children": facts.children,
    }  # fmt: skip
    with st.grid(3, min_column_width=230):
        picked = {name: amount_chosen(name, usual[name]) for name in CHOICES}
        known = st.toggle(
            "Count what is already known", value=True, key="known", bind="query-params",
            help="Accepted offers with a start date, notices given and agreed ends of assignments.",
        )  # fmt: skip
    return Scenario(
        picked["hires"], picked["leavers"], picked["conversions"], picked["posts"] or 0.0, picked["children"], known
    )


def amount_chosen(name: str, usual: float | None) -> float | None:
    """Draw one amount and return it, None for a blank."""
    places = 0 if name == "children" else 1
    given: float | None = st.number_input(
        LABELS[name], -9999.0 if name == "posts" else 0.0, 9_999_999.0 if name == "children" else 9999.0, value=None,
        step=10.0 if name == "children" else 0.5, format=f"%.{places}f", key=name, bind="query-params",
        placeholder="not supplied" if usual is None else f"{rounded(usual, places)} unless changed",
        disabled=usual is None,
    )  # fmt: skip
    return given


def answer(found: Outlook, tests: list[outlook.Judged]) -> None:
    """Draw when the target is reached, and how often what came lay outside such a band."""
    st.markdown(f"**{escaped(outlook.sentence(found))}**")
    st.markdown(escaped(outlook.trust(tests)))


def months_ahead(chosen: Selection, found: Outlook) -> None:
    """Draw the permanent share, the vacancy rate and the average caseload of the months ahead."""
    past = {name: series(chosen, name).until(found.facts.as_at) for name in outlook.MEASURES}
    with st.container(border=True):
        st.subheader(escaped(outlook.moving(found)), anchor=False)
        st.caption(escaped(
            f"Permanent share of all FTE, in percent: counted to {long_date(found.facts.as_at)}, then carried "
            f"forward; the shaded band holds 4 of 5 runs of past months. {chosen.area}."
        ))  # fmt: skip
        picture("share", found, past["permanent_share"], "%", found.target)
        st.caption(source_line(chosen))
        with st.container(horizontal=True, gap="small"):
            with st.popover("Numbers", width="content"):
                st.dataframe(table(found), hide_index=True, alt="The months ahead", width=720)
            st.download_button(
                "CSV", exports.rows_csv(leaving(table(found), past, stamp(chosen))),
                exports.file_name("way_to_the_target", chosen.area, f"{found.facts.as_at:%Y-%m-%d}"), "text/csv",
                on_click="ignore", help="What may not leave the service today is left out of the file ahead too.",
            )  # fmt: skip
            definition("permanent_share")
    with st.grid(2, min_column_width=400):
        beside("vacancy_rate", "Vacancy rate", found, past["vacancy_rate"], "%")
        beside("caseload", "Average caseload", found, past["average_caseload"], "")


def definition(measure: str) -> None:
    """Draw the definition of a measure that is carried forward, one click away."""
    with st.popover("Definition", width="content"):
        define(MEASURES[measure])


def picture(column: str, found: Outlook, past: pl.DataFrame, suffix: str, target: float | None = None) -> None:
    """Draw one column of the months ahead after what was counted."""
    months = [(each.as_at, getattr(each, column)) for each in found.months]
    usual = outlook.outlook(found.facts, found.target, Scenario()).months if found.scenario.is_changed() else ()
    path = charts.Path(
        past=past.tail(PAST_MONTHS).select("as_at", "value").rows(), ahead=months,
        usual=[(each.as_at, getattr(each, column)) for each in usual],
        band=[(each.as_at, each.lower, each.upper) for each in found.months
              if column == "share" and each.lower is not None and each.upper is not None],
        target=target, suffix=suffix,
    )  # fmt: skip
    words = outlook.alt(found) if column == "share" else f"Line chart: {message(column, found)}"
    st.plotly_chart(charts.ahead(path, palette()), key=f"ahead-{column}", theme=None, config=charts.CONFIG, alt=words)


def beside(column: str, title: str, found: Outlook, past: pl.DataFrame, suffix: str) -> None:
    """Draw what the staff of the months ahead mean for one other figure, or that it is not supplied."""
    if getattr(found.months[0], column) is None:
        sentence(f"{title}: not supplied, so nothing is carried forward.")
        return
    with st.container(border=True, height="stretch"):
        st.subheader(escaped(message(column, found)), anchor=False)
        picture(column, found, past, suffix)
        st.caption(escaped(f"{found.facts.area}, counted to {long_date(found.facts.as_at)}; in Numbers above."))
        definition(COLUMNS[column])


def message(column: str, found: Outlook) -> str:
    """Return where one figure goes in twelve months."""
    now, later = (getattr(found.months[place], column) for place in (0, 12))
    title, suffix = {"vacancy_rate": ("Vacancy rate", "%"), "caseload": ("Average caseload", "")}[column]
    day = f"{found.months[12].as_at:%B %Y}"
    if later is None:
        return f"{title} {rounded(now)}{suffix} now"
    return f"{title} {rounded(now)}{suffix} now, {rounded(later)}{suffix} in {day}"


def table(found: Outlook) -> pl.DataFrame:
    """Return the months ahead as a table, rounded as they are shown."""
    return pl.DataFrame(
        [
            {
                "Month end": each.as_at, "Permanent share, %": each.share, "Band from": each.lower,
                "Band to": each.upper, "Vacancy rate, %": each.vacancy_rate, "Average caseload": each.caseload,
                "Permanent FTE": month.stock.permanent, "Agency FTE": month.stock.agency,
                "Other FTE": month.stock.other,
            }
            for each, month in zip(found.months, found.forecast.months, strict=True)
        ],
        infer_schema_length=None,
    ).with_columns(pl.selectors.float().round(2))  # fmt: skip


def leaving(rows: pl.DataFrame, past: dict[str, pl.DataFrame], stamped: dict[str, str]) -> pl.DataFrame:
    """Return the table as it may leave the service: without what is withheld of the last month counted."""
    withheld = {name for name, cells in past.items() if "c" in cells.tail(1)["outside_status"]}
    dropped = ["Permanent FTE", "Agency FTE", "Other FTE"]
    dropped += ["Permanent share, %", "Band from", "Band to"] if "permanent_share" in withheld else []
    dropped += ["Vacancy rate, %"] if "vacancy_rate" in withheld else []
    dropped += ["Average caseload"] if "average_caseload" in withheld else []
    return rows.drop(dropped).with_columns(pl.lit(value).alias(name) for name, value in stamped.items())


def explain(found: Outlook) -> None:
    """Draw what the forecast takes for granted, and the address that shows the same again."""
    with st.container(border=True):
        st.subheader("What this takes for granted", anchor=False)
        st.markdown("\n".join(f"- {escaped(each)}" for each in outlook.assumptions(found)))
        st.code(address(found, st.context.url or ""), language=None, wrap_lines=True)
        st.caption("This address shows the same choices on the snapshot then in use.")


def address(found: Outlook, page: str) -> str:
    """Return the page's address with the filters and every choice."""
    kept = {name: value for name in FILTERS if (value := st.query_params.get(name))}
    scenario = found.scenario
    given = {
        "goal": found.target, "hires": scenario.hires, "leavers": scenario.leavers,
        "conversions": scenario.conversions, "posts": scenario.posts or None, "children": scenario.children,
    }  # fmt: skip
    kept |= {name: f"{value:g}" for name, value in given.items() if value is not None}
    kept |= {} if scenario.counts_known else {"known": "false"}
    where = urlsplit(page)._replace(query="", fragment="").geturl() or "way_to_the_target"
    return f"{where}?{urlencode(kept)}" if kept else where
