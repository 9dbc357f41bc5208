"""Header names as the contracts know them."""

from collections.abc import Sequence

from workforce.errors import Rejected


def named(cells: Sequence[str | None], file: str, line: int) -> list[str]:
    """The folded header names; blank ones are numbered and repeated ones refused."""
    names: list[str] = []
    for position, cell in enumerate(cells, 1):
        name = (cell or "").strip().strip('"').strip().lstrip("\ufeff").lower()
        name = "unnamed_" + str(position) if not name or name.startswith("_") else name
        if name in names:
            raise Rejected(f'{file} line {line}: the column "{name}" stands twice in the header; remove or rename one.')
        names.append(name)
    return names
