"""What may be said of a comparison, in sentences and in the rows of a reader's tables."""

from __future__ import annotations

from workforce.benchmarks import SYMBOLS
from workforce.series import Cell, fraction, long_date, lowered, shown, subject, with_unit
from workforce.standing.groups import DIRECTION, Group, Member, counted, middle, place, position, quarter_words
from workforce.standing.standing import ENGLAND, NEIGHBOURS, REGION, Standing

IMPORT = (
    "To compare with authorities, import the department's {file} with 'workforce benchmarks import FILE'"
    " (and its statistical neighbours file for the neighbours)."
)
NO_NEIGHBOURS = (
    "No statistical neighbours are held for this authority; to see them, import the department's statistical "
    "neighbours file with 'workforce benchmarks import FILE'."
)
AMONG = {NEIGHBOURS: "among its neighbours", REGION: "in its region", ENGLAND: "in England"}
FILES = {"three_plus_workers": "file of social worker stability for children looked after"}
WORKFORCE_FILE = "workforce indicators file"


def figure(found: Standing, member: Member) -> str:
    """Return a published figure, or its symbol in words."""
    if member.value is None:
        return f"{SYMBOLS[member.symbol or 'x']} ({member.symbol})"
    return with_unit(found.measure, member.value)


def ours(found: Standing) -> str:
    """Return the dashboard's own figure of the day in words."""
    return f"not shown for {long_date(found.day)}" if found.cell is None else shown(found.measure, found.cell)


def compared(found: Standing) -> str:
    """Return the dashboard's own figure by the published definition, and of whom it is when that is not everyone."""
    if found.alike is None or found.alike is found.cell:
        return ours(found)
    return f"{shown(found.measure, found.alike)} of its children looked after"


def sentence(found: Standing, way: str = "median") -> str:
    """Return the comparison in one plain sentence; it is about the one day and claims nothing about movement."""
    said = [part for part in (england_words(found), neighbours_words(found, way)) if part]
    if not said:
        return f"No figure of {lowered(subject(found.measure))} is published for {long_date(found.day)}."
    return f"{' and '.join(said)}; {own_words(found)}."


def england_words(found: Standing) -> str:
    """Return England's figure, and the region's where no neighbour has one."""
    near = found.group(NEIGHBOURS)
    asked = [found.england, None if near and near.values else found.region]
    areas = [each for each in asked if each]
    named = [f"{each.name} published {figure(found, each)}" for each in areas]
    named = [*named[:1], *(part.replace(" published", "") for part in named[1:])]
    return f"{' and '.join(named)} for {long_date(found.day)}" if named else ""


def neighbours_words(found: Standing, way: str) -> str:
    """Return the neighbours' median or mean, and how many of them it is of."""
    group = found.group(NEIGHBOURS)
    value = middle(group, way) if group else None
    if group is None or value is None:
        return ""
    return f"the neighbours' {way} is {with_unit(found.measure, value)} (of {len(group.values)})"


def own_words(found: Standing) -> str:
    """Return the authority's figure of the day and its place, as published or as it would be."""
    who = found.whose.name
    if found.placed is None:
        return f"{who} has no figure for that day, and one of another month is not compared"
    group = found.group(NEIGHBOURS) or found.group(REGION) or found.group(ENGLAND)
    where = f"{position(group)} {AMONG[group.kind]} ({DIRECTION[group.better]})" if group and group.rank else ""
    if found.is_published and found.own:
        return ", ".join(part for part in (f"{who} published {figure(found, found.own)}", where) if part)
    if where:
        return f"at {compared(found)} that day by this dashboard, {who} would be {where}"
    return f"{who} was at {compared(found)} that day by this dashboard"


def basis(found: Standing) -> str:
    """Return with which figure the authority is placed, and why."""
    if found.placed is None or not found.groups:
        return ""
    if found.is_published:
        return "The places are those of our published figure."
    day = long_date(found.day)
    return f"The places are those our own figure of {day} would have, rounded as published: {why_unpublished(found)}"


def why_unpublished(found: Standing) -> str:
    """Return why no published figure of the authority stands beside ours."""
    if found.own is not None:
        return f"ours is published as {figure(found, found.own)}."
    if found.year not in found.years:
        return f"no authority's figures for {found.year} are imported."
    code = f"code {found.whose.code}" if found.whose.code else "an authority without a code in authority.toml"
    return f"the imported files have no figure for {code} in {found.year}."


