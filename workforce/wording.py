"""Numbers with their nouns."""

from collections.abc import Iterable


def numbered(number: float, one: str, many: str | None = None) -> str:
    """Return a whole number with its noun, and with a verb where the noun brings one: "1 row is", "2,345 rows are"."""
    whole = int(number)
    return f"{whole:,} {one if whole == 1 else many or one + 's'}"


def shape_sentence(name: str, signs: Iterable[str]) -> str:
    """Return how the case system's tables are laid out, and by what signs that was recognised."""
    told = "; ".join(sign for sign in signs if sign)
    return f"The case system's tables have the shape of {name}{': ' if told else ''}{told}."
