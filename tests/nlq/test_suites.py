"""Every question of the two suites is understood as a person wrote down beforehand, or asked back; none is taken wrongly."""

from collections import Counter

import pytest

from tests.demonstration import Demonstration
from tests.nlq.suite import verdicts
from zxdata.filters import Scope
from zxdata.nlq.context import context

RIGHT = 0.95


@pytest.mark.parametrize("name", ["questions.toml", "colloquial.toml"])
def test_questions_are_understood_as_they_were_meant(demo: Demonstration, name: str) -> None:
    with demo.store.reading(Scope.whole(), 60) as reading:
        found = verdicts(name, context(reading, demo.settings.day()))
    assert [each for each in found if each.outcome == "wrong"] == []
    counted = Counter(each.outcome for each in found)
    assert counted["right"] >= RIGHT * len(found), [each for each in found if each.outcome != "right"]
