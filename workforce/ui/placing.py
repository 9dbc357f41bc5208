"""Which column of a file fills which of the table's: one choice a column, with how sure it is and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from workforce import mapping
from workforce.mapping import Opened, Proposal, Target
from workforce.settings_sources import Source, Taken
from workforce.ui.words import escaped
from workforce.wording import numbered

NOTHING = "not in this file"
PLAIN_DATES = "YYYY-MM-DD or DD/MM/YYYY"
UNKNOWN = "unknown"


def edited(held: Opened, made: Proposal, begun: Source, key: str) -> Source:
    """Draw every choice; return the section as the reader has it now."""
    every = mapping.targets(begun.table)
    placed = [each for each in every if each.is_required or each.name in begun.columns]
    others = [each for each in every if each not in placed]
    options = choices(held, made, begun)
    st.header("Its columns")
    columns: dict[str, Taken] = {}
    dates: dict[str, str] = {}
    for target in placed:
        place(target, made, begun, options, key, columns, dates)
    with st.expander(f"{numbered(len(others), 'more column')} that could be filled"):
        for target in others:
            place(target, made, begun, options, key, columns, dates)
    source = replace(begun, columns=ordered(columns, every), dates=dates)
    source = with_hours(source, held, made, key) if any(each.name == "fte" for each in every) else source
    return with_left_out(with_values(source, made, every, key), made, key)


def ordered(columns: Mapping[str, Taken], every: list[Target]) -> dict[str, Taken]:
    """Return the columns in the order of the table."""
    return {each.name: columns[each.name] for each in every if each.name in columns}


def choices(held: Opened, made: Proposal, begun: Source) -> dict[str, Taken]:
    """Return everything that may fill a column, by its words: combinations that are in use, then each column."""
    used = [*begun.columns.values(), *(found.taken for found in made.found.values())]
    single = [Taken((name,)) for name in held.frame.columns if name != "_line" and name not in made.personal]
    return {mapping.taken_words(taken): taken for taken in [*used, *single]}


def place(
    target: Target, made: Proposal, begun: Source, options: Mapping[str, Taken], key: str,
    columns: dict[str, Taken], dates: dict[str, str],
) -> None:  # fmt: skip
    """Draw one column of the table and what fills it; add what was chosen."""
    taken = begun.columns.get(target.name)
    words = [NOTHING, *options]
    at = words.index(mapping.taken_words(taken)) if taken else 0
    left, right = st.columns([3, 1], vertical_alignment="bottom") if target.is_date else (st, st)
    need = " (required)" if target.is_required else ""
    chosen = left.selectbox(f"{target.name}{need}", words, at, key=f"{key}-{target.name}", help=target.what)
    st.caption(sure(target, made, options.get(chosen)))
    if chosen not in options:
        return
    columns[target.name] = options[chosen]
    if target.is_date:
        forms = [PLAIN_DATES, *mapping.DATE_FORMS]
        form = begun.dates.get(target.name, PLAIN_DATES)
        forms += [] if form in forms else [form]
        asked = right.selectbox("Dates as", forms, forms.index(form), key=f"{key}-{target.name}-form")
        if asked != PLAIN_DATES:
            dates[target.name] = asked


def sure(target: Target, made: Proposal, taken: Taken | None) -> str:
    """Return how sure a choice is and why, or what happens without one."""
    found = made.found.get(target.name)
    if taken is None and target.name == "fte" and made.hours:
        return "From the weekly hours below."
    if taken is None:
        return "Without it the file is refused." if target.is_required else escaped(target.what)
    if found and found.taken == taken:
        return f"{found.level.capitalize()}: {escaped(found.reason)}."
    return "Your choice."


def with_hours(source: Source, held: Opened, made: Proposal, key: str) -> Source:
    """Draw hours instead of FTE, where no column gives FTE; return the section with them."""
    if "fte" in {*source.columns, *source.constants}:
        return replace(source, hours=None, standard_hours=None)
    names = [NOTHING, *(name for name in held.frame.columns if name != "_line" and name not in made.personal)]
    left, right = st.columns([3, 1], vertical_alignment="top")
    at = names.index(source.hours.lower()) if source.hours and source.hours.lower() in names else 0
    hours = left.selectbox("Weekly hours, in place of FTE", names, at, key=f"{key}-hours")
    if hours == NOTHING:
        return replace(source, hours=None, standard_hours=None)
    week = right.number_input(
        "Hours of a full week", 1.0, 100.0, float(source.standard_hours or 37), step=0.25, key=f"{key}-week"
    )
    told = made.standard_hours
    right.caption(f"{told[1].capitalize()}: {escaped(told[2])}." if told and told[0] == week else "Your choice.")
    return replace(source, hours=hours, standard_hours=week)


def with_values(source: Source, made: Proposal, every: list[Target], key: str) -> Source:
    """Draw each spelling that has no meaning yet; return the section with those that the reader gave one."""
    values = {target: dict(given) for target, given in source.values.items() if target in source.columns}
    codes = {each.name: each.codes for each in every}
    unknown = {target: found for target, found in made.unknown.items() if target in source.columns}
    if unknown:
        st.header("What its words mean")
        st.caption("Nothing is guessed: a word without a meaning is unknown, and never counted as permanent.")
    for target, spellings in unknown.items():
        for spelled, rows in list(spellings.items())[:30]:
            words = [UNKNOWN, *codes[target]]
            given = values.get(target, {}).get(spelled, UNKNOWN)
            label = f"{target}: {escaped(spelled)} ({numbered(rows, 'row')})"
            at = words.index(given) if given in words else 0
            chosen = st.selectbox(label, words, at, key=f"{key}-{target}-means-{spelled}")
            if chosen != UNKNOWN:
                values.setdefault(target, {})[spelled] = chosen
            else:
                values.get(target, {}).pop(spelled, None)
    return replace(source, values={target: given for target, given in values.items() if given})


def with_left_out(source: Source, made: Proposal, key: str) -> Source:
    """Draw the rows that could be left out on purpose; return the section with those that the reader leaves out."""
    left_out = dict(source.leave_out)
    for column, (values, reason) in made.leave_out.items():
        words = f"Leave out rows whose {escaped(column)} is {escaped(' or '.join(values))}"
        if st.checkbox(words, column in source.leave_out, key=f"{key}-leave-{column}", help=escaped(reason)):
            left_out[column] = source.leave_out.get(column, values)
        else:
            left_out.pop(column, None)
    return replace(source, leave_out=left_out)
