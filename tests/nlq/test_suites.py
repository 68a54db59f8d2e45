"""Every question of the suites is understood as a person wrote down beforehand, or asked back; none is taken wrongly."""

from collections import Counter
from datetime import date

import pytest

from tests.demonstration import Demonstration
from tests.nlq.suite import questions, verdicts
from zxdata.filters import Scope
from zxdata.inquiry.asking import asked
from zxdata.inquiry.given import Given
from zxdata.inquiry.in_words import told
from zxdata.inquiry.replies import numbers
from zxdata.inquiry.written import plain
from zxdata.nlq import Answered, ask
from zxdata.nlq.context import context

RIGHT = 0.95
DAYS = ("from", "to", "as_of")


SUITES = ["questions.toml", "colloquial.toml", "subjects.toml"]


@pytest.mark.parametrize("name", SUITES)
def test_questions_are_understood_as_they_were_meant(demo: Demonstration, name: str) -> None:
    with demo.store.reading(Scope.whole(), 60) as reading:
        found = verdicts(name, context(reading, demo.settings.day()))
    assert [each for each in found if each.outcome == "wrong"] == []
    counted = Counter(each.outcome for each in found)
    assert counted["right"] >= RIGHT * len(found), [each for each in found if each.outcome != "right"]


@pytest.mark.parametrize("name", SUITES)
def test_every_answer_is_what_query_says_to_the_question_as_it_was_taken(demo: Demonstration, name: str) -> None:
    compared = 0
    for text in (each["ask"] for each in questions(name)):
        found = ask(demo.store, text, Scope.whole(), demo.settings, seconds=60)
        if not isinstance(found, Answered):
            continue
        with demo.store.reading(Scope.whole(), 60) as reading:
            said = plain(told(found, reading))
        taken = said["query"]
        where = [f"{dimension}={value}" for dimension, values in taken["where"].items() for value in values]
        since, until, as_of = (date.fromisoformat(taken[name]) if taken[name] else None for name in DAYS)
        by, basis = ",".join(taken["by"]), taken.get("basis")
        given = Given(taken["region"], since, until, where, as_of, None, taken["metrics"], by, basis=basis)
        with asked(demo.store, demo.settings, given, Scope.whole(), 60) as question:
            assert said["rows"] == numbers(question).rows, text
        compared += 1
    assert compared >= RIGHT * sum(not each.get("back") for each in questions(name))
