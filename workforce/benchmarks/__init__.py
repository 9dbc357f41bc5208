"""Published figures of the Department for Education: what is bundled, and what the authority imports."""

from workforce.benchmarks.department import KEY, SCHEMA, SYMBOLS, read_published
from workforce.benchmarks.figures import IMPORTED, Imported, bundled, import_files, neighbours, published
from workforce.benchmarks.layouts import PARTS

__all__ = [
    "IMPORTED", "KEY", "PARTS", "SCHEMA", "SYMBOLS", "Imported", "bundled", "import_files", "neighbours", "published",
    "read_published",
]  # fmt: skip
