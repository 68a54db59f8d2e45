"""What voices are about, by the words of the rules' dictionaries; beside each class the words that decided it."""

from collections import Counter
from collections.abc import Iterator, Mapping

import pyarrow as pa

from zxdata.rules.voices import Voices
from zxdata.snapshot.target import Target

Dictionary = Mapping[str, tuple[str, ...]]
_A_BATCH = 50_000


def lay_out_classes(target: Target, rules: Voices) -> None:
    """Temporary table ``voice_class`` (no, topic, words, grade, grade_words): the class of which a voice's title and text
    hold the most different words, the earlier of the dictionary where several do; a voice without any has no row.
    """
    topics, grades = _Finder(rules.topics), _Finder(rules.grades)
    kinds = pa.schema([(name, pa.string()) for name in ("no", "topic", "words", "grade", "grade_words")])
    parts = []
    asked = target.execute("select voice_no, concat_ws('。', title, text) from l_voices")
    while batch := asked.fetchmany(_A_BATCH):
        rows = [(no, *found) for no, text in batch if any(found := (*topics.decide(text), *grades.decide(text)))]
        columns = [list(column) for column in zip(*rows, strict=True)] if rows else [[]] * len(kinds)
        parts.append(pa.table(dict(zip(kinds.names, columns, strict=True)), schema=kinds))
    target.register("found", pa.concat_tables(parts) if parts else kinds.empty_table())
    target.execute("create temp table voice_class as select * from found")
    target.unregister("found")


class _Finder:
    """Words by their first two characters, so that a text is read once whatever the size of the dictionary."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.order = {name: n for n, name in enumerate(dictionary)}
        self.by_head: dict[str, list[tuple[str, str]]] = {}
        for name, words in dictionary.items():
            for word in words:
                self.by_head.setdefault(word[:2], []).append((word, name))

    def decide(self, text: str) -> tuple[str | None, str | None]:
        """The class and its words, joined by 、; nothing where no word is found."""
        found = dict.fromkeys(self._found(text))
        if not found:
            return None, None
        counted = Counter(name for _, name in found)
        best = min(counted, key=lambda name: (-counted[name], self.order[name]))
        return best, "、".join(word for word, name in found if name == best)

    def _found(self, text: str) -> Iterator[tuple[str, str]]:
        for at in range(len(text)):
            for word, name in self.by_head.get(text[at : at + 2], ()):
                if text.startswith(word, at):
                    yield word, name
