"""What Your files shows: a report of the folder or an upload, how it would be read, and what a check would say."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import streamlit as st

from workforce import mapping, settings
from workforce.errors import WorkforceError
from workforce.mapping import Proposal, Trial
from workforce.settings import Settings
from workforce.settings_sources import Source
from workforce.ui.cards import listed
from workforce.ui.placing import edited
from workforce.ui.words import escaped
from workforce.wording import numbered

HOW = """
Your own reports can be read here, once the dashboard knows their folder. Stop it and start it with:

```
workforce serve --extracts DIR
```

`DIR` is the folder of your exports. Only its files are offered, and what is saved here is written to the
`authority.toml` in it and nowhere else. Without the browser, `workforce map FILE` does the same.
"""
EFFECTS = {"error": "Row left out until it is put right", "warning": "Row used and flagged", "info": "Nothing lost"}
LEFT_OUT = ("left_out_by_mapping", "superseded_row")


@dataclass(frozen=True)
class Picked:
    """The file that the reader looks at: its bytes, and whether it lies in the folder yet."""

    name: str
    data: bytes
    is_upload: bool

    @property
    def key(self) -> str:
        """Return what tells this content from another, for the widgets that are about it."""
        return hashlib.sha256(self.name.encode() + self.data).hexdigest()[:16]


def extracts_folder() -> Path | None:
    """Return the folder of extracts that serve was started with, or None."""
    given = os.environ.get("WORKFORCE_EXTRACTS")
    return Path(given) if given else None


def your_files() -> None:
    """Draw the page."""
    folder = extracts_folder()
    if folder is None:
        st.markdown(HOW)
        return
    st.markdown("A report under its own names and columns: see how it would be read, put it right, save.")
    st.caption(f"Folder: {escaped(str(folder))}. Files stay on this computer.")
    try:
        held_settings = known(folder)
        if (picked := pick(folder)) is not None:
            one_file(folder, picked, held_settings)
    except WorkforceError as error:
        st.error(escaped(str(error)))


def known(folder: Path) -> Settings:
    """Return the settings beside the extracts, or the defaults."""
    path = folder / mapping.SETTINGS
    return settings.load(path if path.is_file() else None)


def pick(folder: Path) -> Picked | None:
    """Draw the choice of a file; return it, the upload before the folder's."""
    names = mapping.files(folder)
    left, right = st.columns(2)
    name = left.selectbox("A file of the folder", names, index=None, placeholder="Choose a file", key="files_name")
    sent = right.file_uploader(
        "Or upload one", type=[each.lstrip(".") for each in mapping.READABLE], key="files_upload",
        max_upload_size=mapping.LARGEST_MB, help="It is kept in memory, and put into the folder only when you save.",
    )  # fmt: skip
    if sent is not None:
        mapping.refuse_large(sent.size, sent.name)
        return Picked(sent.name, sent.getvalue(), True)
    if name is None or name not in names:
        return None
    mapping.refuse_large((folder / name).stat().st_size, name)
    return Picked(name, mapping.content(folder / name), False)


@st.cache_data(max_entries=4, scope="session", show_spinner="Reading the file")
def proposal_of(_data: bytes, key: str, name: str, sheet: str | None, table: str | None, hours: float | None) -> Any:
    """Return the file as it was opened, and how it could be read; kept for this reader only."""
    held = mapping.opened(_data, name, sheet)
    return held, mapping.propose(held, table, hours)


def one_file(folder: Path, picked: Picked, held_settings: Settings) -> None:
    """Draw one file: what it is, its columns, its first rows and what a check would say."""
    sheets = mapping.sheet_names(picked.data, picked.name)
    sheet = st.selectbox("Sheet", sheets, key=f"sheet-{picked.key}") if len(sheets) > 1 else sheets[0]
    hours = held_settings.reading.standard_hours
    _, first = proposal_of(picked.data, picked.key, picked.name, sheet, None, hours)
    table = st.selectbox(
        "It holds", mapping.MAPPED_TABLES, mapping.MAPPED_TABLES.index(first.table.value), key=f"table-{picked.key}"
    )
    asked = None if table == first.table.value else table
    held, made = proposal_of(picked.data, picked.key, picked.name, sheet, asked, hours)
    st.caption(f"{made.table.level.capitalize()}: {made.table.reason}. Column names in line {held.header}.")
    before = mapping.saved(held_settings.sources, picked.name, table, held.sheet)
    begun = before or made.source()
    if before:
        st.info("authority.toml maps this file already; what is shown is what it says.")
    source = edited(held, made, begun, f"{picked.key}-{sheet}-{table}")
    trial = mapping.tried(held, source, held_settings)
    first_rows(trial, made)
    verdict(trial)
    offer(folder, picked, made, source, before)


def first_rows(trial: Trial, made: Proposal) -> None:
    """Draw the first rows as they would be read."""
    st.header("The first rows, as they would be read")
    if trial.rows.is_empty():
        st.warning("No row can be read yet.")
    else:
        st.dataframe(trial.rows, hide_index=True, alt="The first rows under the table's own columns")
    if made.personal:
        st.caption(f"Personal, never read: {escaped(', '.join(made.personal))}.")
    if made.unused:
        names = ", ".join(made.unused[:30]) + (f" and {len(made.unused) - 30} more" if len(made.unused) > 30 else "")
        st.caption(f"Not proposed for anything: {escaped(names)}.")


def verdict(trial: Trial) -> None:
    """Draw what a check would say of this file."""
    st.header("What a check would say")
    if trial.refused:
        st.error(escaped(trial.refused))
        return
    counts = trial.balance
    st.markdown(
        f"**{numbered(counts['lines'], 'line')}** = **{counts['accepted']:,}** accepted + "
        f"**{counts['quarantined']:,}** left out + **{counts['blank']:,}** blank."
    )
    if trial.findings.is_empty():
        st.markdown("Nothing to put right.")
        return
    rows = pl.DataFrame(
        {
            "What": trial.findings["message"],
            "Rows": ["all" if row["is_whole"] else f"{row['rows']:,}" for row in trial.findings.iter_rows(named=True)],
            "Effect": [effect(row) for row in trial.findings.iter_rows(named=True)],
            "Fix": trial.findings["fix"],
        }
    )
    listed(rows, "What a check would find in this file, by rule")


def effect(finding: dict[str, Any]) -> str:
    """Return what becomes of the rows of a finding."""
    if finding["quarantined"] and finding["severity"] == "info":
        return "Row left out on purpose" if finding["rule"] in LEFT_OUT else "Copy left out"
    return EFFECTS.get(finding["severity"], "Stops the refresh")


def offer(folder: Path, picked: Picked, made: Proposal, source: Source, before: Source | None) -> None:
    """Draw the section and the button that saves it."""
    st.header("Save")
    section = mapping.proposed(made) if source == made.source() else mapping.written(source)
    with st.expander("The section as it would stand in authority.toml"):
        st.code(section, language="toml")
    words = "Replace the section in authority.toml" if before else "Save to authority.toml"
    if not st.button(words, type="primary", key=f"save-{picked.key}"):
        return
    if picked.is_upload:
        mapping.put(folder, picked.name, picked.data)
    mapping.save(folder / mapping.SETTINGS, section, replace=before is not None)
    st.success("Saved. When every report is mapped, check the folder and build the figures with these commands:")
    st.code(f'workforce check --extracts "{folder}"\nworkforce build --extracts "{folder}"', language="shell")
