"""The errors a user may meet: each message is one sentence that says what to do."""


class WorkforceError(Exception):
    """Base of every error shown to a user without a traceback."""


class Rejected(WorkforceError):
    """The extracts cannot be built from: the last good snapshot stays in use."""


class SettingsError(WorkforceError):
    """authority.toml cannot be used as it stands."""
