"""Extract files read as text: csv, xlsx and parquet, each row with its physical line."""

from workforce.contracts.source import SourceTable
from workforce.extracts.folder import ignored_files, read_file, read_folder

__all__ = ["SourceTable", "ignored_files", "read_file", "read_folder"]
