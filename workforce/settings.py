"""authority.toml: what only the authority knows, read into frozen dataclasses."""

import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Any

from workforce.agency_rules import AgencyRules, PriceCap
from workforce.errors import SettingsError
from workforce.settings_sections import (
    Authority,
    Caseload,
    ControlCharts,
    ControlTotals,
    Disclosure,
    Event,
    Reading,
    Rebase,
    Target,
)
from workforce.settings_sources import Source, sources

CONTRACT_TYPES = ("permanent", "fixed_term", "agency")
ROLE_KINDS = ("primary", "secondary", "duty", "manager_holding", "ignore")
LEVELS = ("authority", "service", "team")
VARIANTS = ("nhs", "r")
CASE_STATUSES = ("looked after", "child protection plan", "child in need plan", "assessment", "referral only")


@dataclass(frozen=True)
class Settings:
    """All of authority.toml; mappings are keyed by text as spelled in the file."""

    authority: Authority = field(default_factory=Authority)
    events: tuple[Event, ...] = ()
    targets: tuple[Target, ...] = ()
    rebases: tuple[Rebase, ...] = ()
    control_charts: ControlCharts = field(default_factory=ControlCharts)
    services: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    team_aliases: Mapping[str, str] = field(default_factory=dict)
    org_roles: Mapping[str, int | str] = field(default_factory=dict)
    contract_types: Mapping[str, str] = field(default_factory=dict)
    involvement_roles: Mapping[str, str] = field(default_factory=dict)
    caseload: Caseload = field(default_factory=Caseload)
    status_weights: Mapping[str, float] = field(default_factory=dict)
    disclosure: Disclosure = field(default_factory=Disclosure)
    control_totals: ControlTotals = field(default_factory=ControlTotals)
    reading: Reading = field(default_factory=Reading)
    agency_rules: AgencyRules = field(default_factory=AgencyRules)
    price_caps: tuple[PriceCap, ...] = ()
    sources: tuple[Source, ...] = ()
    database: Mapping[str, str] = field(default_factory=dict)
    employed_hourly: Mapping[str, float] = field(default_factory=dict)


def fold(text: str) -> str:
    """The text in lower case, trimmed, with runs of spaces made one."""
    return re.sub(r"\s+", " ", text).strip().lower()


def load(path: Path | None) -> Settings:
    """The settings of the file, or the defaults when there is none."""
    if path is None:
        return Settings()
    try:
        document = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise SettingsError(f"{path}: the file does not exist; give the path of authority.toml.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: the file cannot be read ({error}); save it as UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{path}: not valid TOML, {error}; correct that line.") from None
    return parse(document, str(Path(path).name))


def parse(document: Mapping[str, Any], source: str = "authority.toml") -> Settings:
    """The settings in a parsed document; unknown keys and values are refused."""
    _known(document, [f.name for f in fields(Settings)], f"{source}: ")
    read = _Reader(document, source)
    return Settings(
        authority=read.section("authority", Authority),
        events=read.rows("events", Event),
        targets=read.rows("targets", Target),
        rebases=read.rows("rebases", Rebase),
        control_charts=read.section("control_charts", ControlCharts),
        services=read.services(),
        team_aliases=read.mapping("team_aliases", _text, "a team name in quotes"),
        org_roles=read.mapping("org_roles", _org_role, '1 to 6 or "out_of_scope"'),
        contract_types=read.mapping("contract_types", _choice(CONTRACT_TYPES), "one of " + ", ".join(CONTRACT_TYPES)),
        involvement_roles=read.mapping("involvement_roles", _choice(ROLE_KINDS), "one of " + ", ".join(ROLE_KINDS)),
        caseload=read.section("caseload", Caseload),
        status_weights=read.weights(),
        disclosure=read.section("disclosure", Disclosure),
        control_totals=read.section("control_totals", ControlTotals),
        reading=read.section("reading", Reading),
        agency_rules=read.section("agency_rules", AgencyRules),
        price_caps=read.rows("price_caps", PriceCap),
        sources=sources(document.get("sources", []), source),
        database=read.mapping("database", _text, "a name in quotes"),
        employed_hourly=read.employed_hourly(),
    )


def _known(given: Iterable[str], known: list[str], where: str) -> None:
    """Refuses the first key that is not known, naming the nearest that is."""
    for key in given:
        if key not in known:
            near = difflib.get_close_matches(key.lower(), known, 1, 0.0)[0]
            raise SettingsError(f'{where}the key "{key}" is not known; the nearest known key is "{near}".')


