"""Reports of any shape: how a file could be read, tried out on it, and written into authority.toml."""

from workforce.extracts import MAPPED_TABLES, Opened, content, opened, sheet_names
from workforce.extracts.loose import READABLE
from workforce.mapping.folder import LARGEST_MB, SETTINGS, files, put, refuse_large, saved
from workforce.mapping.proposal import CERTAIN, GUESS, LIKELY, Found, Proposal, pattern
from workforce.mapping.propose import propose
from workforce.mapping.saving import save
from workforce.mapping.section import explained, proposed, quoted, written
from workforce.mapping.targets import DATE_FORMS, Target, taken_words, targets
from workforce.mapping.trial import Trial, tried

__all__ = [
    "CERTAIN", "DATE_FORMS", "GUESS", "LARGEST_MB", "LIKELY", "MAPPED_TABLES", "READABLE", "SETTINGS", "Found",
    "Opened", "Proposal", "Target", "Trial", "content", "explained", "files", "opened", "pattern", "propose",
    "proposed", "put", "quoted", "refuse_large", "save", "saved", "sheet_names", "taken_words", "targets", "tried",
    "written",
]  # fmt: skip
