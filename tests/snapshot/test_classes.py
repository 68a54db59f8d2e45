"""What a voice is about: every word of the dictionaries is found wherever it stands, and the most words decide."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.ledger_rows import put, region, settings_for
from tests.snapshot.test_copy import ask
from tests.voice_rows import voice
from zxdata.snapshot import versions
from zxdata.snapshot.build import refresh
from zxdata.snapshot.classes import _Finder

SIGNS = "碳水路]^-\\甲"
WORDS = st.lists(st.text(SIGNS, min_size=1, max_size=3), max_size=4, unique=True).map(tuple)


def decided(dictionary: dict[str, tuple[str, ...]], text: str) -> tuple[str | None, str | None]:
    """The class, and its words in the order of their first places, found by trying each word at each place."""
    found = [
        (word, name)
        for at in range(len(text))
        for name, words in dictionary.items()
        for word in words
        if text[at : at + len(word)] == word
    ]
    different = list(dict.fromkeys(found))
    if not different:
        return None, None
    many = [sum(name == other for _, other in different) for name in dictionary]
    best = list(dictionary)[many.index(max(many))]
    return best, "、".join(word for word, name in different if name == best)


@given(st.dictionaries(st.sampled_from(("一", "二", "三")), WORDS), st.text(SIGNS, max_size=12))
def test_words_of_any_length_and_sign_are_found_wherever_they_stand(
    dictionary: dict[str, tuple[str, ...]], text: str
) -> None:
    assert _Finder(dictionary).decide(text) == decided(dictionary, text)


def test_a_word_of_one_character_counts_in_the_middle_of_a_text(sqlite_ledger: Engine, tmp_path: Path) -> None:
    """碳 and 节能 are words of 生态环境; 电梯 is one of 城乡建设, which stands before it."""
    texts = {"1": "关于碳排放的建议", "2": "电梯，碳、节能都要管", "3": "电梯，碳足迹", "4": "别的事"}
    places = [region("50", "某省", "省"), region("5001", "甲区", "区县", "50")]
    put(sqlite_ledger, regions=places, voices=[voice(no, "2025-09-01", title=title) for no, title in texts.items()])
    settings = settings_for(sqlite_ledger, tmp_path)
    refresh(sqlite_ledger, settings)
    assert ask(versions.current(settings.snapshot_dir), "select no, topic, words from voice order by no") == [
        ("1", "生态环境", "碳"),
        ("2", "生态环境", "碳、节能"),
        ("3", "城乡建设", "电梯"),
        ("4", None, None),
    ]
