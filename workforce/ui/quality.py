"""What Data quality shows: control totals, the balance of every file, repairs, matching and the fix list."""

from __future__ import annotations

import polars as pl
import streamlit as st

from workforce import exports
from workforce.series import amount, long_date, rounded
from workforce.ui.cards import listed
from workforce.ui.selection import Selection, authority_series, read_query, read_table, setting
from workforce.ui.words import escaped
from workforce.wording import numbered

EFFECTS = {
    "blocker": "Stops the refresh",
    "error": "Row left out until it is put right",
    "warning": "Row used and flagged",
    "info": "Nothing lost",
}
PLACES = {
    "Fix in the HR or recruitment system": "Ask the HR systems team to correct these at the source, then export again.",
    "Fix in the caseload system": "Ask the case system team to correct these at the source, then export again.",
    "Fix in the settings": "Put these right in authority.toml, then build again.",
    "Nothing to do": "These are recorded so that the lines add up.",
}
HR, CASES, SETTINGS, NOTHING = PLACES
ON_PURPOSE = "The row is left out on purpose"
REPAIRS = {
    "duplicate": "The same involvement recorded twice: counted once",
    "zero_length": "An involvement that starts and ends on one day: not a worker's period",
    "not_in_professionals": "A worker known only by an id: counted as a worker",
    "open_after_closure": "An involvement left open after the case closed: ended with the case",
    "open_after_leaving": "An involvement left open after the worker left: ended on the last day",
    "overlap_handover": "Two workers at once around a handover: the change is on the day the later one starts",
    "joint_primary": "Two primary workers from the same day: the lowest worker id is used",
    "previous_not_ended": "The earlier worker's row never ended: ended where the next one starts",
    "end_before_start": "An involvement that ends before it starts: left out",
}
REASONS = {True: "FTE unknown or zero", False: "No HR record in scope"}
MATCHES = {
    "registration": "By registration number",
    "staff_number": "By staff number",
    "mapping": "By hand, in worker_matches",
    "unmatched": "Not matched to HR: listed in the case system only",
    "id only": "Not matched to HR: an id that the case system does not list",
}


def opening(chosen: Selection) -> str:
    """Return the page's message: how much of what was read is left out of the figures, and why."""
    lines = int(read_table(chosen.snapshot, "raw.balance")["lines"].sum())
    kinds = read_table(chosen.snapshot, "marts.fct_finding_kinds")
    is_mapped = pl.col("message").str.starts_with(ON_PURPOSE)
    groups = (kinds, kinds.filter((pl.col("severity") == "info") & ~is_mapped), kinds.filter(is_mapped))
    left, copies, chosen_so = (int(some["left_out"].sum()) for some in groups)
    if not left:
        return f"None of the {numbered(lines, 'line')} read is left out of the figures."
    repeats = numbered(copies, "repeat of a kept row", "repeats of kept rows")
    parts = f"{left - copies - chosen_so:,} to put right, {repeats}"
    parts += f", {chosen_so:,} on purpose" if chosen_so else ""
    return f"{left:,} of {numbered(lines, 'line')} {'is' if left == 1 else 'are'} left out: {parts}."


def is_balanced(balance: pl.DataFrame) -> pl.Series:
    """Return for each file whether lines are accepted, quarantined or blank, with none lost or made up."""
    found = balance.select(pl.col("lines") == pl.sum_horizontal("accepted", "quarantined", "blank"))
    return found.to_series().alias("balances")


def lines_read(chosen: Selection) -> None:
    """Draw what every file held and whether its lines add up."""
    balance = read_table(chosen.snapshot, "raw.balance")
    balances = is_balanced(balance)
    total = {name: f"{balance[name].sum():,}" for name in ("lines", "accepted", "quarantined", "blank")}
    with st.container(border=True):
        wrong = balance.filter(~balances)["file"].to_list()
        st.subheader(
            f"The lines of {', '.join(map(escaped, wrong))} do not add up"
            if wrong
            else f"Every line of {numbered(balance.height, 'file')} is accounted for"
        )
        st.markdown(
            f"**{total['lines']}** lines = **{total['accepted']}** accepted + **{total['quarantined']}** quarantined + "
            f"**{total['blank']}** blank."
        )
        if shape := setting(chosen, "ssd_shape"):
            st.caption(escaped(shape))
        table = balance.with_columns(balances.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String))
        names = ["File", "Table", "Lines", "Accepted", "Quarantined", "Blank", "Encoding", "Adds up"]
        columns = ["file", "table", "lines", "accepted", "quarantined", "blank", "encoding", "balances"]
        table = table.select(columns).rename(dict(zip(columns, names, strict=True)))
        st.dataframe(
            table, hide_index=True, height="content", alt="Lines read, accepted, quarantined and blank by file"
        )
        st.download_button(
            "Download the balance as CSV", exports.rows_csv(table), "balance.csv", "text/csv", on_click="ignore"
        )


