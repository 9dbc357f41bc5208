"""The proposer: which table a file holds, and which of its columns fills which of the table's."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workforce.contracts import SPECS
from workforce.extracts import MAPPED_TABLES, Opened
from workforce.mapping import words
from workforce.mapping.evidence import REGISTRATION, Column, columns_of
from workforce.mapping.fit import Match, is_personal, match
from workforce.mapping.proposal import CERTAIN, GUESS, LIKELY, Found, Part, Proposal
from workforce.mapping.refine import refined
from workforce.settings_sources import Taken

MISSING_COST = 6
SIGN_WORTH = 3


def propose(held: Opened, table: str | None = None, standard_hours: float | None = None) -> Proposal:
    """Return how a file could be read as one of the tables, or as the table given."""
    every = columns_of(held.frame, held.encoding == "xlsx")
    personal = [column for column in every if is_personal(column.name)]
    columns = [column for column in every if column not in personal]
    placed = {name: placed_in(columns, name) for name in ([table] if table else MAPPED_TABLES)}
    scores = {name: score(matches, name, held, columns) for name, matches in placed.items()}
    ranked = sorted(scores, key=lambda name: -scores[name])
    best = ranked[0]
    level = table_level(placed[best], best, [scores[name] for name in ranked], table is not None)
    found = {each.target: Found(Taken((each.column.name,)), each.level, each.reason) for each in placed[best]}
    ordered = {target: found[target] for target in SPECS[best].columns if target in found}
    begun = Proposal(held.file, held.sheet, held.header, Part(best, level, ""), ordered, others=tuple(ranked[1:3]),
                     personal=tuple(column.name for column in personal))  # fmt: skip
    return refined(begun, {column.name: column for column in columns}, standard_hours)


def placed_in(columns: Sequence[Column], table: str) -> list[Match]:
    """Return the best match of each target of a table; a column fills one target only."""
    spec = SPECS[table]
    made = [found for column in columns for target in spec.columns if (found := match(column, target, spec))]
    taken: dict[str, Match] = {}
    used: set[str] = set()
    for each in sorted(made, key=lambda found: -found.score):
        if each.target not in taken and each.column.name not in used:
            taken[each.target] = each
            used.add(each.column.name)
    return [*taken.values(), *by_content(columns, table, set(taken), used)]


def by_content(columns: Sequence[Column], table: str, taken: set[str], used: set[str]) -> list[Match]:
    """Return targets that no heading names and that the values of a column tell."""
    free = [column for column in columns if column.name not in used and column.filled]
    found: list[Match] = []
    if "swe_number" in SPECS[table].columns and "swe_number" not in taken:
        told = [column for column in free if column.share(REGISTRATION) >= 0.9][:1]
        found += [Match("swe_number", column, 8, LIKELY, "its values are SW and digits") for column in told]
    if "contract_type" in SPECS[table].columns and "contract_type" not in taken:
        told = [column for column in free if is_contract(column)][:1]
        found += [Match("contract_type", column, 4, GUESS, "its values read like contracts") for column in told]
    return found


def is_contract(column: Column) -> bool:
    """Return whether a few spellings, nearly all of them words of contracts, fill a column."""
    signs = [any(sign in value.lower() for sign in words.CONTRACT_SIGNS) for value in column.values[:20]]
    return column.counts.height <= 15 and sum(signs) >= 0.8 * len(signs)


def score(matches: Sequence[Match], table: str, held: Opened, columns: Sequence[Column]) -> float:
    """Return how well a file is read as a table: what is found, less what is due and not found, and the signs."""
    due = SPECS[table].required_columns
    found = sum(each.score / 10 * (2 if each.target in due else 1) for each in matches)
    missing = len(set(due) - {each.target for each in matches} - {"assignment_ref"})
    said = " ".join([held.file, held.sheet or "", *(column.name for column in columns)]).lower()
    named = " ".join([held.file, held.sheet or ""]).lower().replace("_", " ")
    own = 2 * SIGN_WORTH if table.replace("_", " ") in named else 0
    signs = sum(bool(re.search(rf"\b{sign}", said.replace("_", " "))) for sign in words.SIGNS[table])
    return found - MISSING_COST * missing + SIGN_WORTH * signs + own


def table_level(matches: Sequence[Match], table: str, scores: Sequence[float], is_given: bool) -> str:
    """Return how sure the table is: by what is due and found, and by how far the next one is behind."""
    due = SPECS[table].required_columns
    here = sum(each.target in due for each in matches)
    lead = scores[0] - scores[1] if len(scores) > 1 else SIGN_WORTH
    if is_given or (len(due) - here <= 2 and here >= 1 and lead > SIGN_WORTH):
        return CERTAIN
    return LIKELY if here * 2 >= len(due) else GUESS
