"""A proposal or a source as a section of authority.toml, ready to paste, with its confidence in comments."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import polars as pl

from workforce.contracts import SPECS
from workforce.mapping.fit import codes_of
from workforce.mapping.proposal import GUESS, Found, Part, Proposal
from workforce.settings_sources import Source, Taken
from workforce.wording import numbered

LISTED = 30


def quoted(text: str) -> str:
    """Return text as a TOML string that holds it unchanged, on one line."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f").replace("\x85", "\\u0085")


def proposed(made: Proposal) -> str:
    """Return a proposal as its section, each line with how sure it is and why, and what could not be placed."""
    return "\n".join([*lines(made.source(), made), *left_over(made)]) + "\n"


def written(source: Source) -> str:
    """Return a source as its section of authority.toml."""
    return "\n".join(lines(source, None)) + "\n"


def lines(source: Source, made: Proposal | None) -> Iterator[str]:
    """Yield the lines of a section."""
    yield "[[sources]]"
    yield f"file = {quoted(source.file)}"
    yield noted(f"table = {quoted(source.table)}", made.table if made else None)
    if source.sheet is not None:
        yield f"sheet = {quoted(source.sheet)}"
    if source.header != 1:
        yield f"header = {source.header}"
    for name in ("hours", "rows_of", "sequence"):
        if (value := getattr(source, name)) is not None:
            yield noted(f"{name} = {quoted(value)}", getattr(made, name) if made else None)
        if name == "hours" and source.standard_hours is not None:
            sure = Part("", *made.standard_hours[1:]) if made and made.standard_hours else None
            yield noted(f"standard_hours = {source.standard_hours:g}", sure)
    yield from ["", "[sources.columns]"]
    for target, taken in source.columns.items():
        yield noted(f"{target} = {taken_text(taken)}", made.found.get(target) if made else None)
    yield from mapped("constants", source.constants)
    if source.dates:
        yield from ["", "[sources.dates]"]
        for target, form in source.dates.items():
            yield noted(f"{target} = {quoted(form)}", made.dates.get(target) if made else None)
    for target in dict.fromkeys([*source.values, *(made.unknown if made else ())]):
        yield from ["", f"[sources.values.{target}]"]
        yield from (f"{quoted(spelled)} = {quoted(means)}" for spelled, means in source.values.get(target, {}).items())
        yield from unknown_lines(made, target) if made else ()
    yield from filters("keep", source.keep)
    if source.leave_out:
        yield from ["", "[sources.leave_out]"]
        for column, values in source.leave_out.items():
            told = f"  # {made.leave_out[column][1]}" if made and column in made.leave_out else ""
            yield f"{quoted(column)} = [{', '.join(map(quoted, values))}]{told}"


def noted(line: str, sure: Found | Part | None) -> str:
    """Return a line with how sure it is and why behind it."""
    return line if sure is None else f"{line}  # {sure.level}: {plain(sure.reason)}"


def plain(text: str) -> str:
    """Return text for a comment: on one line, without characters that TOML or a terminal would obey."""
    return "".join(mark if mark.isprintable() else "\ufffd" for mark in text)


def taken_text(taken: Taken) -> str:
    """Return the columns that fill a target as TOML."""
    if taken.before:
        return f"{{ column = {quoted(taken.columns[0])}, before = {quoted(taken.before)} }}"
    if len(taken.columns) > 1:
        return f"[{', '.join(map(quoted, taken.columns))}]"
    return quoted(taken.columns[0])


def mapped(name: str, values: Mapping[str, str]) -> Iterator[str]:
    """Yield a section of texts."""
    if values:
        yield from ["", f"[sources.{name}]", *(f"{key} = {quoted(value)}" for key, value in values.items())]


def filters(name: str, chosen: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a section of lists of values by column of the file."""
    if chosen:
        yield from ["", f"[sources.{name}]"]
        yield from (f"{quoted(column)} = [{', '.join(map(quoted, values))}]" for column, values in chosen.items())


def accepted_words(table: str, target: str) -> str:
    """Return what a value of a coded column may be."""
    spec = SPECS[table]
    return "true or false" if spec.schema[target] == pl.Boolean else ", ".join(codes_of(spec, target))


def unknown_lines(made: Proposal, target: str) -> Iterator[str]:
    """Yield the spellings that mean nothing yet, to fill in and uncomment, the commonest first."""
    unknown = made.unknown.get(target, {})
    if unknown:
        yield f"# Fill in and take away the #: each is {accepted_words(made.table.value, target)}, else it is unknown."
    for spelled, rows in list(unknown.items())[:LISTED]:
        yield f'# {quoted(plain(spelled))} = "?"  # {numbered(rows, "row")}'
    if len(unknown) > LISTED:
        yield f"# and {len(unknown) - LISTED:,} more"


def left_over(made: Proposal) -> Iterator[str]:
    """Yield what could not be placed, and what then happens, as comments."""
    told = list(explained(made))
    if told:
        yield ""
    yield from (f"# {each}" for each in told)


def explained(made: Proposal) -> Iterator[str]:
    """Yield what could not be placed, and what then happens, in sentences."""
    for name in made.missing:
        yield (
            f"Not found: {name}. It is required, so the file is refused until a column is named for it"
            + ("." if is_key(made, name) else f', or it is unknown in every row: [sources.constants] {name} = "".')
        )
    unsure = [target for target, found in made.found.items() if found.level == GUESS]
    if made.table.level == GUESS:
        yield f"The table is a guess; it may also be {' or '.join(made.others)}, with --table."
    if unsure:
        yield f"Only guessed, so look at them first: {', '.join(unsure)}."
    if made.unused:
        yield f"Not used: {listed(made.unused)}."
    if made.personal:
        yield f"Personal, never read: {listed(made.personal)}."


def is_key(made: Proposal, name: str) -> bool:
    """Return whether a row without this column cannot be placed."""
    return name in SPECS[made.table.value].required_values


def listed(names: tuple[str, ...]) -> str:
    """Return names for a comment, the first of them where they are many."""
    shown = ", ".join(plain(name) for name in names[:LISTED])
    return shown + (f" and {len(names) - LISTED:,} more" if len(names) > LISTED else "")
