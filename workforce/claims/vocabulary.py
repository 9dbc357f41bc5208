"""The words in which people speak of measures and of movement, as sets of words without plural endings."""

from __future__ import annotations

import re
from functools import cache

from workforce.catalogue import MEASURES
from workforce.series import subject

# A measure by the words people use; the set with the most words in the text wins, the earlier one of two alike.
SYNONYMS: tuple[tuple[str, str], ...] = (
    ("permanent staff", "permanent_share"), ("permanent worker", "permanent_share"), ("permanent", "permanent_share"),
    ("caseload", "average_caseload"), ("case per worker", "average_caseload"),
    ("daily caseload", "average_daily_caseload"), ("case per fte", "average_caseload"),
    ("child change worker", "worker_changes_per_child_year"),
    ("child change social worker", "worker_changes_per_child_year"),
    ("change per child", "worker_changes_per_child_year"), ("change social worker", "worker_changes"),
    ("three more worker", "three_plus_workers"), ("three plus worker", "three_plus_workers"),
    ("recruitment", "starters_12m"), ("recruit", "starters_12m"), ("recruited", "starters_12m"),
    ("recruiting", "starters_12m"), ("starter", "starters_12m"), ("new starter", "starters_12m"),
    ("joiner", "starters_12m"), ("starter month", "starters"), ("leaver", "leavers_12m"), ("leaver month", "leavers"),
    ("agency", "agency_rate"), ("agency staff", "agency_rate"), ("agency use", "agency_rate"),
    ("agency worker", "agency_rate"), ("agency share", "agency_rate"), ("reliance agency", "agency_rate"),
    ("agency head", "agency_headcount"), ("number agency worker", "agency_headcount"),
    ("agency stay", "agency_tenure_days"), ("turnover", "turnover_rate"), ("vacancy", "vacancy_rate"),
    ("vacant post", "vacant_fte"), ("sickness", "sickness_absence_rate"), ("absence", "sickness_absence_rate"),
    ("unallocated", "unallocated_children"), ("child without worker", "unallocated_children"),
    ("child without social worker", "unallocated_children"), ("child no worker", "unallocated_children"),
    ("over limit", "over_limit_share"), ("worker over limit", "over_limit_share"),
    ("newly qualified over limit", "newly_qualified_over_limit"), ("open case", "open_cases"),
    ("child open", "open_cases"), ("open child", "open_cases"), ("retention", "starter_retention_12m"),
    ("stability", "stability_index"), ("continuity", "continuity"), ("time fill", "time_to_fill"),
    ("time hire", "time_to_hire"), ("open post", "open_requisitions"), ("offer accepted", "offer_acceptance"),
    ("people post", "in_post_headcount"), ("headcount", "in_post_headcount"), ("employ", "in_post_headcount"),
)  # fmt: skip

MOVES = {
    "rose": "rose rise risen rising increase increased increasing grew grow grown growing up higher climbed climb more",
    "fell": "fell fall fallen falling decrease decreased decreasing down drop dropped dropping lower fewer less "
            "reduced reduce reducing reduction decline declined declining shrank shrunk cut",
    "same": "unchanged stable steady flat same",
    "target": "target",
    "improved": "improved improve improving improvement better",
    "worsened": "worse worsen worsened worsening deteriorated deteriorating deterioration",
}  # fmt: skip
DENIALS_WORDS = """
not never no without neither nor missed miss missing failed fail nt cannot
"""
# Words that carry nothing more once measure, direction, months and figures are read.
PLAIN_WORDS = """
a about again against all also am an and any are as at back be been before being between both by compared do
does done ever far for from gone got get getting great greatly had has have he her his i in increasingly into is
it its last lot made make many me met meet meeting mine month much my now of off on one or our over percent per
point proportion rate really she share significantly since so social staff some still steadily substantially
team than that the their them then there these they this those through to today too two under until us very was
we well went were what when which who will with within work worker workforce would year you your number figure
figures level stayed stay remained remain department service our council have hit reached reach had only just
are currently going gone seen see there s authority child children people average median total
"""
LINKS_WORDS = """
a at by in is of on or still the their to with who after
"""
DENIALS, PLAIN, LINKS = (frozenset(each.split()) for each in (DENIALS_WORDS, PLAIN_WORDS, LINKS_WORDS))
LEADING = frozenset(("leadership", "leader"))
MARKS = re.compile(r"[a-z]+|\d+")


def stem(word: str) -> str:
    """Return a word without its plural ending."""
    if word == "children":
        return "child"
    if len(word) > 4 and word.endswith("ies"):
        return f"{word[:-3]}y"
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def stems(text: str) -> list[str]:
    """Return the words of a text, in order, lower case and without plural endings; "3+" is three more."""
    spelled = re.sub(r"\b3\s*(\+|plus\b|or more\b)", " three more ", text.casefold().replace("’", "'"))
    return [stem(word) for word in MARKS.findall(spelled.replace("n't", " not"))]


@cache
def phrases() -> tuple[tuple[frozenset[str], str], ...]:
    """Return the word sets of every measure: people's own first, then titles, short names and ids."""
    found = [(frozenset(stems(words)), measure) for words, measure in SYNONYMS]
    for measure in MEASURES.values():
        title = measure.title.replace("(FTE)", "") if measure.id in ("agency_rate", "turnover_rate") else measure.title
        for words in (title, subject(measure), measure.id.replace("_", " ")):
            found.append((frozenset(stems(words)) - LINKS, measure.id))
    return tuple(found)


@cache
def known_words() -> frozenset[str]:
    """Return every word that means something here."""
    held = {word for words, _ in phrases() for word in words}
    moves = {stem(word) for words in MOVES.values() for word in words.split()}
    return frozenset(held | moves | LEADING | DENIALS | {stem(word) for word in PLAIN})