def control_totals(chosen: Selection) -> None:
    """Draw the sender's headcount and FTE beside what was counted at the extract date."""
    rows = [
        control_row(chosen, "Headcount in post", "control_totals.headcount", "in_post_headcount"),
        control_row(chosen, "FTE in post", "control_totals.fte", "in_post_fte"),
    ]
    given = [row for row in rows if row["Sender's figure"] != "not given"]
    differ = [row for row in given if row["Agrees"] != "yes"]
    with st.container(border=True):
        if not given:
            st.subheader("No control totals were given")
            st.caption(
                "Ask HR for the headcount and FTE in post on the extract date and put them under [control_totals] in "
                "authority.toml; they are then compared here."
            )
        else:
            words = " and ".join(row["Figure"].replace("Headcount", "headcount") for row in differ)
            st.subheader(f"The control totals differ: {words}" if differ else "The control totals agree")
            st.caption("The sender's figure beside what was counted at the extract date, for the whole authority.")
        listed(pl.DataFrame(rows), "Control totals given and counted")


def control_row(chosen: Selection, name: str, key: str, measure: str) -> dict[str, str]:
    """Return one control total: the sender's figure, the count at the extract date and whether they agree."""
    last = authority_series(chosen, measure).points.sort("month").row(-1, named=True)
    counted, given = last["value"], setting(chosen, key)
    row = {"Figure": name, "Sender's figure": "not given", "Counted": "not supplied", "Agrees": "not compared"}
    if counted is not None:
        row["Counted"] = amount(counted)
    if given is not None:
        row["Sender's figure"] = amount(float(given))
    if counted is not None and given is not None:
        gap = float(rounded(counted - float(given), 2).replace(",", ""))
        row["Agrees"] = "yes" if gap == 0 else f"no, {amount(abs(gap))} {'more' if gap > 0 else 'fewer'} counted"
    return row


def repairs(chosen: Selection) -> None:
    """Draw what was repaired in children's worker periods, in plain words, by children affected."""
    found = read_query(chosen.snapshot, "repairs", chosen.as_at)
    with st.container(border=True):
        if found.is_empty():
            st.subheader("Nothing in the worker periods needed repair")
            return
        st.subheader("What was repaired in children's worker periods")
        st.caption(
            f"Children with each kind of repair in their rows up to {long_date(chosen.as_at)}, whole authority. "
            "Nothing is changed in the case system; correct it there and the repair goes away."
        )
        table = pl.DataFrame(
            {
                "What was found and what was done": [
                    REPAIRS.get(flag, flag.replace("_", " ")) for flag in found["flag"]
                ],
                "Children": found["children"],
            }
        )
        listed(table, "Repairs by kind, with the number of children")


def matching(chosen: Selection) -> None:
    """Draw how the case system's workers were matched to HR, and what could not be."""
    found = read_query(chosen.snapshot, "worker_matching", chosen.as_at)
    ids = int(found["worker_ids"].sum())
    unmatched = int(found.filter(pl.col("matched_by").is_in(["unmatched", "id only"]))["worker_ids"].sum())
    with st.container(border=True):
        st.subheader(f"{ids - unmatched:,} of {numbered(ids, 'worker')} matched to HR")
        st.caption(
            f"Worker ids of the case system; holders and children as at {long_date(chosen.as_at)}. An unmatched worker "
            "still counts as a worker for the children, but has no FTE and so no caseload."
        )
        names = ["How", "Worker ids", "Holding cases", "Children held"]
        table = found.with_columns(pl.col("matched_by").replace(MATCHES)).rename(
            dict(zip(found.columns, names, strict=True))
        )
        listed(table, "Workers of the case system by how they were matched to HR")


def left_out(chosen: Selection) -> None:
    """Draw the team names that match no team, and the case holders who are outside the average caseload."""
    teams = read_query(chosen.snapshot, "unmatched_teams", chosen.as_at)
    holders = read_query(chosen.snapshot, "excluded_holders", chosen.as_at)
    with st.container(border=True):
        unknown = numbered(teams.height, "team name matches", "team names match")
        st.subheader(f"{unknown} no team" if teams.height else "Every team name is matched")
        st.caption("Rows with an unmatched name count for the authority only. Map the names under [team_aliases].")
        if teams.height:
            names = ["Table", "Team as spelled", "Rows"]
            named = teams.rename(dict(zip(teams.columns, names, strict=True)))
            listed(named, "Team names that match no team")
    with st.container(border=True):
        cases = numbered(int(holders["children"].sum()), "child's case is", "children's cases are")
        st.subheader(
            f"{cases} outside the average caseload"
            if holders.height
            else "No case holder is outside the average caseload"
        )
        st.caption(
            f"Holders as at {long_date(chosen.as_at)} without an HR record in scope, or whose FTE is unknown or zero. "
            "They count as workers; neither their cases nor their hours are in the average."
        )
        if holders.height:
            names = ["Why", "Team", "Workers", "Children"]
            why = holders["is_holder_in_hr"].replace_strict(REASONS, return_dtype=pl.String)
            named = holders.with_columns(why).rename(dict(zip(holders.columns, names, strict=True)))
            listed(named, "Case holders outside the average caseload, by reason and team")
