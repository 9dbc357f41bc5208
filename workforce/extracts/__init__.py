"""Extracts read as text: files with the physical line of each row, and a database's tables."""

from workforce.contracts.source import SourceTable
from workforce.extracts.corrections import corrected
from workforce.extracts.database import read_sources
from workforce.extracts.date_forms import as_iso
from workforce.extracts.date_forms import pattern as date_pattern
from workforce.extracts.folder import ignored_files, read_file, read_folder
from workforce.extracts.loose import Opened, content, opened, sheet_names
from workforce.extracts.mapped import TABLES as MAPPED_TABLES
from workforce.extracts.mapped import as_table, clock_hours

__all__ = [
    "MAPPED_TABLES",
    "Opened",
    "SourceTable",
    "as_iso",
    "as_table",
    "clock_hours",
    "content",
    "corrected",
    "date_pattern",
    "ignored_files",
    "opened",
    "read_file",
    "read_folder",
    "read_sources",
    "sheet_names",
]
