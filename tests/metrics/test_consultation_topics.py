"""What is talked about: words, classes and surges equal pandas on the texts themselves."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import pytest

from tests.consultation_cases import TODAY, meetings, suggestions, tables
from tests.demonstration import demonstration
from tests.ledger_rows import default_rules
from zxdata.filters import Filters, Scope
from zxdata.metrics.consultation.topics import Months, surges, texts_on, texts_with, topic_counts, word_counts
from zxdata.rules.consulting import Consulting
from zxdata.store import Reading


@pytest.fixture
def reading() -> Iterator[Reading]:
    with demonstration(TODAY).store.reading(Scope.whole()) as found:
        yield found


def texts() -> pd.DataFrame:
    titles = meetings(tables(), TODAY)[["consultation_no", "title", "held_on"]].set_axis(["no", "text", "day"], axis=1)
    said = suggestions(tables(), TODAY)[["suggestion_no", "text", "raised_on"]].set_axis(["no", "text", "day"], axis=1)
    return pd.concat([titles, said], ignore_index=True).dropna(subset="text")


def test_a_dictionary_word_counts_the_texts_that_contain_it(reading: Reading) -> None:
    found = texts()
    words = {w: topic for topic, many in Consulting().keywords.items() for w in many}
    expected = {w: int(n) for w in words if (n := found["text"].str.contains(w, regex=False).sum())}
    counted = word_counts(reading, Filters(TODAY), default_rules())
    assert {of.word: of.texts for of in counted if of.topic} == expected
    beyond = {of.word for of in counted if not of.topic}
    assert not beyond & set(words) and "关于" not in beyond
    word = next(of.word for of in counted if of.topic)
    opened = texts_with(reading, Filters(TODAY), default_rules(), word, 10_000)
    assert opened.whole == len(opened.listed) == expected[word]
    assert all(word in said.text for said in opened.listed)


def test_classes_count_a_text_once(reading: Reading) -> None:
    found = texts()["text"]
    expected = {
        topic: int(sum(any(w in text for w in many) for text in found)) for topic, many in Consulting().keywords.items()
    }
    topics = topic_counts(reading, Filters(TODAY), default_rules())
    assert dict(topics.counts) == expected
    assert topics.whole == len(found)
    topic = topics.counts[-1].topic
    opened = texts_on(reading, Filters(TODAY), default_rules(), topic, 10_000)
    assert opened.whole == len(opened.listed) == expected[topic]
    assert all(any(w in said.text for w in Consulting().keywords[topic]) for said in opened.listed)


def test_the_month_so_far_is_set_beside_as_many_days_of_the_last() -> None:
    assert Months.of(date(2025, 3, 14)) == Months(
        date(2025, 3, 1), date(2025, 3, 14), date(2025, 2, 1), date(2025, 2, 14)
    )
    assert Months.of(date(2025, 3, 31)).until_before == date(2025, 2, 28)
    assert Months.of(date(2025, 2, 28)).until_before == date(2025, 1, 31)  # both whole
    assert Months.of(date(2025, 3, 30)).until_before == date(2025, 2, 28)


def test_surges_count_each_span_and_name_only_the_improbable(reading: Reading) -> None:
    rising = surges(reading, Filters(TODAY), default_rules())
    found = texts()
    spans = [
        found[(found["day"] >= a) & (found["day"] <= b)]
        for a, b in ((date(2025, 9, 1), TODAY), (date(2025, 8, 1), date(2025, 8, 31)))
    ]
    assert (rising.now, rising.before) == (len(spans[0]), len(spans[1]))
    word = next(of for of in rising.words if of.topic)
    assert [word.now, word.before] == [int(s["text"].str.contains(word.word, regex=False).sum()) for s in spans]
    seldom = [of for of in rising.words if of.now < default_rules().consultation.surge_least]
    assert seldom and not any(of.surge or of.chance is not None for of in seldom)
