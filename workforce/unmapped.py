"""What authority.toml does not map or names wrongly: a build stops there with the lines to add, and never guesses."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from typing import Any

import polars as pl

from workforce.catalogue import MEASURES
from workforce.errors import Rejected, SettingsError
from workforce.settings import Rebase, Settings, Target, fold
from workforce.wording import numbered


def refuse(accepted: Mapping[str, pl.DataFrame], settings: Settings) -> None:
    """Raise Rejected with the lines to fill in when roles or titles have rows and no mapping.

    Raises SettingsError when a target or a rebase is of no measure, or of no named team or service.
    """
    refuse_misnamed(settings)
    told = [*roles(accepted, settings), *titles(accepted, settings)]
    if told:
        raise Rejected("\n".join(told))


def refuse_misnamed(settings: Settings) -> None:
    """Raise SettingsError for the first target or rebase whose measure is unknown or whose area is not named."""
    sections: dict[str, tuple[Target | Rebase, ...]] = {"targets": settings.targets, "rebases": settings.rebases}
    for section, asked in sections.items():
        for number, each in enumerate(asked, start=1):
            where = f"authority.toml: [[{section}]] number {number} "
            if each.measure not in MEASURES:
                near = difflib.get_close_matches(each.measure.lower(), MEASURES, 1, 0.0)[0]
                raise SettingsError(f'{where}has the measure "{each.measure}", which is none; the nearest is "{near}".')
            if each.level != "authority" and each.area is None:
                raise SettingsError(f"{where}is for one {each.level}; name it with area.")


def roles(accepted: Mapping[str, pl.DataFrame], settings: Settings) -> list[str]:
    """Return what to add to authority.toml for the involvement roles that it does not map."""
    rows_with_role = accepted["ssd_involvements"].with_columns(pl.col("invo_professional_role_id").fill_null(""))
    found = counted(rows_with_role, "invo_professional_role_id", settings.involvement_roles)
    return to_add(
        "ssd_involvements: these involvement roles are not mapped; add them to authority.toml under "
        "[involvement_roles], each with primary, secondary, duty, manager_holding or ignore in place of the ?.",
        [f'{quoted(role)} = "?"  # {numbered(rows, "row")}' for role, rows in found],
    )


def titles(accepted: Mapping[str, pl.DataFrame], settings: Settings) -> list[str]:
    """Return what to add to authority.toml for the post titles that it does not map."""
    found: dict[str, int] = {}
    for table, column in TITLES.items():
        frame = accepted.get(table)
        if frame is None or frame.is_empty():
            continue
        for title, rows in counted(frame.filter(pl.col("org_role").is_null()), column, settings.org_roles):
            found[title] = found.get(title, 0) + rows
    return to_add(
        "These post titles have no org_role and are not mapped; add them to authority.toml under [org_roles], each "
        'with a role from 1 to 6, or "out_of_scope", in place of the "?".',
        [f'{quoted(title)} = "?"  # {numbered(rows, "row")}' for title, rows in sorted(found.items())],
    )


def to_add(sentence: str, lines: list[str]) -> list[str]:
    """Return the sentence and its lines, or nothing when there are no lines."""
    return [sentence, *lines] if lines else []


def quoted(text: str) -> str:
    """Return text as a TOML key that holds it unchanged."""
    return json.dumps(text, ensure_ascii=False)


TITLES = {
    "hr_assignments": "post_title",
    "agency_assignments": "post_title",
    "hr_positions": "title",
    "recruitment_requisitions": "title",
}


def counted(frame: pl.DataFrame, column: str, mapping: Mapping[str, Any]) -> list[tuple[str, int]]:
    """Return each value that the mapping lacks, with its number of rows."""
    known = {fold(key) for key in mapping}
    counts = frame.filter(pl.col(column).is_not_null()).group_by(column).len().sort(column)
    return [(value, rows) for value, rows in counts.iter_rows() if fold(value) not in known]
