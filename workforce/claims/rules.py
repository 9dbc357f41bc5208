"""Whether a claim holds.

A claim holds, does not hold, or cannot be said. The rules, in the order in which they are asked:

1. Both months must have a figure (for a target, the later month): a month that is not shown, a part month, an earlier
   month that is not before the later, and a figure that is not supplied, suppressed or of nobody cannot be said.
2. A figure said in the claim that ours contradicts makes it false. "30%" is contradicted by a figure a whole 1% away or
   more, "30.0%" by one 0.1% away; a smaller difference is named and decides nothing. "Below 25%" means what it says.
3. Rose, fell: holds when the figure moved that way and process control bears the movement out (`Reading.claims`: more
   than month-to-month variation, begun after the earlier month; a 12-month figure through its monthly companion). It
   does not hold when both figures are shown alike or the later lies on the other side. Everything else cannot be said.
4. Did not change: holds when the latest month is common cause and no month from the earlier to the later carries a
   signal; does not hold when a movement is borne out; cannot be said otherwise, nor across a rebase.
5. Met its target: by the target in force at the later month. It holds when the figure meets it, and the reason says
   whether it is met consistently; it does not hold when missed; without a target it cannot be said.
6. Improved and worsened are rose and fell by the measure's good direction; without one they cannot be said.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from workforce.catalogue.measure import Measure
from workforce.claims.claim import Claim, Said, Verdict
from workforce.series import SYMBOLS, Cell, Reading, fraction, long_date, lowered, shown, with_unit
from workforce.series.reading import OVERLAP
from workforce.series.sentence import movement

HOLDS = "HOLDS"
FAILS = "DOES NOT HOLD"
CANNOT = "CANNOT BE SAID"
NO_COMPANION = f"{OVERLAP}, and it has no monthly figure beside it"


def check(claim: Claim, reading: Reading) -> Verdict:
    """Return the verdict on a claim; `reading` is its measure, area and part as it reads at the later month."""
    then = reading.at(claim.earlier) if claim.earlier and claim.direction != "target" else None
    now = reading.at(claim.later)
    evidence = tuple(figure(reading.series.measure, cell) for cell in (then, now) if cell)
    if reason := why_no_figures(claim, then, now):
        return Verdict(CANNOT, reason, evidence)
    assert now is not None
    evidence += (reading.sentence,)
    measure = reading.series.measure
    verdict = met_target(reading, now) if then is None else moved(claim, reading, then, now)
    ours = [(said, cell) for said in claim.said if (cell := now if said.month == "later" else then)]
    wrong = [words for said, cell in ours if (words := contradiction(measure, said, cell))]
    differing = tuple(words for said, cell in ours if (words := difference(measure, said, cell)))
    if wrong:
        alone = f"Without the figures said, the claim {verdict.word.lower()}"
        verdict = Verdict(FAILS, f"{'. '.join(wrong)}. {alone}: {lowered(verdict.reason)}")
    return replace(verdict, evidence=evidence, differences=differing)


def figure(measure: Measure, cell: Cell) -> str:
    """Return one month's figure with its numerator and denominator, as a sentence."""
    counted = fraction(measure, cell) if cell["value"] is not None and measure.kind != "count" else ""
    return f"{long_date(cell['as_at'])}: {shown(measure, cell)}{f' ({counted})' if counted else ''}."


def why_no_figures(claim: Claim, then: Cell | None, now: Cell | None) -> str:
    """Return why there are not the figures that the claim is about, or nothing when there are."""
    asked: list[tuple[date, Cell | None]] = [(claim.later, now)]
    if claim.direction != "target":
        if claim.earlier is None:
            return "No earlier month is given to compare with."
        if claim.earlier >= claim.later:
            return "The earlier month must lie before the later one."
        asked.insert(0, (claim.earlier, then))
    return next((reason for month, cell in asked if (reason := why_no_figure(month, cell))), "")


def why_no_figure(month: date, cell: Cell | None) -> str:
    """Return why a month has no figure to judge, as a sentence, or nothing when it has one."""
    named = f"{month:%B %Y}"
    if cell is None:
        return f"{named} is not shown in this snapshot."
    if cell["value"] is None:
        why = {
            "not_supplied": "It is not supplied: the extracts do not hold what it is counted from.",
            "z": f"There was nobody to count in {named}.",
            "x": f"There is no figure for {named}: what it is counted from was blank, or not yet recorded.",
        }
        return why.get(cell["status"], f"The figure for {named} is {SYMBOLS.get(cell['status'], 'not shown')}.")
    if cell["is_partial"]:
        return f"{named} is a part month, which ends on {long_date(cell['as_at'])}; ask about the month before."
    return ""


def difference(measure: Measure, said: Said, cell: Cell) -> str:
    """Return "you said 30%; it was 30.5%" where the figure said is near ours and not the one shown, or nothing."""
    ours = shown(measure, cell)
    if said.relation != "is" or with_unit(measure, said.value) == ours or contradiction(measure, said, cell):
        return ""
    return f"{compared(measure, said, cell)}."


def compared(measure: Measure, said: Said, cell: Cell) -> str:
    """Return the figure said beside ours."""
    verb = "was" if said.month == "earlier" else "is"
    return f"You said {said.words(measure)}; it {verb} {shown(measure, cell)} at {long_date(cell['as_at'])}"


def contradiction(measure: Measure, said: Said, cell: Cell) -> str:
    """Return why the month's figure contradicts the figure said, or nothing."""
    ours, value = Decimal(repr(cell["value"])), Decimal(repr(said.value))
    agrees = {
        "is": abs(ours - value) < Decimal(1).scaleb(-said.places), "below": ours < value, "above": ours > value,
        "least": ours >= value,
    }  # fmt: skip
    if agrees[said.relation]:
        return ""
    return compared(measure, said, cell)


