"""Numbers with their nouns."""


def numbered(number: float, one: str, many: str | None = None) -> str:
    """Return a whole number with its noun, and with a verb where the noun brings one: "1 row is", "2,345 rows are"."""
    whole = int(number)
    return f"{whole:,} {one if whole == 1 else many or one + 's'}"
