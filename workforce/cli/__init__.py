"""The command line: every command, and the one sentence that each error becomes."""

from workforce.cli.main import main
from workforce.cli.measures import COLUMNS

__all__ = ["COLUMNS", "main"]
