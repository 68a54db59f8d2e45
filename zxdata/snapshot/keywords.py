"""What texts are about, laid beside the copied ledger: each text of a consultation once, and the words in it."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import pyarrow as pa

from zxdata.rules.consulting import Consulting
from zxdata.snapshot.target import Target

if TYPE_CHECKING:
    import rjieba

OFTEN = 100_000  # a dictionary word is one word, whatever the segmenter would make of it
TOPICAL = ("n", "v", "l", "j")  # nouns, verbs, set phrases, abbreviations
NAMES = ("nr", "ns", "nt")  # people, places, bodies
SHORTEST = 2


def lay_out_phrases(target: Target) -> None:
    """``phrase`` (id, text): titles of meetings and texts of suggestions, each different one once."""
    target.execute(
        "create table phrase as select row_number() over (order by text)::int as id, text from ("
        "select title as text from l_consultations where title is not null union"
        " select text from l_suggestions where text is not null)"
    )


def lay_out_words(target: Target, rules: Consulting) -> None:
    """``keyword`` (phrase, word, topic): a word of the dictionary wherever the text of a phrase contains it, with its
    class; and topical words beyond the dictionary as the segmenter cuts them, class ''."""
    places = {name for (name,) in target.execute("select distinct name from l_regions").fetchall()}
    unread = places | set(rules.unread)
    topics = {word: topic for topic, words in rules.keywords.items() for word in words}
    kinds = pa.schema([("phrase", pa.int32()), ("word", pa.string()), ("topic", pa.string())])
    target.execute("create table keyword (phrase int, word varchar, topic varchar)")
    cursor = target.cursor()
    texts = cursor.execute("select id, text from snapshot.phrase")
    while batch := texts.fetchmany(50_000):
        segmenter = _segmenter(tuple(topics))
        rows = [(no, *found) for no, text in batch for found in _words(segmenter, text, topics, unread)]
        columns = zip(*rows, strict=True) if rows else ((), (), ())
        target.register(
            "found", pa.table([pa.array(c, f.type) for c, f in zip(columns, kinds, strict=True)], schema=kinds)
        )
        target.execute("insert into keyword select * from found")
        target.unregister("found")


@lru_cache(maxsize=1)
def _segmenter(topics: tuple[str, ...]) -> "rjieba.Jieba":
    """Reading its dictionary takes longer than the texts of a city, and 30 MB: only who builds a snapshot with texts needs
    it."""
    import rjieba

    segmenter = rjieba.Jieba()
    for word in topics:
        segmenter.add_word(word, OFTEN, "n")
    return segmenter


def _words(segmenter: "rjieba.Jieba", text: str, topics: dict[str, str], unread: set[str]) -> Iterator[tuple[str, str]]:
    """Each word once a text. The full mode of the segmenter finds every dictionary word, overlapping ones too."""
    known = {word for word in segmenter.cut_all(text) if word in topics}
    yield from ((word, topics[word]) for word in sorted(known))
    others = {
        word
        for word, tag in segmenter.tag(text)
        if len(word) >= SHORTEST and tag.startswith(TOPICAL) and tag not in NAMES
    }
    yield from ((word, "") for word in sorted(others - known - unread) if word not in topics)
