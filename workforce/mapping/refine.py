"""What a heading alone does not tell: keys of dated rows, hours for FTE, forms of dates, who has left, spellings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from workforce.contracts import SPECS
from workforce.contracts.cast import BOOLEANS
from workforce.mapping import words
from workforce.mapping.evidence import ISO, Column
from workforce.mapping.fit import codes_of, known_code, squashed
from workforce.mapping.proposal import CERTAIN, GUESS, LIKELY, Found, Part, Proposal
from workforce.settings_sources import Taken
from workforce.wording import numbered

Columns = Mapping[str, Column]
SUFFIX = r"-\d{1,3}"
REPEATED = 0.01
FULL_WEEK = 37.0
LEAVING = {"dateleft", "leavingdate", "dateofleaving", "terminationdate", "actualterminationdate", "leavedate"}
ASSIGNED = ("hr_assignments", "agency_assignments")


def refined(begun: Proposal, columns: Columns, standard_hours: float | None) -> Proposal:
    """Return the proposal with everything that follows from its columns."""
    made = with_hours(begun, columns, standard_hours)
    if made.table.value in ASSIGNED:
        made = with_status(with_keys(with_person(with_leaving(made, columns), columns), columns), columns)
    made = replace(made, dates=forms(made, columns), unknown=spellings(made, columns))
    due = SPECS[made.table.value].required_columns
    filled = {*made.found, *({"fte"} if made.hours else set())}
    used = {name for found in made.found.values() for name in found.taken.columns} | {*made.leave_out}
    used |= {part.value for part in (made.hours, made.rows_of, made.sequence) if part}
    missing = tuple(name for name in due if name not in filled)
    return replace(
        made,
        table=sure_table(made, len(due) - len(missing), len(due)),
        missing=missing,
        unused=tuple(name for name in columns if name not in used),
    )


def sure_table(made: Proposal, here: int, due: int) -> Part:
    """Return the table with what was found of it in the end; less than all that is due makes it less sure."""
    others = len(made.found) + bool(made.hours) - here
    told = f"{here} of its {numbered(due, 'required column')} and {numbered(others, 'other')} found"
    held = made.table.level
    level = held if here == due else LIKELY if held == CERTAIN else held
    return replace(made.table, level=level, reason=told)


def first_named(columns: Columns, known: tuple[str, ...], used: set[str]) -> Column | None:
    """Return the first column of these headings that nothing uses yet."""
    for heading in known:
        for name, column in columns.items():
            if squashed(name) == squashed(heading) and name not in used and column.filled:
                return column
    return None


def used_by(made: Proposal) -> set[str]:
    """Return the columns of the file that fill something."""
    return {name for found in made.found.values() for name in found.taken.columns}


def with_hours(made: Proposal, columns: Columns, standard_hours: float | None) -> Proposal:
    """Return the proposal with FTE from weekly hours, where nothing gives FTE."""
    fte = made.found.get("fte")
    if "fte" not in SPECS[made.table.value].columns or (fte and fte.level != GUESS):
        return made
    column = first_named(
        columns, (*words.HOURS, *words.PERCENTAGES, *words.FTE), used_by(made) - set(fte.taken.columns if fte else ())
    )
    is_share = column is not None and squashed(column.name) in map(squashed, words.PERCENTAGES)
    if column is None or not column.between(0, 100 if is_share else 80):
        return made
    week, level, reason = full_week(column, columns, standard_hours)
    if is_share:
        week, level, reason = 100.0, CERTAIN, "a percentage of a full-time post"
    kept = {target: found for target, found in made.found.items() if target != "fte"}
    said = "as percentages do" if is_share else "as weekly hours do"
    hours = Part(column.name, LIKELY, f"its values lie {column.range}, {said}")
    return replace(made, found=kept, hours=hours, standard_hours=(week, level, reason))


def full_week(hours: Column, columns: Columns, standard_hours: float | None) -> tuple[float, str, str]:
    """Return the hours of a full-time post, how sure that is, and why."""
    if standard_hours:
        return standard_hours, CERTAIN, "standard_hours under [reading]"
    given = first_named(columns, words.FULL_TIME_HOURS, set())
    if given and given.numbers.height == 1:
        return float(given.numbers["number"][0]), LIKELY, f"the only value of {given.name}"
    full = hours.numbers.filter(pl.col("number").is_between(35, 40)).group_by("number").agg(pl.col("rows").sum())
    if full.height:
        week = float(full.sort("rows", "number", descending=True)["number"][0])
        return week, LIKELY, "the commonest full week in the column; correct it if yours is another"
    return FULL_WEEK, GUESS, "no full week was found in the column; correct it to the hours of your full-time week"


def with_leaving(made: Proposal, columns: Columns) -> Proposal:
    """Return the proposal with a leaving date beside the end of dated rows: the earlier of the two holds."""
    end = made.found.get("end_date")
    if end is None or squashed(end.taken.columns[0]) in LEAVING:
        return made
    used = used_by(made)
    for name, column in columns.items():
        same_form = column.form == columns[end.taken.columns[0]].form
        if squashed(name) in LEAVING and name not in used and column.dates >= 0.9 and same_form:
            both = Found(Taken((*end.taken.columns, name)), LIKELY, "the earlier of the end of the row and of the job")
            return replace(made, found={**made.found, "end_date": both})
    return made


def with_person(made: Proposal, columns: Columns) -> Proposal:
    """Return the proposal with the person in an assignment number, such as E123 in E123-2, if that is all."""
    person, assignment = made.found.get("person_ref"), made.found.get("assignment_ref")
    given = person or assignment
    if given is None:
        return made
    name = given.taken.columns[0]
    numbered_so = columns[name].ends(SUFFIX)
    if person is not None and (numbered_so < 0.02 or made.table.value not in ASSIGNED):
        return made
    mark = "-" if numbered_so else ""
    reason = (
        f"the text before the last dash: {100 * numbered_so:.0f}% of the values end in a dash and a number, as "
        "assignments do"
        if mark
        else "no column of persons was found; each assignment is then taken for a person of its own"
    )
    found = {"person_ref": Found(Taken((name,), mark), LIKELY if mark else GUESS, reason), **made.found}
    found["person_ref"] = Found(Taken((name,), mark), LIKELY if mark else GUESS, reason)
    if assignment is None:
        found["assignment_ref"] = Found(Taken((name,)), LIKELY, "the number as it stands")
    order = [target for target in SPECS[made.table.value].columns if target in found]
    return replace(made, found={target: found[target] for target in order})


def with_keys(made: Proposal, columns: Columns) -> Proposal:
    """Return the proposal with one key a row: dated rows of an assignment are told apart by their start."""
    assignment, start = made.found.get("assignment_ref"), made.found.get("start_date")
    base = assignment or made.found.get("person_ref")
    if base is None or start is None or (assignment and squashed(assignment.taken.columns[0]) == "assignmentref"):
        return made
    names = list(base.taken.columns[:1])
    repeats = repeated(columns, names)
    if assignment is not None and repeats <= REPEATED:
        return made
    sequence = first_named(columns, words.SEQUENCE, used_by(made))
    for extra in [start.taken.columns[0], *([sequence.name] if sequence else [])]:
        if repeated(columns, names) > 0 or assignment is None:
            names.append(extra)
    left = repeated(columns, names)
    told = f"{100 * repeats:.0f}% of the rows repeat {names[0]}, so its dated rows are told apart by their start"
    told += f"; {100 * left:.0f}% still repeat" if left else ""
    key = Found(Taken(tuple(dict.fromkeys(names))), GUESS if left > REPEATED else LIKELY, told)
    order = [name for name in SPECS[made.table.value].columns if name in {*made.found, "assignment_ref"}]
    found = {name: key if name == "assignment_ref" else made.found[name] for name in order}
    is_alone = assignment is None
    if is_alone and "end_date" in made.found:
        return replace(made, found=found)
    why = (
        "without assignment numbers and end dates the rows of one person are taken to follow one another"
        if is_alone
        else "the same in all dated rows of one assignment"
    )
    return replace(
        made, found=found, rows_of=Part(names[0], GUESS if is_alone else LIKELY, why),
        sequence=Part(sequence.name, LIKELY, "numbers the rows of one day") if sequence else None,
    )  # fmt: skip


def repeated(columns: Columns, names: list[str]) -> float:
    """Return the share of rows whose values in these columns stand in an earlier row too."""
    rows = pl.DataFrame([columns[name].text.alias(name) for name in dict.fromkeys(names)])
    rows = rows.filter(pl.col(names[0]).is_not_null())
    return 1 - rows.n_unique() / rows.height if rows.height else 0.0


def with_status(made: Proposal, columns: Columns) -> Proposal:
    """Return the proposal without the rows that only say that somebody has left."""
    column = first_named(columns, words.STATUS, used_by(made))
    if column is None:
        return made
    ended = tuple(value for value in column.values if value.lower() in words.ENDED)
    if not ended or len(ended) == column.counts.height:
        return made
    rows = int(column.counts.filter(pl.col("value").is_in(ended))["rows"].sum())
    reason = f"{numbered(rows, 'row says', 'rows say')} who has left; the row before still ends there"
    return replace(made, leave_out={column.name: (ended, reason)})


def forms(made: Proposal, columns: Columns) -> dict[str, Part]:
    """Return the form of each date that is not plain ISO; where it could be two, the one that another column shows."""
    schema = SPECS[made.table.value].schema
    dated = {target: columns[each.taken.columns[0]] for target, each in made.found.items() if schema[target] == pl.Date}
    shown = {column.form: column.name for column in dated.values() if column.form and not column.other_form}
    found = {}
    for target, column in dated.items():
        form, other = column.form, column.other_form
        if other in shown and form not in shown:
            found[target] = Part(other, LIKELY, f"no day is above 12; {shown[other]} shows which comes first")
        elif form not in ("", ISO):
            level = CERTAIN if column.dates >= 0.99 and not other else LIKELY
            share = "all have it" if column.dates >= 1 else f"{100 * column.dates:.0f}% have it"
            found[target] = Part(form, level, "no day is above 12, so day first is taken" if other else share)
    return found


def spellings(made: Proposal, columns: Columns) -> dict[str, dict[str, int]]:
    """Return the spellings of coded and yes-or-no columns that the contract does not know, with their rows."""
    spec = SPECS[made.table.value]
    found: dict[str, dict[str, int]] = {}
    for target, each in made.found.items():
        codes = codes_of(spec, target)
        is_boolean = spec.schema[target] == pl.Boolean
        if not codes and not is_boolean:
            continue
        rows = columns[each.taken.columns[0]].counts.iter_rows()
        unknown = {
            value: count
            for value, count in rows
            if not (value.lower() in BOOLEANS if is_boolean else known_code(value, codes))
        }
        if unknown:
            found[target] = unknown
    return found
