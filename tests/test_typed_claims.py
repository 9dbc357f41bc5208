"""Proves how a claim in plain words is read, and that what was not read is said and never guessed."""

from datetime import date

import pytest
from small_series import months

from workforce.catalogue import MEASURES
from workforce.claims import EXAMPLES, Known, Said, Understood, understand

NOW = date(2024, 9, 1)
AREAS = {
    "Wexmere Council": "authority", "Leadership": "service", "Children in Care": "service",
    "Safeguarding Rowan": "team",
}  # fmt: skip
KNOWN = Known(months(60), AREAS, NOW, date(2021, 10, 1))
OCTOBER = date(2021, 10, 1)
YEAR_AGO = date(2023, 9, 1)


def read(text: str) -> Understood:
    """Return how the text is read."""
    return understand(text, KNOWN)


@pytest.mark.parametrize(
    ("text", "measure", "direction", "earlier"),
    [
        ("permanent staff rose from 30% to 70% since October 2021", "permanent_share", "rose", OCTOBER),
        ("caseloads are falling", "average_caseload", "fell", None),
        ("children have fewer changes of worker", "worker_changes_per_child_year", "fell", None),
        ("recruitment is up on last year", "starters_12m", "rose", YEAR_AGO),
        ("agency rate fell below 25%", "agency_rate", "fell", None),
        ("The agency rate (headcount) has fallen since the judgement", "agency_rate_headcount", "fell", OCTOBER),
        ("turnover did not change since 2022-03", "turnover_rate", "same", date(2022, 3, 1)),
        ("Turnover hasn't changed since March 2022", "turnover_rate", "same", date(2022, 3, 1)),
        ("no change in agency rate since 10/2021", "agency_rate", "same", OCTOBER),
        ("vacancy rate met its target", "vacancy_rate", "target", None),
        ("Average caseload is on target", "average_caseload", "target", None),
        ("fewer children have 3+ workers than a year ago", "three_plus_workers", "fell", YEAR_AGO),
        ("more children have three or more social workers", "three_plus_workers", "rose", None),
        ("sickness absence improved over the last two years", "sickness_absence_rate", "improved", date(2022, 9, 1)),
        ("continuity has worsened", "continuity", "worsened", None),
        ("children without a worker fell in the last 6 months", "unallocated_children", "fell", date(2024, 3, 1)),
        ("leavers are down year on year", "leavers_12m", "fell", YEAR_AGO),
        ("starters in 12 months rose", "starters_12m", "rose", None),
        ("caselods fell", "average_caseload", "fell", None),
        ("AGENCY WORKERS COVERING VACANCIES UNCHANGED", "agency_cover_rate", "same", None),
        ("share of workers over the caseload limit is lower than in Sept 2023", "over_limit_share", "fell", YEAR_AGO),
        ("time to fill is down", "time_to_fill", "fell", None),
        ("worker_changes_per_child_year fell", "worker_changes_per_child_year", "fell", None),
        ("the leadership team is now permanent", "permanent_share", "rose", None),
        ("open posts grew since 30 September 2023", "open_requisitions", "rose", YEAR_AGO),
    ],
)
def test_plain_words_are_read(text: str, measure: str, direction: str, earlier: date | None) -> None:
    found = read(text)
    assert (found.measure, found.direction, found.earlier) == (measure, direction, earlier)
    assert found.unread == ()


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_is_found_by_its_title_and_id(measure: str) -> None:
    spoken = {"starters": "Starters in the month", "leavers": "Leavers in the month"}.get(measure)
    assert read(f"{spoken or MEASURES[measure].title} rose").measure == measure
    assert read(f"{spoken or measure} rose").measure == measure


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("asdf qwer zxcv", "No measure was recognised"),
        ("unicorn morale rose", "Passed over: “unicorn”, “morale”."),
        ("agency rate has not risen", "“not” turns the claim round"),
        ("turnover never fell", "“never” turns the claim round"),
        ("average caseload missed its target", "“missed” turns the claim round"),
        ("recruitment is up and caseloads are down", "more than one thing"),
        ("caseloads fell by March 2031", "March 2031 is not shown here: the months run from October 2019 to September"),
        ("caseloads fell since March 1999", "March 1999 is not shown here"),
        ("caseloads fell since 13/2022", "“13/2022” is not a month."),
        ("caseloads fell since 2021", "“2021” names no month"),
        ("agency rate fell by 5 points", "“by 5” was not read"),
        ("agency rate fell to about 25%", "“about 25%” was not read"),
        ("caseloads fell to 17.5%", "“17.5%” was not compared: it is counted in cases per FTE."),
        ("agency rate", "Which way it went was not recognised"),
        ("<script>alert(1)</script> caseloads fell", "Passed over: “script”, “alert”."),
        ("'; drop table cells; --", "No measure was recognised"),
        ("=1+1 [x](http://example.org) **rose**", "No measure was recognised"),
    ],
)
def test_what_is_not_read_is_said(text: str, told: str) -> None:
    assert told in " ".join(read(text).unread)


