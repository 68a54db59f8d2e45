"""议题: what is talked about, what surges, and the texts behind a word."""

from collections.abc import Callable

import pandas as pd

from zxdata import words
from zxdata.figures import Bars, Figure, Table, TableColumn, View
from zxdata.filters import Filters
from zxdata.metrics.consultation.topics import (
    Months,
    Surges,
    Texts,
    Topics,
    WordCount,
    surges,
    texts_on,
    texts_with,
    topic_counts,
    word_counts,
)
from zxdata.records import Records
from zxdata.rules.book import Rules
from zxdata.store import Reading
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

MOST = 60
MOST_TESTED = 40
LISTED = 500
PROPOSED = 8
BEYOND = "词典外"
Opening = Callable[[Reading, Filters, Rules, str, int], Texts]


def view(asking: Asking) -> View:
    """The options ``word`` and ``topic`` open the texts that contain it, or any word of it."""
    counted = word_counts(asking.reading, asking.filters, asking.rules)
    rising = surges(asking.reading, asking.filters, asking.rules)
    topics = topic_counts(asking.reading, asking.filters, asking.rules)
    figures: list[Figure] = [
        by_class(asking, topics),
        surging(asking, rising),
        proposed(asking, rising),
        ranked(asking, counted, True),
        ranked(asking, counted, False),
    ]
    word, topic = (asking.option(name).strip() for name in ("word", "topic"))
    if word:
        figures.append(opened(asking, "texts", f"含“{word}”", texts_with, word))
    if topic:
        figures.append(opened(asking, "topical", f"讲{topic}", texts_on, topic))
    up = [word.word for word in rising.words if word.surge]
    headline = f"{topics.whole:,} 段题目和建议"
    if topics.counts:
        headline += f"，说得最多的是{topics.counts[0].topic}"
    headline += f"；本月突增：{'、'.join(up[:5])}{' 等' if len(up) > 5 else ''}。" if up else "；本月没有突增的词。"
    return framed(
        asking, "consultation.topics", "协商活动·议题", headline, (), tuple(figures), None, absent=("texts", "topical")
    )


def by_class(asking: Asking, topics: Topics) -> Bars:
    named = {topic: len(words) for topic, words in asking.rules.consultation.keywords.items()}
    rows = [
        (topic, float(n), f"{words.percent(n / topics.whole)}，词典 {named.get(topic, 0)} 词")
        for topic, n in topics.counts
    ]
    return Bars(
        key="classes",
        title="按词典的类",
        unit="段",
        aid=f"共 {topics.whole:,} 段题目和建议，点一类看原文",
        value_format="integer",
        dimension="topic",
        selected=_chosen(asking, "topic"),
        note="一段含几类的词，几类各计一次，不可相加；跨区域协商只计一次",
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        empty="没有含词典里的词的题目或建议。",
    )


def surging(asking: Asking, rising: Surges) -> Table:
    """This month so far beside as many days of the last, with what the comparison rests on."""
    months, settings = Months.of(asking.day), asking.rules.consultation
    tested = [word for word in rising.words if word.chance is not None][:MOST_TESTED]
    rows = [
        (
            word.word,
            word.topic or BEYOND,
            word.now,
            word.before,
            f"{word.now - word.before:+d}".replace("-", words.MINUS),
            "突增" if word.surge else "不显著",
        )
        for word in tested
    ]
    columns = (
        TableColumn("word", "词"),
        TableColumn("topic", "类"),
        TableColumn("now", "本月", "integer"),
        TableColumn("before", "上月同期", "integer"),
        TableColumn("change", "增减"),
        TableColumn("verdict", "判定"),
    )
    since, until, since_before, until_before = (
        words.short_day(day) for day in (months.since, months.until, months.since_before, months.until_before)
    )
    span = f"{since}至{until} {rising.now:,} 段，{since_before}至{until_before} {rising.before:,} 段"
    return Table(
        key="surges",
        title="环比突增的词",
        aid=span,
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
        note=f"突增：本月至少 {settings.surge_least} 段，且这样的偏多在全部受检的词里偶然出现的机会"
        f"不大于 {words.percent(settings.surge_chance, 0)}（二项检验，按词数折算）",
        empty=f"本月没有出现 {settings.surge_least} 段及以上的词；本月 {rising.now:,} 段，上月同期 {rising.before:,} 段。",
    )


def ranked(asking: Asking, counted: Records[WordCount], known: bool) -> Bars:
    """A click on a word opens its texts."""
    of_kind = [(word, float(texts), topic) for word, topic, texts in counted if bool(topic) == known]
    rows, left = of_kind[:MOST], len(of_kind[MOST:])
    return Bars(
        key="known" if known else "beyond",
        title="词典里的词" if known else "词典外的常用词",
        unit="段",
        aid="点一个词看原文",
        value_format="integer",
        dimension="word",
        selected=_chosen(asking, "word"),
        frame=pd.DataFrame(rows, columns=["name", "value", "base"]),
        note=("含有即计，一段一次" if known else "由分词得出，供增补词典")
        + (f"；另有 {left:,} 个词未列出" if left else ""),
        empty="没有。",
    )


def _chosen(asking: Asking, option: str) -> tuple[str, ...]:
    chosen = asking.option(option).strip()
    return (chosen,) if chosen else ()


def opened(asking: Asking, key: str, which: str, texts: Opening, wanted: str) -> Table:
    found = texts(asking.reading, asking.filters, asking.rules, wanted, LISTED)
    columns = (
        TableColumn("kind", "出自"),
        TableColumn("text", "原文"),
        TableColumn("region", "区划"),
        TableColumn("day", "日期", "date"),
        TableColumn("no", "编号"),
    )
    listed = f"，只列最近 {LISTED} 段" if found.whole > LISTED else ""
    return Table(
        key=key,
        title=f"{which}的原文",
        aid=f"{found.whole:,} 段{listed}",
        frame=found.listed.frame[[c.name for c in columns]],
        columns=columns,
        empty=f"所选条件下没有{which}的题目或建议。",
    )


def proposed(asking: Asking, rising: Surges) -> Table:
    """Topics that this month's surges suggest, each with its ground and the last text that says so."""
    rows = []
    for found in [word for word in rising.words if word.surge][:PROPOSED]:
        texts = texts_with(asking.reading, asking.filters, asking.rules, found.word, 1)
        chance = f"，偶然出现的机会 {found.chance:.1e}" if found.chance is not None else ""
        ground = f"本月 {found.now:,} 段，上月同期 {found.before:,} 段{chance}；共 {texts.whole:,} 段"
        rows.append(
            (f"“{found.word}”", found.topic or BEYOND, ground, texts.listed[0].text if len(texts.listed) else "")
        )
    columns = (
        TableColumn("word", "建议议题"),
        TableColumn("topic", "类"),
        TableColumn("ground", "依据"),
        TableColumn("text", "最近一段原文"),
    )
    return Table(
        key="proposed",
        title="由突增的词建议的议题",
        aid=f"最多 {PROPOSED} 个，只供选题参考",
        frame=pd.DataFrame(rows, columns=[c.name for c in columns]),
        columns=columns,
        empty="本月没有突增的词，不建议议题。",
    )
