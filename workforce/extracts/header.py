"""Header names as the contracts know them."""

import re
from collections.abc import Collection, Sequence

from workforce.errors import Rejected

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
LOOKED_AT = 20


def folded(cell: str | None) -> str:
    """A header cell without what surrounds its name, in lower case."""
    return UNSEEN.sub("", cell or "").strip().strip('"').strip().lower()


def found_at(rows: Sequence[Sequence[str | None]], known: Collection[str]) -> int:
    """The place of the row with the most known names, the first of several; 0 when none has any."""
    counts = [len({folded(cell) for cell in row} & set(known)) for row in rows]
    return counts.index(max(counts)) if counts else 0


def named(cells: Sequence[str | None], file: str, line: int) -> list[str]:
    """The folded header names; blank ones are numbered and repeated ones refused."""
    names: list[str] = []
    for position, cell in enumerate(cells, 1):
        name = folded(cell)
        name = "unnamed_" + str(position) if not name or name.startswith("_") else name
        if name in names:
            raise Rejected(f'{file} line {line}: the column "{name}" stands twice in the header; remove or rename one.')
        names.append(name)
    return names
