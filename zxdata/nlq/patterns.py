"""What the form of a question says beside its words: breakdowns, superlatives, bounds, comparisons, rows."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache

from zxdata.nlq.model import Beside, Bound, By, Changed, Order, Rows, Sense
from zxdata.nlq.when import POINT, N, number, times

_WHOLE = r"(?:全市|全省|全区|全县|总体|整体|全市总体|全部|所有区县)(?:的)?(?:平均)?(?:水平|值|数)?|平均(?:水平|值|数|线)|均值|平均"
_MORE = r"(?:超过|大于|高于|多于|超出|高过|长于)"
_LESS = r"(?:低于|少于|小于|不足|不到|未达到?|没到|没有达到|低过|短于)"
_AMOUNT = r"(?:百分之)?(\d+(?:\.\d+)?|[一二两三四五六七八九十百]{1,3})(%|成)?(?:个|件|条|场|次|天|分|人|项|家)?"
_UNIT = r"(?:个|件|条|场|次|家|名|位|项|的)?"
_TOP = re.compile(rf"(?:排名|排在|排|位居|位列|最靠)?(?:的)?(?:前|top)(?:的)?({N})(?!个?月|天|周|年|季|{N}){_UNIT}")
_BOTTOM = re.compile(rf"(?:排名|排在)?(?:倒数|后|末|最后)(?:前|第)?({N}){_UNIT}")
_MOST = r"(?:最多|最高|最大|最长|最久|最严重|最集中|居首|排第一|排名第一|最靠前|第一名|最突出|最频繁|最热|最广)"
_LEAST = r"(?:最少|最低|最小|最短|最冷)"
_SLOW, _FAST = r"(?:最慢|最拖拉|最拖沓|最磨蹭)", r"(?:最快|最迅速|最高效)"
_BEST, _WORST = (
    r"(?:最好|最优|最佳|最棒|表现最好|做得最好)",
    r"(?:最差|最糟|垫底|最后一名|最落后|倒数第一|拖后腿|最不好)",
)
_COUNT = rf"(?:的)?(?:(?:前)?({N}|几){_UNIT})?"

_CHANGED = (
    r"增加|增长|上升|下降|减少|提高|提升|降低|变化|变动|多了|少了|多|少|高了|低了|高|低|好转|改善|恶化|变好|变差|更好|更差"
    r"|涨|跌|好了|差了|涨幅|增幅|降幅|幅度|快了|慢了|增减|差距|差"
)
_ROWS = (
    r"(?:都)?有哪些|是哪些|哪些|哪几(?:件|条|场|个|位|家)|哪几|列出来?|列一下|列举|清单|名单|明细|列表|逐件|逐条"
    r"|是哪几(?:件|条|场|个|位|家)|都是什么|有什么"
)

_RULES: tuple[tuple[str, Callable[[re.Match[str]], Sense | None]], ...] = (
    (rf"(?:哪)?{_MOST}{_COUNT}", lambda m: Order("desc", _limit(m[1]))),
    (rf"{_LEAST}{_COUNT}", lambda m: Order("asc", _limit(m[1]))),
    (rf"(?:办得|办|办理得|办理)?{_SLOW}{_COUNT}", lambda m: Order("desc", _limit(m[1]), words=frozenset({"用时"}))),
    (rf"(?:办得|办|办理得|办理)?{_FAST}{_COUNT}", lambda m: Order("asc", _limit(m[1]), words=frozenset({"用时"}))),
    (rf"{_BEST}{_COUNT}", lambda m: Order("desc", _limit(m[1]), good=True)),
    (rf"{_WORST}{_COUNT}", lambda m: Order("asc", _limit(m[1]), good=True)),
    (
        r"从(?:高|多|大|长|慢)到(?:低|少|小|短|快)(?:排序?|排列)?|排名|排行榜?|排个[名序]|排一?[下排]|排序|排位|降序",
        lambda _: Order("desc", 0),
    ),
    (r"从(?:低|少|小|短|快)到(?:高|多|大|长|慢)(?:排序?|排列)?|升序", lambda _: Order("asc", 0)),
    (rf"{_MORE}{_AMOUNT}(?:以上)?", lambda m: Bound(">", *_amount(m))),
    (rf"{_LESS}{_AMOUNT}", lambda m: Bound("<", *_amount(m))),
    (rf"(?:不低于|不少于|不小于|至少|达到|起码){_AMOUNT}(?:以上)?", lambda m: Bound(">=", *_amount(m))),
    (rf"(?:不超过|不高于|不多于|至多|最多不超过|不大于){_AMOUNT}", lambda m: Bound("<=", *_amount(m))),
    (rf"(?:在)?{_AMOUNT}(?:及)?以上", lambda m: Bound(">=", *_amount(m))),
    (rf"(?:在)?{_AMOUNT}(?:及)?以下", lambda m: Bound("<=", *_amount(m))),
    (rf"(?:比)?{_MORE}(?:{_WHOLE})", lambda _: Bound(">")),
    (rf"{_LESS}(?:{_WHOLE})", lambda _: Bound("<")),
    (rf"(?:好于|优于|强于|好过)(?:{_WHOLE})", lambda _: Bound(">", good=True)),
    (rf"(?:差于|不如|劣于|落后于|不及)(?:{_WHOLE})", lambda _: Bound("<", good=True)),
    (rf"比(?:{_WHOLE})(?:要|还)?(?:高|多|长)的?", lambda _: Bound(">")),
    (rf"比(?:{_WHOLE})(?:要|还)?(?:低|少|短)的?", lambda _: Bound("<")),
    (rf"比(?:{_WHOLE})(?:要|还)?(?:好|强)的?", lambda _: Bound(">", good=True)),
    (rf"比(?:{_WHOLE})(?:要|还)?(?:差|弱)的?", lambda _: Bound("<", good=True)),
    (r"同比|(?:与|和|跟|同|比|较)?(?:去年|上年|上一年)(?:的)?同期(?:相比|比较|对比|比)?", lambda _: Beside("year")),
    (
        r"(?:比|较|相比|对比)(?:去年|上年|上一年)|(?:与|和|跟|同)(?:去年|上年|上一年)(?:相比|比较|对比|比)(?:起来)?",
        lambda _: Beside("year"),
    ),
    (
        r"环比|(?:比|较)(?:上期|上一期|前期|上个?月|上一个?月|前一个?月|上个?季度|上一季度|上个?周|上一?周)",
        lambda _: Beside("before"),
    ),
    (
        r"(?:与|和|跟|同)(?:上期|上一期|上个?月|上一个?月|上个?季度|上一季度|上个?周|上一?周)(?:相比|比较|对比|比)(?:起来)?",
        lambda _: Beside("before"),
    ),
    (rf"(?:与|和|跟|同)(?:{_WHOLE})(?:相比|比较|对比|比)(?:起来)?|比(?:{_WHOLE})", lambda _: Beside("whole")),
    (
        _CHANGED,
        lambda _: Changed(),
    ),
    (
        _ROWS,
        lambda _: Rows(),
    ),
    (r"(?:是)?谁家?|哪一?家|哪些家", lambda _: By("")),
    (r"(?:变化)?(?:趋势|走势|曲线)|逐月变化|每月变化", lambda _: By("month")),
)
_LAST_YEAR = ("去年", "上年", "上一年")
_COMPILED = tuple((re.compile(pattern), read) for pattern, read in _RULES)
_BESIDE_WHEN = re.compile(rf"(?:比|较)({POINT})|(?:与|和|跟|同)({POINT})(?:相比|比较|对比|比)(?:起来)?")
_EACH = r"(?:按照|按|依|各个|各|每一个|每个|每|分|不同|逐|哪一个|哪几个|哪个|哪些|哪几|哪)"
_AFTER = r"(?:排名|排行|分布|构成|对比|比较|划分|分组|分)"


def forms(text: str, today: date, names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, int, tuple[Sense, ...]]]:
    """Each form that a text may have: where it stands and what it means. ``names``: what dimensions are called."""
    for start, end, when in times(text, today):
        yield start, end, (when,)
    for found in _BESIDE_WHEN.finditer(text):
        point = found[1] or found[2]
        if point in _LAST_YEAR:
            continue
        for start, end, when in times(point, today):
            if (start, end) == (0, len(point)) and when.since:
                yield found.start(), found.end(), (Beside("when", when),)
    for pattern, read in _COMPILED:
        for found in pattern.finditer(text):
            sense = read(found)
            if sense is not None:
                yield found.start(), found.end(), (sense,)
    for found in _TOP.finditer(text):
        yield found.start(), found.end(), (Order("desc", number(found[1])),)
    for found in _BOTTOM.finditer(text):
        yield found.start(), found.end(), (Order("asc", number(found[1])),)
    each, after = _by(tuple(names))
    for found in (*each.finditer(text), *after.finditer(text)):
        yield found.start(), found.end(), tuple(By(key) for key in names[found[1]])


@lru_cache(maxsize=4)
def _by(names: tuple[str, ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    named = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return (
        re.compile(rf"{_EACH}({named})(?:来)?(?:{_AFTER}|统计|看|分别|分开)?"),
        re.compile(rf"({named})(?:的)?{_AFTER}"),
    )


def _limit(said: str | None) -> int:
    """How many a superlative asks for: one where it does not say, three where it says some."""
    return 1 if said is None else 3 if said == "几" else number(said)


def _amount(found: re.Match[str]) -> tuple[float, bool]:
    text, sign = found[1], found[2]
    value = float(text) if re.match(r"\d", text) else float(_hundreds(text))
    return (value * 10, True) if sign == "成" else (value, sign == "%")


def _hundreds(text: str) -> int:
    left, hundred, right = text.rpartition("百")
    if not hundred:
        return number(text)
    return (number(left) if left else 1) * 100 + (number(right) if right else 0)
