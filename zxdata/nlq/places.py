"""The places that a question names, as its reader may see them."""

from collections.abc import Sequence

from zxdata import words
from zxdata.errors import Unknown
from zxdata.nlq.asking_back import Unclear
from zxdata.nlq.knowledge import Context
from zxdata.nlq.model import Place, Span, Terms, Value
from zxdata.regions import LADDER


def named_places(
    found: Sequence[Span], context: Context
) -> tuple[str | None, tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The region asked for; of several the filter and the breakdown that set them side by side."""
    steps: list[list[str]] = []
    last_end = -1
    for span in found:
        places = [s for s in span.senses if isinstance(s, Place)]
        if not places or any(isinstance(s, (Value, Terms)) for s in span.senses):
            continue
        codes = list(places[0].codes)
        if steps and span.start == last_end:
            below = [c for c in codes if set(steps[-1]) & set(context.regions.above(c))]
            if below:
                steps[-1], last_end = below, span.start + len(span.text)
                continue
        steps.append(codes)
        last_end = span.start + len(span.text)
    chosen = [_one(codes, context) for codes in steps]
    chosen = list(dict.fromkeys(code for code in chosen if code != context.top))
    if len(chosen) < 2:
        return (chosen[0] if chosen else None), (), ()
    levels = {context.regions.by_code[c].level for c in chosen}
    if levels == {LADDER[2]}:
        return None, tuple(("district", code) for code in chosen), ("district",)
    if levels == {LADDER[3]}:
        return None, tuple(("township", code) for code in chosen), ("township",)
    raise Unclear("问题里的几个区划不是同一级；请分开问。")


def _one(codes: Sequence[str], context: Context) -> str:
    """The region meant, as it stands on the day; one that the reader may not see is as unknown as one that is not."""
    regions, day = context.regions, context.today
    living = [c for c in codes if regions.valid(c, day)] or list(codes)
    highest = min(LADDER.index(regions.by_code[c].level) for c in living)
    top = [c for c in living if LADDER.index(regions.by_code[c].level) == highest]
    now = tuple(dict.fromkeys(regions.in_force(c, day) or c for c in top))
    if not context.scope.everything:
        allowed = {regions.in_force(code, day) for code in context.scope.regions}
        now = tuple(c for c in now if allowed & {step.code for step in regions.path(c, day)})
        if not now:
            raise Unknown("区划", regions.name(codes[0]), (regions.name(c) for c in context.scope.regions))
    if len(now) > 1:
        ways = [regions.full_name(c) for c in now[:4]]
        raise Unclear(f"“{regions.name(now[0])}”有 {len(now)} 处同名；是哪一处？", ways)
    if regions.in_force(now[0], day) is None:
        raise Unclear(f"{regions.name(now[0])}在{words.day(day)}还不存在。")
    return now[0]
