"""The way to the target: an area's forecast, what-if and back-test, with the words that go with them."""

from workforce.outlook.backtest import Judged, back_test, summary
from workforce.outlook.outlook import (
    FEWEST_PEOPLE,
    MEASURES,
    Ahead,
    Facts,
    Outlook,
    Scenario,
    average,
    facts_of,
    outlook,
    refusal,
)
from workforce.outlook.words import alt, assumptions, moving, sentence, trust

__all__ = [
    "FEWEST_PEOPLE", "MEASURES", "Ahead", "Facts", "Judged", "Outlook", "Scenario", "alt", "assumptions", "average",
    "back_test", "facts_of", "moving", "outlook", "refusal", "sentence", "summary", "trust",
]  # fmt: skip
