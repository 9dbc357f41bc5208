"""The sentences of an outlook: when the target is reached, and what the forecast takes for granted."""

from __future__ import annotations

from collections.abc import Sequence

from workforce.forecast import FURTHEST, LOWER, MONTHS_OF_FLOWS, UPPER, Flows, Forecast
from workforce.outlook.backtest import HORIZONS, Judged
from workforce.outlook.outlook import Outlook, month_end
from workforce.series import long_date, rounded
from workforce.wording import numbered

FEWEST_JUDGED = 10


def sentence(found: Outlook) -> str:
    """Return when the permanent share reaches the target, with the band of months, or that it does not."""
    now = found.facts.stock.share
    if now is None:
        return "Nobody is in post, so there is no permanent share."
    if found.target is None:
        return carried(found, now)
    goal = f"{rounded(found.target)}%"
    if found.forecast.reached == 0:
        return f"The permanent share is {rounded(now)}%, at or above the target of {goal}."
    flows = "With these choices" if found.scenario.is_changed() else "On current flows"
    if found.forecast.reached is None:
        held = "is not reached on current flows" if not found.scenario.is_changed() else "is not reached with them"
        return (
            f"{flows} the permanent share goes from {rounded(now)}% to {rounded(last(found))}% in {FURTHEST} months: "
            f"the target of {goal} {held}.{chance(found.forecast)}"
        )
    return (
        f"{flows} the permanent share reaches {goal} in {when(found, found.forecast.reached)}, "
        f"{numbered(found.forecast.reached, 'month')} ahead{against(found)}.{band(found)}"
    )


def carried(found: Outlook, now: float) -> str:
    """Return where the share goes, where no target is set."""
    end = found.months[-1]
    goes = f"The permanent share goes from {rounded(now)}% to {rounded(last(found))}% in {FURTHEST} months"
    if end.lower is None or end.upper is None:
        return f"{goes}."
    return f"{goes}, and between {rounded(end.lower)}% and {rounded(end.upper)}% in 4 of 5 runs."


def last(found: Outlook) -> float:
    """Return the share of the furthest month."""
    return found.months[-1].share or 0.0


def when(found: Outlook, ahead: int) -> str:
    """Return a month ahead by its name."""
    return f"{month_end(found.facts.as_at, ahead):%B %Y}"


def against(found: Outlook) -> str:
    """Return how much sooner or later a scenario gets there than current flows."""
    if not found.scenario.is_changed():
        return ""
    usual, now = found.usual.reached, found.forecast.reached
    if usual is None:
        return "; on current flows it is not reached"
    if now is None or usual == now:
        return ", as on current flows"
    return f", {numbered(abs(usual - now), 'month')} {'sooner' if now < usual else 'later'} than on current flows"


def band(found: Outlook) -> str:
    """Return the months between which four fifths of the runs reach the target."""
    first, latest = found.forecast.earliest, found.forecast.latest
    if first is None or latest is None:
        return chance(found.forecast)
    if first == latest:
        return f" In at least 4 of 5 runs of past months it is {when(found, first)}."
    return f" In 4 of 5 runs of past months it is between {when(found, first)} and {when(found, latest)}."


def chance(forecast: Forecast) -> str:
    """Return how many of ten runs reach the target within the furthest month."""
    if forecast.chance is None:
        return ""
    return f" {rounded(forecast.chance, 0)}% of the runs of past months reach it within {FURTHEST} months."


def trust(tests: Sequence[Judged]) -> str:
    """Return how often what came lay outside the band of such a forecast, and what to make of it."""
    held = {ahead: [each.is_inside for each in tests if each.ahead == ahead] for ahead in HORIZONS}
    told = [
        f"{inside.count(False)} of {numbered(len(inside), 'outcome')} {ahead} months later"
        for ahead, inside in held.items()
        if inside
    ]
    if not told:
        return "No forecast of the past can be judged yet, so how far the band can be trusted is not known."
    outside = sum(each.count(False) for each in held.values()) / sum(map(len, held.values()))
    expected = 1 - (UPPER - LOWER)
    if sum(map(len, held.values())) < FEWEST_JUDGED:
        verdict = "too few to say whether the band can be trusted"
    elif outside > expected + 0.05:
        verdict = "the band is too narrow, so expect more than it shows"
    else:
        verdict = "the band has held what it should"
    return (
        f"In the past {' and '.join(told)} fell outside this band, where {rounded(10 * expected, 0)} in 10 should: "
        f"{verdict}."
    )