@pytest.mark.parametrize("text", ["agency rate has not risen", "turnover never fell", "leavers no longer fell"])
def test_a_denial_is_never_read_as_its_opposite(text: str) -> None:
    assert read(text).direction is None


def test_the_figures_are_of_the_months_they_stand_with() -> None:
    found = read("agency use is down from 46.5% in October 2021 to 1,025% in March 2024")
    assert (found.earlier, found.later) == (OCTOBER, date(2024, 3, 1))
    assert found.said == (Said("earlier", "is", 46.5, 1, True), Said("later", "is", 1025.0, 0, True))
    assert read("agency rate fell below 25%").said == (Said("later", "below", 25.0, 0, True),)
    assert read("headcount grew to more than 100").said == (Said("later", "above", 100.0),)
    assert read("the leadership team is now permanent").said == (Said("later", "least", 100.0),)
    assert read("the leadership team is now permanent").part == "leadership"


@pytest.mark.parametrize(
    ("text", "earlier", "later"),
    [
        ("turnover fell to 12% in March 2024", None, date(2024, 3, 1)),
        ("turnover fell between March 2022 and March 2024", date(2022, 3, 1), date(2024, 3, 1)),
        ("turnover was 30% in October 2021 and fell", OCTOBER, None),
        ("turnover fell a year before by March 2024", date(2023, 3, 1), date(2024, 3, 1)),
        ("turnover fell", None, None),
    ],
)
def test_the_months_are_told_apart(text: str, earlier: date | None, later: date | None) -> None:
    assert (read(text).earlier, read(text).later) == (earlier, later)


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("caseloads in Safeguarding Rowan fell", ("team", "Safeguarding Rowan")),
        ("permanent share in children in care rose", ("service", "Children in Care")),
        ("permanent share in Leadership rose", ("service", "Leadership")),
        ("the leadership team is now permanent", (None, None)),
        ("caseloads across Wexmere Council fell", ("authority", "Wexmere Council")),
        ("caseloads fell", (None, None)),
    ],
)
def test_an_area_is_named_as_it_is_shown(text: str, area: tuple) -> None:
    assert (read(text).level, read(text).area) == area


def test_a_judgement_that_is_not_recorded_is_said() -> None:
    found = understand("caseloads fell since the inspection", Known(months(60), AREAS, NOW))
    assert (found.earlier, found.unread) == (None, ("No judgement before this month is recorded.",))


def test_the_ready_examples_are_read_whole() -> None:
    assert [(read(text).measure, read(text).direction, read(text).unread) for text in EXAMPLES] == [
        ("permanent_share", "rose", ()), ("average_caseload", "fell", ()),
        ("worker_changes_per_child_year", "fell", ()), ("starters_12m", "rose", ()), ("permanent_share", "rose", ()),
    ]  # fmt: skip


def test_a_long_text_is_cut_and_an_empty_one_says_nothing() -> None:
    assert read("  ") == Understood()
    assert read("x " * 100_000 + "caseloads fell").measure is None
