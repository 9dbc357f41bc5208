"""Proves that the page and the command give one verdict, that a link shows the claim again, and no id leaves."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from command_line import refused, rows
from drawn_pages import ROOT
from streamlit.testing.v1 import AppTest

from workforce import cli, snapshots, warehouse
from workforce.claims import EXAMPLES

pytestmark = pytest.mark.usefixtures("fresh", "told_in_full")
HOLDS, FAILS, CANNOT = "✔ Holds", "✘ Does not hold", "? Cannot be said"


def opened(store: Path, monkeypatch: pytest.MonkeyPatch, **address: str) -> AppTest:
    """Return the page as an address opens it."""
    monkeypatch.setenv("WORKFORCE_STORE", str(store))
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for key, value in address.items():
        app.query_params[key] = value
    app.run()
    app.switch_page("workforce/pages/claim_check.py")
    for key, value in address.items():
        app.query_params[key] = value
    return sound(app.run())


def sound(app: AppTest) -> AppTest:
    """Return the page; fail when it raised."""
    assert [each.message for each in app.exception] == []
    assert [each.value for each in app.error] == []
    return app


def verdict(app: AppTest) -> tuple[str, str]:
    """Return the verdict and the claim as the page restates it."""
    word = next(each.value for each in app.subheader if each.value in (HOLDS, FAILS, CANNOT))
    restated = [each.value for each in app.markdown if each.value.startswith("**") and " 20" in each.value]
    return word, restated[0].strip("*")


def typed(app: AppTest, text: str) -> AppTest:
    """Return the page after a claim is typed."""
    return sound(app.text_input(key="claim").set_value(text).run())


def unit_rows(app: AppTest) -> Any:
    """Return the table of unit rows."""
    (found,) = [each.value for each in app.dataframe if "Code" in each.value.columns]
    return found


def said(app: AppTest) -> str:
    """Return every sentence on the page."""
    kinds = ("markdown", "caption", "info", "warning")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def test_the_parts_of_the_letter_are_offered_and_judged(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(store, monkeypatch)
    words = []
    for number, _ in enumerate(EXAMPLES):
        sound(app.button(key=f"example-{number}").click().run())
        words.append(verdict(app)[0])
    assert words == [HOLDS, HOLDS, HOLDS, CANNOT, FAILS]
    assert "You said at least 100%; it is 74.2%" in said(app)
    sound(app.button(key="example-0").click().run())
    assert verdict(app)[1].startswith("Permanent share rose from 30% to 70% between October 2021 and September 2024")
    assert "You said 30%; it was 30.5% at 31 October 2021. You said 70%; it is 70.2%" in said(app)


@pytest.mark.parametrize(
    "text",
    [
        "agency rate in Safeguarding Rowan fell below 60% between March 2022 and March 2024",
        "the leadership team is now permanent",
        "recruitment is up on last year",
        "caseloads are falling <b>&</b> [x](y) =1+1",
    ],
)
def test_a_link_shows_the_same_claim_again(store: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    first = typed(opened(store, monkeypatch), text)
    address = dict(parse_qsl(urlsplit(first.code[0].value).query))
    assert address["claim"] == text
    again = opened(store, monkeypatch, **address)
    assert (verdict(again), said(again)) == (verdict(first), said(first))
    assert again.code[0].value == first.code[0].value


def test_typed_months_and_areas_set_the_filters(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typed(opened(store, monkeypatch), "caseloads in Safeguarding Rowan fell between March 2022 and March 2024")
    assert verdict(app)[1] == "Average caseload fell between March 2022 and March 2024, Safeguarding Rowan."
    assert app.selectbox(key="month").value == "2024-03-31"
    assert app.selectbox(key="team").value == "Safeguarding Rowan"
    assert set(unit_rows(app)["Team"]) == {"Safeguarding Rowan"}


def test_the_lists_correct_what_was_typed(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typed(opened(store, monkeypatch), "permanent staff rose from 30% to 70%")
    sound(app.selectbox(key="measure").set_value("agency_rate").run())
    sound(app.selectbox(key="direction").set_value("fell").run())
    assert verdict(app) == (
        HOLDS, "Agency rate fell between October 2021 and September 2024, Wexmere Council (fictional)."
    )  # fmt: skip
    assert "The lists now say something other than the words typed: the measure, what it did." in said(app)


def test_what_an_address_injects_is_named_and_never_drawn(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spoiled = "<script>alert(1)</script> ![x](http://a.b/c) :red[rose]"
    app = opened(store, monkeypatch, measure=spoiled, direction="'; drop table", since="March 2031", claim=spoiled)
    told = [each.value for each in app.info]
    assert any(each.startswith("The address asks for \\<script\\>") for each in told)
    assert any("asks for March 2031" in each for each in told)
    assert verdict(app)[1].startswith("Permanent share rose between October 2021")
    assert not re.search(
        r"(?<!\\)<script|(?<!\\)!\[x\]\(|(?<!\\):red\[", said(app).replace("\\!", "!").replace("!\\[", "")
    )


def test_an_address_with_words_only_is_read(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(store, monkeypatch, claim="caseloads are falling")
    assert verdict(app) == (
        HOLDS, "Average caseload fell between October 2021 and September 2024, Wexmere Council (fictional)."
    )  # fmt: skip


def test_the_rows_are_codes_and_the_command_prints_them_all(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = typed(opened(store, monkeypatch), "unallocated days fell")
    shown = unit_rows(app)
    assert len(shown) == 200
    assert all(re.fullmatch(r"[0-9A-F]{8}", code) for code in shown["Code"])
    (command,) = re.findall(r"`workforce (rows .*?)`", said(app))
    printed = rows(capsys, *command.split(), "--store", str(store))
    assert f"The first 200 of {len(printed):,} rows" in said(app)
    ids = {row["unit"] for row in printed}
    assert not ids & {str(value) for name in shown for value in shown[name]}
    marks = warehouse.open_snapshot(snapshots.current(store)).sql("select salt from raw.pseudonyms").fetchall()
    assert not any(salt in said(app) for (salt,) in marks)


def test_the_rows_of_a_share_add_up_to_its_figure(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typed(opened(store, monkeypatch), "permanent share rose")
    frame = unit_rows(app)
    assert (
        f"{frame['Numerator'].sum():g} of {frame['Denominator'].sum():.1f} FTE" in app.table[0].value["Counted from"][1]
    )
    leaders = unit_rows(typed(app, "the leadership team is now permanent"))
    assert set(leaders["Tier"]) == {"Leadership team"}


def test_the_chart_marks_both_months(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typed(opened(store, monkeypatch), "recruitment is up on last year")
    specs = [json.loads(each.proto.spec) for each in app.get("plotly_chart")]
    assert len(specs) == 2
    for spec in specs:
        texts = [each["text"] for each in spec["layout"]["annotations"] if each["text"].startswith("<b>Sep 202")]
        assert [text[3:11] for text in texts] == ["Sep 2023", "Sep 2024"]


def test_what_was_not_supplied_cannot_be_said(lean_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = typed(opened(lean_store, monkeypatch), "time to fill is down")
    assert verdict(app)[0] == CANNOT
    assert "It is not supplied" in said(app) and "no rows stand behind it" in said(app)
    assert typed(app, "caseloads are falling").subheader[0].value == HOLDS


def test_the_first_month_has_nothing_to_compare_with(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(store, monkeypatch, month="31 October 2019")
    assert "No earlier month is given to compare with." in said(app)


CLAIM = ("claim", "permanent_share", "--from", "2021-10", "--to", "2024-09")


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (("--direction", "rose"), "HOLDS"),
        (("--direction", "fell"), "DOES NOT HOLD"),
        (("--direction", "target"), "DOES NOT HOLD"),
        (("--direction", "rose", "--part", "leadership"), "HOLDS"),
        (("--direction", "improved", "--level", "team", "--area", "Safeguarding Elm"), "CANNOT BE SAID"),
        (("--direction", "rose", "--to", "2031-03"), "CANNOT BE SAID"),
    ],
)
def test_the_command_prints_the_verdict_and_its_evidence(
    store: Path, capsys: pytest.CaptureFixture[str], more: tuple[str, ...], word: str
) -> None:
    (row,) = rows(capsys, *CLAIM, *more, "--store", str(store))
    assert row["verdict"] == word
    assert row["reason"].endswith(".") and row["definition"] and row["caveats"]
    assert cli.main([*CLAIM, *more, "--store", str(store), "--format", "json"]) == 0
    (printed,) = json.loads(capsys.readouterr().out)
    assert (printed["verdict"], printed["reason"]) == (word, row["reason"])


def test_page_and_command_say_the_same(
    store: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = opened(store, monkeypatch)
    ask = ("--direction", "fell", "--from", "2021-10", "--store", str(store))
    for measure in ("average_caseload", "starters_12m", "agency_rate", "continuity", "open_requisitions"):
        (row,) = rows(capsys, "claim", measure, *ask)
        sound(app.selectbox(key="measure").set_value(measure).run())
        sound(app.selectbox(key="direction").set_value("fell").run())
        assert verdict(app)[0][2:].upper() == row["verdict"]
        assert row["claim"] == verdict(app)[1]
        assert row["rows"] in said(app)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("claim", "permanent_shar", "--direction", "rose"), "the nearest is permanent_share"),
        (("claim", "permanent_share", "--direction", "rose"), "--from: give the month since which it rose"),
        (
            (*CLAIM, "--direction", "rose", "--level", "team", "--area", "Elm"),
            "no team of this snapshot is called that",
        ),
        ((*CLAIM, "--direction", "rose", "--level", "team"), "--area is missing"),
        (
            ("claim", "open_cases", "--direction", "rose", "--from", "2021-10", "--part", "leadership"),
            "not counted apart",
        ),
    ],
)
def test_the_command_refuses_in_one_sentence(
    store: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    assert told in refused(capsys, *arguments, "--store", store)