def moved(claim: Claim, reading: Reading, then: Cell, now: Cell) -> Verdict:
    """Return the verdict on a movement, or on there being none."""
    if claim.direction == "same":
        return stood_still(reading, then, now)
    sign = {"rose": 1, "fell": -1}.get(claim.direction, 0)
    better = {"higher": 1, "lower": -1, "neither": 0}[reading.series.measure.better]
    if not sign:
        sign = better if claim.direction == "improved" else -better
    if not sign:
        return Verdict(CANNOT, "Neither a higher nor a lower figure is better here; ask whether it rose or fell.")
    return movement_of(sign, reading, then, now)


def movement_of(sign: int, reading: Reading, then: Cell, now: Cell) -> Verdict:
    """Return the verdict on a rise (1) or a fall (-1)."""
    measure = reading.series.measure
    if shown(measure, then) == shown(measure, now):
        return Verdict(FAILS, f"It is {shown(measure, now)} in both months.")
    if (now["value"] > then["value"]) != (sign > 0):
        side = ("lower", "higher") if sign > 0 else ("higher", "lower")
        return Verdict(FAILS, f"{both(measure, then, now)}: {side[0]}, not {side[1]}.")
    if reading.claims(then["as_at"]) == sign:
        verb = "rose" if sign > 0 else "fell"
        return Verdict(HOLDS, f"It {verb} from {shown(measure, then)} to {shown(measure, now)}; {movement(reading)}.")
    return Verdict(CANNOT, f"{both(measure, then, now)}, but {why_not_borne_out(reading, sign, then)}.")


def both(measure: Measure, then: Cell, now: Cell) -> str:
    """Return both figures side by side, without a word about movement."""
    months = f"{then['month']:%B %Y}", f"{now['month']:%B %Y}"
    return f"It was {shown(measure, then)} in {months[0]} and is {shown(measure, now)} in {months[1]}"


def judge_of(reading: Reading) -> Reading | None:
    """Return the reading that says whether the figure has moved: a 12-month figure's companion, or None without."""
    return reading.companion if reading.series.measure.window == "12 months" else reading


def why_not_borne_out(reading: Reading, sign: int, then: Cell) -> str:
    """Return why process control does not bear out a movement the figures suggest."""
    judge = judge_of(reading)
    if judge is None:
        return f"whether that is a change cannot be judged, because {NO_COMPANION}"
    if judge.unjudged:
        return f"whether that is a change cannot be judged, because {judge.unjudged}"
    by = "" if judge is reading else "judged by the month, "
    way = judge.signed * (1 if judge is reading else reading.same_way())
    if not way or judge.since is None:
        return f"{by}it is no more than month-to-month variation{restarted(judge, then)}"
    if way != sign:
        return f"{by}the latest signal goes the other way"
    return f"{by}the signal began in {judge.since:%B %Y}, not after {then['month']:%B %Y}"


def restarted(judge: Reading, then: Cell) -> str:
    """Return that the limits started anew after the earlier month, or nothing."""
    since = rebased_after(judge, then)
    return f", by the limits that started anew in {since:%B %Y}" if since else ""


def rebased_after(judge: Reading, then: Cell) -> date | None:
    """Return the month end of the first rebase after the earlier month, or None."""
    starts = (judge.points[each.start].cell["as_at"] for each in judge.rebases if each.start is not None)
    return next((day for day in starts if day > then["as_at"]), None)


def stood_still(reading: Reading, then: Cell, now: Cell) -> Verdict:
    """Return the verdict on there being no change."""
    figures, judge = both(reading.series.measure, then, now), judge_of(reading)
    if judge is None:
        return Verdict(CANNOT, f"{figures}, but whether that is a change cannot be judged, because {NO_COMPANION}.")
    if judge.unjudged:
        return Verdict(CANNOT, f"{figures}, but whether that is a change cannot be judged, because {judge.unjudged}.")
    if reading.claims(then["as_at"]):
        return Verdict(FAILS, f"{figures}; {movement(reading)}.")
    if since := rebased_after(judge, then):
        anew = f"the limits started anew in {since:%B %Y}, for a change that was signed"
        return Verdict(CANNOT, f"{figures}, but {anew}.")
    window = [each for each in judge.points if then["as_at"] <= each.cell["as_at"] <= now["as_at"]]
    signal = next((each.cell["month"] for each in window if each.sign), None)
    if judge.variation != "common_cause" or signal:
        when = f"{signal:%B %Y}" if signal else "the latest month"
        return Verdict(CANNOT, f"{figures}, but {when} carries a signal of more than month-to-month variation.")
    return Verdict(HOLDS, f"{figures}; no month from one to the other is more than month-to-month variation.")


def met_target(reading: Reading, now: Cell) -> Verdict:
    """Return the verdict on the target in force at the later month."""
    measure, target = reading.series.measure, reading.target
    if target is None:
        return Verdict(CANNOT, f"No target is in force for it in {now['month']:%B %Y}.")
    if measure.better == "neither":
        return Verdict(CANNOT, "It has a target but no good direction, so meeting it has no meaning.")
    aim = f"the target of {with_unit(measure, target.value)} in force since {long_date(target.from_date)}"
    ours = f"It is {shown(measure, now)} in {now['month']:%B %Y}, and {aim} is"
    higher = measure.better == "higher"
    if not (now["value"] >= target.value if higher else now["value"] <= target.value):
        return Verdict(FAILS, f"{ours} missed.")
    if reading.assurance == "consistent_pass":
        return Verdict(HOLDS, f"{ours} consistently met.")
    rest = "not consistently" if reading.assurance else "whether consistently is not judged"
    return Verdict(HOLDS, f"{ours} met in that month; {rest}.")
