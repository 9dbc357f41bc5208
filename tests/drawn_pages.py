"""A page drawn by Streamlit's own harness, with what it offers to download."""

from dataclasses import dataclass
from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Drawn:
    """A page as it came out: the test's view of it, and the files it offers by name."""

    app: AppTest
    files: dict[str, bytes]

    @property
    def words(self) -> str:
        """Every sentence on the page."""
        kinds = ("title", "header", "subheader", "markdown", "caption", "info", "metric")
        return "\n".join(str(each.value) for kind in kinds for each in self.app.get(kind))


def draw(page: str, filters: dict[str, str], files: dict[str, bytes], beside: list[str] | None = None) -> Drawn:
    """Return a page drawn with the shared filters set on the first page and kept on the way."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run()
    for key, value in filters.items():
        app.selectbox(key=key).set_value(value).run()
    if beside is not None:
        app.multiselect(key="compare_with").set_value(beside).run()
    files.clear()
    app.switch_page(f"workforce/pages/{page}.py").run()
    for key, value in filters.items():
        assert app.selectbox(key=key).value == value
    return Drawn(app, dict(files))