def missing(found: Standing) -> str:
    """Return the sentence that says which file to import; empty where authorities' figures of the year are held."""
    if found.year in found.years:
        return "" if found.model else NO_NEIGHBOURS
    return IMPORT.format(file=FILES.get(found.measure.id, WORKFORCE_FILE))


def credit(found: Standing) -> str:
    """Return source, editions, the neighbours' model, and that a later edition replaces."""
    editions = " and ".join(found.vintages)
    model = f" Neighbours by the {found.model} model." if found.group(NEIGHBOURS) and found.model else ""
    return (
        f"{found.source}, {editions} edition, for {long_date(found.day)}: one figure a year, never monthly; a later "
        f"edition replaces it when imported.{model}"
    )


def symbol_words(found: Standing) -> str:
    """Return who of the neighbours and the region has a symbol instead of a figure."""
    named = {
        each.name: f"{each.name}: {figure(found, each)}"
        for group in found.groups if group.kind != ENGLAND
        for each in group.members if each.value is None
    }  # fmt: skip
    return f"Without a figure: {', '.join(named.values())}." if named else ""


def footnotes(found: Standing) -> list[str]:
    """Return everything that stands under the comparison, the empty left out."""
    said = [basis(found), symbol_words(found), *found.notes, missing(found), credit(found)]
    return [words for words in said if words]


def table(found: Standing, way: str = "median") -> list[dict[str, str]]:
    """Return the comparison as rows of a reader's table: whom, figure, our place among them."""
    mine = [("this dashboard", found.cell)]
    mine += [("children looked after, this dashboard", found.alike)] if found.alike is not found.cell else []
    rows = [(f"{found.whose.name}, {what}", with_counts(found, cell), "") for what, cell in mine]
    rows.append((f"{found.whose.name}, published", figure(found, found.own) if found.own else "none", ""))
    rows += [(each.name, figure(found, each), "") for each in (found.england, found.region) if each]
    rows += [
        (f"{group.name}: {way}" if group.kind == NEIGHBOURS else group.name, middle_words(found, group, way),
         "; ".join(part for part in (place(group), quarter_words(group)) if part))
        for group in found.groups
    ]  # fmt: skip
    return [dict(zip(("Whom", "Figure", "Our place"), row, strict=True)) for row in rows]


def with_counts(found: Standing, cell: Cell | None) -> str:
    """Return one of our figures with its counts."""
    if cell is None:
        return f"not shown for {long_date(found.day)}"
    counts = f" ({fraction(found.measure, cell)})" if cell["value"] is not None else ""
    return f"{shown(found.measure, cell)}{counts}"


def middle_words(found: Standing, group: Group, way: str) -> str:
    """Return the neighbours' median or mean, and for every group how many have a figure and why others have none."""
    value = middle(group, way) if group.kind == NEIGHBOURS else None
    return f"{with_unit(found.measure, value)}; {counted(group)}" if value is not None else counted(group)


def terms(found: Standing) -> list[dict[str, str]]:
    """Return the reconciliation as rows of a reader's table; empty without one."""
    held = found.reconciliation
    if held is None:
        return []
    unit = "points" if found.measure.unit == "percent" else found.measure.unit
    shown_terms = held.shown()
    total = sum(round(value * 100) for _, value, _ in shown_terms) / 100
    shown_terms.append(("Difference", total, "Ours less the published figure; the lines above add up to it."))
    rows = [(name, f"{signed(value)} {unit}", words) for name, value, words in shown_terms]
    return [dict(zip(("Part", "Amount", "What stands behind it"), row, strict=True)) for row in rows]


def signed(value: float) -> str:
    """Return an amount to two decimals with its sign, none for nothing."""
    return f"{value:+.2f}".replace("-", "−") if value else "0.00"


def reconciled(found: Standing) -> str:
    """Return the sentence that sets our figure beside the published one, or says why that cannot be done."""
    if found.reconciliation is None or found.own is None:
        if found.cell is None or found.cell["value"] is None:
            return f"This dashboard has no figure for {long_date(found.day)}, so nothing is reconciled."
        return f"Nothing is reconciled with our {ours(found)}: {why_unpublished(found)}"
    return (
        f"For {long_date(found.day)} this dashboard counts {ours(found)} and the {found.own.vintage} edition has "
        f"{figure(found, found.own)}."
    )
