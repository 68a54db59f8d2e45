"""A paragraph says the numbers of its page, each leading to its metric; a model's words with other numbers are refused."""

import json

import pytest

from tests.demonstration import Demonstration
from tests.nlq.test_language_model import says, served, with_model
from zxdata.drafting import Paragraph, Refused, Said, paragraph, rephrased
from zxdata.drafting.numbers import numbers
from zxdata.export.indicators import of_indicator
from zxdata.filters import Filters, Scope
from zxdata.views import view

GIVEN = Paragraph(
    (
        Said("办复率 83.5%（1,183 / 1,416 件），同比上升 2.1 百分点。", "proposals.reply_rate"),
        Said("逾期在办 31 件。", "proposals.overdue"),
    )
)


def test_a_paragraph_says_the_cards_of_its_page_and_links_their_numbers(demo: Demonstration) -> None:
    shown = view(demo.store, "proposals", Filters(demo.settings.day()), Scope.whole(), demo.settings)
    written = paragraph(shown)
    for card in shown.indicators:
        assert of_indicator(card) in written.text
        if card.value != "—":
            assert any(part.metric == card.metric and card.value in part.text for part in written.parts)
    assert "".join(part.text for part in written.parts) == written.text


def test_numbers_are_read_with_their_units() -> None:
    assert dict(numbers("办复率 83.5%（1,183 / 1,416 件），近三成")) == {"83.5%": 1, "1183": 1, "1416件": 1, "三成": 1}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("办复率达 83.6%（1,183 / 1,416 件），同比上升 2.1 百分点；逾期在办 31 件。", "原文没有的数：83.6%"),
        ("办复率达 83.5%（1,183 / 1,416 件），同比上升 2.1 百分点。", "漏了原文的数：31件"),
        ("办复率达 83.5%（1,183 / 1,416 件），同比上升 2.1 百分点，过半；逾期在办 31 件。", "原文没有的数：过半"),
        ("办复率达 83.5%（1,183 / 1,416 件），同比上升 2.1 百分点；逾期在办 31 天。", "原文没有的数：31天"),
    ],
)
def test_a_text_with_other_numbers_is_refused(demo: Demonstration, text: str, reason: str) -> None:
    with served(says(text)) as (address, _):
        found = rephrased(GIVEN, with_model(demo, address), frozenset())
    assert isinstance(found, Refused) and reason in found.reason


def test_other_words_for_the_same_numbers_are_taken_and_still_linked(demo: Demonstration) -> None:
    text = "目前仍有逾期在办 31 件。办复率为 83.5%（1,183 / 1,416 件），同比上升 2.1 百分点。"
    with served(says(text)) as (address, sent):
        found = rephrased(GIVEN, with_model(demo, address), frozenset())
    assert isinstance(found, Paragraph) and found.by_model and found.text == text
    assert [sentence.metric for sentence in found.sentences] == ["proposals.overdue", "proposals.reply_rate"]
    assert GIVEN.text in json.dumps(sent[0]["body"], ensure_ascii=False)


def test_sentences_that_name_cases_or_persons_are_told_no_model(demo: Demonstration) -> None:
    shown = view(demo.store, "proposals", Filters(demo.settings.day()), Scope.whole(), demo.settings)
    given = Paragraph((*paragraph(shown).sentences, Said("副主席甲督办 3 件。")))
    title = shown.figure("gantt").frame["name"].iloc[0]
    assert title in given.text
    with served(says("截至2026年3月31日。")) as (address, sent):
        rephrased(given, with_model(demo, address), frozenset({"副主席甲"}))
    told = json.dumps(sent[0]["body"], ensure_ascii=False)
    assert "办复率" in told and title not in told and "副主席甲" not in told
