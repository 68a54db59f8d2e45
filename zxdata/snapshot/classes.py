"""What voices are about, by the words of the rules' dictionaries; beside each class the words that decided it."""

import re
from collections.abc import Iterable, Iterator, Mapping

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
    """Words by their first characters, so that a text is read once whatever the size of the dictionary."""

    def __init__(self, dictionary: Dictionary) -> None:
        self.order = {name: n for n, name in enumerate(dictionary)}
        self.by_first: dict[str, list[tuple[str, str]]] = {}
        for name, words in dictionary.items():
            for word in words:
                self.by_first.setdefault(word[0], []).append((word, name))
        every = [word for words in dictionary.values() for word in words]
        longer = [word for word in every if len(word) > 1]
        heads = [f"{_one_of(word[0] for word in longer)}(?={_one_of(word[1] for word in longer)})"] if longer else []
        alone = [re.escape(word) for word in every if len(word) == 1]
        self.may_begin = re.compile("|".join((*heads, *alone)) or r"(?!)")

    def decide(self, text: str) -> tuple[str | None, str | None]:
        """The class and its words, joined by 、; nothing where no word is found."""
        found = dict.fromkeys(self._found(text))
        if not found:
            return None, None
        counted: dict[str, int] = {}
        for _, name in found:
            counted[name] = counted.get(name, 0) + 1
        best = min(counted, key=lambda name: (-counted[name], self.order[name]))
        return best, "、".join(word for word, name in found if name == best)

    def _found(self, text: str) -> Iterator[tuple[str, str]]:
        for match in self.may_begin.finditer(text):
            for word, name in self.by_first[match[0]]:
                if text.startswith(word, match.start()):
                    yield word, name


def _one_of(characters: Iterable[str]) -> str:
    return f"[{''.join(re.escape(one) for one in sorted(set(characters)))}]"