def moving(found: Outlook) -> str:
    """Return where the share goes in twelve months and at the furthest."""
    shares = [(found.months[ahead].share, month_end(found.facts.as_at, ahead)) for ahead in (12, FURTHEST)]
    goes = [f"{rounded(share)}% in {day:%B %Y}" for share, day in shares if share is not None]
    return f"Permanent share {rounded(found.facts.stock.share or 0.0)}% now, {', '.join(goes)}"


def assumptions(found: Outlook) -> list[str]:
    """Return what the forecast takes for granted, a sentence each."""
    stock = found.facts.stock
    return [
        f"It starts at {long_date(found.facts.as_at)} with {rounded(stock.permanent)} permanent, "
        f"{rounded(stock.agency)} agency and {rounded(stock.other)} other FTE; the other (fixed-term and unknown) "
        "stays as it is.",
        f"Each month brings {spelled(found.flows)}. {origin(found)} No more agency FTE can convert than is left.",
        known_words(found),
        f"{vacancy_words(found)} {caseload_words(found)}",
        f"The band holds 4 of 5 of 1,000 runs that draw each month from the last {MONTHS_OF_FLOWS}; what never "
        "happened in them is not in it. Vacancies do not limit hiring and demand does not change it.",
    ]


def vacancy_words(found: Outlook) -> str:
    """Return what the vacancy rate ahead is made of."""
    if found.facts.vacant is None:
        return "Vacancies are not supplied, so there is no vacancy rate ahead."
    added = found.scenario.posts
    more = f" and {rounded(added)} FTE added from next month" if added else ""
    return f"The vacancy rate counts everybody employed against today's posts{more}."


def caseload_words(found: Outlook) -> str:
    """Return what the average caseload ahead is made of."""
    if found.facts.cases is None:
        return "Caseloads are not supplied, so there is no average caseload ahead."
    children = found.scenario.children
    held = "as many children as now" if children is None else f"{rounded(children, 0)} children from next month on"
    return f"The average caseload takes it that case holders stay the same share of all staff, with {held} open."


def spelled(flows: Flows) -> str:
    """Return the flows of a month in words."""
    return (
        f"{rounded(flows.starters)} FTE joining permanent staff and {rounded(flows.leavers)} leaving it, "
        f"{rounded(flows.conversions)} converting from agency, {rounded(flows.agency_starts)} agency FTE starting and "
        f"{rounded(flows.agency_exits)} ending"
    )


def origin(found: Outlook) -> str:
    """Return where the flows come from."""
    if found.flows == found.average:
        return (
            f"These are the averages of the last {MONTHS_OF_FLOWS} months; hours changed, contracts made permanent and "
            "moves between areas are in them."
        )
    return f"The averages of the last {MONTHS_OF_FLOWS} months are {spelled(found.average)}."


def known_words(found: Outlook) -> str:
    """Return what is already known of the months ahead, and how it is counted."""
    known = found.facts.known
    if not found.scenario.counts_known:
        return "What is already known of the months ahead is left out."
    if not known:
        return "Nothing is known yet of the months ahead: no accepted offer, notice or agreed end of an assignment."
    total = [
        sum(getattr(each, name) for each in known) for name in ("starters", "leavers", "conversions", "agency_exits")
    ]
    return (
        f"Known already: {rounded(total[0] + total[2])} FTE with a start date, {rounded(total[1])} permanent FTE with "
        f"notice given, {rounded(total[3])} agency FTE whose assignment ends. A month has at least what is known of "
        "it. Every agreed end of an assignment is counted as if none were extended; where you extend them as a rule, "
        "the share rises later than shown, and with the switch off the months ahead rest on the averages alone."
    )


def alt(found: Outlook) -> str:
    """Return the picture in words."""
    end = found.months[-1]
    between = "" if end.lower is None or end.upper is None else f", band {rounded(end.lower)}% to {rounded(end.upper)}%"
    return (
        f"Line chart of the permanent share from {rounded(found.facts.stock.share or 0.0)}% at "
        f"{long_date(found.facts.as_at)} to {rounded(last(found))}% at {long_date(end.as_at)}{between}."
    )