@dataclass(frozen=True)
class _Reader:
    document: Mapping[str, Any]
    source: str

    def section(self, name: str, kind: Any) -> Any:
        return self._build(self._table(name), f"{self.source}: [{name}] ", kind)

    def rows(self, name: str, kind: Any) -> tuple[Any, ...]:
        given = self.document.get(name, [])
        if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
            raise SettingsError(f"{self.source}: {name} must be written as [[{name}]] sections.")
        return tuple(self._build(row, f"{self.source}: [[{name}]] number {n} ", kind) for n, row in enumerate(given, 1))

    def mapping(self, name: str, accept: Any, wanted: str) -> dict[str, Any]:
        read: dict[str, Any] = {}
        for key, value in self._table(name).items():
            if (accepted := accept(value)) is None:
                raise SettingsError(f'{self.source}: [{name}] "{key}" is {value!r}; give {wanted}.')
            if any(fold(key) == fold(k) and v != accepted for k, v in read.items()):
                raise SettingsError(f'{self.source}: [{name}] "{key}" is mapped twice, differently; keep one.')
            read[key] = accepted
        return read

    def services(self) -> dict[str, tuple[str, ...]]:
        seen: dict[str, str] = {}
        for service, teams in self._table("services").items():
            if not isinstance(teams, list) or not all(isinstance(team, str) for team in teams):
                raise SettingsError(f'{self.source}: [services] "{service}" must be a list of team names in quotes.')
            for team in teams:
                if seen.setdefault(fold(team), service) != service:
                    raise SettingsError(f'{self.source}: [services] team "{team}" is in two services; keep one.')
        return {service: tuple(teams) for service, teams in self._table("services").items()}

    def weights(self) -> dict[str, float]:
        given = self.mapping("status_weights", _positive, "a number above 0")
        _known([fold(status) for status in given], list(CASE_STATUSES), f"{self.source}: [status_weights] ")
        return {fold(status): weight for status, weight in given.items()}

    def employed_hourly(self) -> dict[str, float]:
        given = self.mapping("employed_hourly", _positive, "pounds an hour, above 0")
        _known(given, list("123456"), f"{self.source}: [employed_hourly] ")
        return given

    def _table(self, name: str) -> dict[str, Any]:
        table = self.document.get(name, {})
        if not isinstance(table, dict):
            raise SettingsError(f"{self.source}: {name} must be a section, written [{name}].")
        return table

    def _build(self, row: Mapping[str, Any], where: str, kind: Any) -> Any:
        names = {("from" if f.name == "from_date" else f.name): f for f in fields(kind)}
        _known(row, list(names), where)
        values = {names[key].name: _value(value, names[key], where, key) for key, value in row.items()}
        try:
            return kind(**values)
        except TypeError:
            needed = [key for key in list(names) if key not in row]
            raise SettingsError(f"{where}lacks one of {', '.join(needed)}; add it.") from None


def _value(value: Any, spec: Any, where: str, key: str) -> Any:
    """The value as its field's type, or a sentence that says what to write."""
    wanted = str(spec.type)
    if key == "reason_on" and value not in ("start", "end"):
        raise SettingsError(f'{where}reason_on is {value!r}; give "start" or "end".')
    if key == "variant" and value not in VARIANTS:
        raise SettingsError(f"{where}variant is {value!r}; give one of {', '.join(VARIANTS)}.")
    if key == "level" and value not in LEVELS:
        raise SettingsError(f"{where}level is {value!r}; give one of {', '.join(LEVELS)}.")
    if "date" in wanted:
        return _date(value, where, key)
    if "float" in wanted or "int" in wanted:
        number = _positive(value, zero=spec.name == "value" or "totals" in where)
        if number is None:
            raise SettingsError(f"{where}{key} is {value!r}; give a number above 0.")
        return int(number) if "int" in wanted else number
    if not isinstance(value, str):
        raise SettingsError(f"{where}{key} is {value!r}; give text in quotes.")
    return value


def _date(value: Any, where: str, key: str) -> date:
    if isinstance(value, str):
        text = value + "-01" if re.fullmatch(r"\d{4}-\d{2}", value) else value
        try:
            return date.fromisoformat(text)
        except ValueError:
            pass
    if hasattr(value, "hour"):
        return value.date()
    if isinstance(value, date):
        return value
    raise SettingsError(f"{where}{key} is {value!r}; give a date as YYYY-MM-DD.")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _org_role(value: Any) -> int | str | None:
    if value == "out_of_scope":
        return "out_of_scope"
    return value if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 6 else None


def _choice(allowed: tuple[str, ...]) -> Any:
    return lambda value: value if value in allowed else None


def _positive(value: Any, zero: bool = False) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if value > 0 or (zero and value == 0) else None
