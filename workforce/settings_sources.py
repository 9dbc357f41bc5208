"""The [[sources]] of authority.toml: how a report of any shape is read as one of the tables."""

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from workforce.errors import SettingsError

TOKENS = ("YYYY", "YY", "MMMM", "MMM", "MM", "DD")
MARKS = " ./-,"


@dataclass(frozen=True)
class Taken:
    """The columns of the file that fill one column of the table; `before` keeps the text before the last such mark."""

    columns: tuple[str, ...]
    before: str = ""


@dataclass(frozen=True)
class Source:
    """One file, or sheet of it, that is read as a table; column names and values are as the file spells them."""

    file: str
    table: str
    sheet: str | None = None
    header: int = 1
    columns: Mapping[str, Taken] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    dates: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    hours: str | None = None
    standard_hours: float | None = None
    keep: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    leave_out: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    rows_of: str | None = None
    sequence: str | None = None


def sources(given: Any, file: str) -> tuple[Source, ...]:
    """Return every source of a parsed settings file; raise SettingsError for one that cannot be used."""
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise SettingsError(f"{file}: sources must be written as [[sources]] sections.")
    read = tuple(_Section(row, f"{file}: [[sources]] number {number} ").read() for number, row in enumerate(given, 1))
    for number, source in enumerate(read, 1):
        for earlier in read[: number - 1]:
            if same_place(source, earlier):
                raise SettingsError(
                    f'{file}: [[sources]] number {number} maps "{source.file}" to {source.table} a second time; '
                    "keep one."
                )
    return read


def same_place(one: Source, other: Source) -> bool:
    """Return whether two sources read one file and sheet as one table."""
    places = [(each.file.lower(), (each.sheet or "").lower(), each.table) for each in (one, other)]
    return places[0] == places[1]


def is_date_form(form: str) -> bool:
    """Return whether a form such as DD/MM/YYYY names a year, a month and a day, each once."""
    found, rest = [], form
    for token in TOKENS:
        if token in rest:
            found.append(token[0])
            rest = rest.replace(token, "", 1)
    return sorted(found) == ["D", "M", "Y"] and not rest.strip(MARKS)


@dataclass(frozen=True)
class _Section:
    row: Mapping[str, Any]
    where: str

    def read(self) -> Source:
        _known(self.row, [each.name for each in fields(Source)], self.where)
        source = Source(
            file=self._text("file"),
            table=self._text("table"),
            sheet=self._optional("sheet"),
            header=self._header(),
            columns={target: self._taken(target, value) for target, value in self._table("columns").items()},
            constants={target: self._constant(target, value) for target, value in self._table("constants").items()},
            dates={target: self._form(target, value) for target, value in self._table("dates").items()},
            values={target: self._spellings(target, value) for target, value in self._table("values").items()},
            hours=self._optional("hours"),
            standard_hours=self._hours(),
            keep={column: self._listed(column, value) for column, value in self._table("keep").items()},
            leave_out={column: self._listed(column, value) for column, value in self._table("leave_out").items()},
            rows_of=self._optional("rows_of"),
            sequence=self._optional("sequence"),
        )
        self._refuse_contradictions(source)
        return source

    def _refuse_contradictions(self, source: Source) -> None:
        if not source.columns:
            raise SettingsError(f'{self.where}maps nothing; add columns = {{ person_ref = "Employee Number" }}.')
        if twice := sorted(source.columns.keys() & source.constants.keys()):
            raise SettingsError(f"{self.where}fills {twice[0]} from a column and by a constant; keep one.")
        if source.hours is not None and "fte" in {*source.columns, *source.constants}:
            raise SettingsError(f"{self.where}gives both hours and fte; keep one.")
        if source.sequence is not None and source.rows_of is None:
            raise SettingsError(f"{self.where}gives sequence without rows_of; add the column that numbers assignments.")
        for part, given in (("dates", source.dates), ("values", source.values)):
            _known(given, [*source.columns], f"{self.where}{part}: ")

    def _table(self, name: str) -> Mapping[str, Any]:
        table = self.row.get(name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{self.where}{name} must be a section, written [sources.{name}].")
        return table

    def _text(self, name: str) -> str:
        if name not in self.row:
            raise SettingsError(f"{self.where}lacks {name}; add it.")
        return self._filled(name, self.row[name])

    def _optional(self, name: str) -> str | None:
        return self._filled(name, self.row[name]) if name in self.row else None

    def _filled(self, name: str, value: Any) -> str:
        if not isinstance(value, str) or not value.strip():
            raise SettingsError(f"{self.where}{name} is {value!r}; give text in quotes.")
        return value

    def _constant(self, target: str, value: Any) -> str:
        if not isinstance(value, str):
            raise SettingsError(f'{self.where}constants.{target} is {value!r}; give text in quotes, "" for unknown.')
        return value

    def _header(self) -> int:
        value = self.row.get("header", 1)
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise SettingsError(f"{self.where}header is {value!r}; give the line of the column names, 1 or more.")
        return value

    def _hours(self) -> float | None:
        value = self.row.get("standard_hours")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1000:
            raise SettingsError(f"{self.where}standard_hours is {value!r}; give the hours of a full-time post.")
        return float(value)

    def _taken(self, target: str, value: Any) -> Taken:
        name = f"columns.{target}"
        if isinstance(value, list) and value:
            return Taken(tuple(self._filled(name, each) for each in value))
        if not isinstance(value, dict):
            return Taken((self._filled(name, value),))
        _known(value, ["column", "before"], f"{self.where}{name}: ")
        if "column" not in value:
            raise SettingsError(f"{self.where}{name} lacks column; add it.")
        mark = self._filled(f"{name}.before", value["before"]) if "before" in value else ""
        return Taken((self._filled(name, value["column"]),), mark)

    def _form(self, target: str, value: Any) -> str:
        if not isinstance(value, str) or not is_date_form(value):
            raise SettingsError(
                f"{self.where}dates.{target} is {value!r}; give a form such as DD/MM/YYYY, MM/DD/YYYY, YYYYMMDD or "
                "DD-MMM-YY."
            )
        return value

    def _spellings(self, target: str, value: Any) -> dict[str, str]:
        if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
            raise SettingsError(f'{self.where}values.{target} must be lines such as "Perm" = "permanent".')
        return dict(value)

    def _listed(self, column: str, value: Any) -> tuple[str, ...]:
        listed = [value] if isinstance(value, str) else value
        if not isinstance(listed, list) or not listed or not all(isinstance(each, str) for each in listed):
            raise SettingsError(f'{self.where}"{column}" is {value!r}; give the values in quotes, as a list.')
        return tuple(listed)


def _known(given: Iterable[str], known: list[str], where: str) -> None:
    """Refuse the first key that is not known, naming the nearest that is."""
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key.lower(), known, 1, 0.0)
            told = f'; the nearest known key is "{near[0]}"' if near else ""
            raise SettingsError(f'{where}the key "{key}" is not known{told}.')
