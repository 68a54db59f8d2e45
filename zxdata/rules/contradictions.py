"""Settings that are each allowed but not together, read from the file as it stands so that none hides another."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from zxdata.datasets import PROPOSAL_STAGES, SUPERVISION_STAGES
from zxdata.datasets.programmes import ITEM_STAGES
from zxdata.datasets.voices import VOICE_STAGES
from zxdata.rules.palette import ORDER, SHIPPED

Given = Mapping[str, Any]
STAGES = {
    "supervision": tuple(SUPERVISION_STAGES),
    "proposals": tuple(PROPOSAL_STAGES),
    "programmes": tuple(ITEM_STAGES),
    "voices": tuple(VOICE_STAGES),
}
CLOCKS = ("proposals", "supervision", "suggestions", "programmes", "voices")


def contradictions(table: Given) -> list[str]:
    """One sentence each, beginning with where it is. Values of a wrong type are left to the reading of the file."""
    found: list[str] = []
    for subject in CLOCKS:
        clock = _table(table.get(subject))
        found += _one_of(subject, clock, ("yellow_workdays", "yellow_days", "yellow_share"))
        found += _one_of(subject, clock, ("limit_months", "limit_days", "limit_workdays"))
        if subject not in STAGES:
            found += _without_stages(subject, clock)
            continue
        for n, idle in enumerate(_tables(clock.get("idle"))):
            found += _idle(f"{subject}.idle.{n}", idle, STAGES[subject])
        for n, pause in enumerate(_tables(clock.get("pauses"))):
            found += _pause(f"{subject}.pauses.{n}", pause, STAGES[subject])
    for n, loop in enumerate(_tables(_table(table.get("supervision")).get("loops"))):
        for step, stages in _table(loop.get("steps")).items():
            for stage in stages if isinstance(stages, list) else ():
                found += _known_stage(f"supervision.loops.{n}.{step}", stage, STAGES["supervision"])
    found += _alike(_table(table.get("colours")))
    for name, index in _table(table.get("indices")).items():
        for n, part in enumerate(_tables(_table(index).get("parts"))):
            if _number(part.get("zero", 0)) == _number(part.get("full", 1)) is not None:
                found.append(
                    f"indices.{name}.parts.{n}：zero 与 full 相同（{part.get('full', 1)}），算不出得分；请写成不同的数。"
                )
    return found


def _one_of(where: str, clock: Given, names: tuple[str, ...]) -> Iterator[str]:
    written = [name for name in names if name in clock]
    if len(written) > 1:
        yield f"{where}：{'、'.join(written)} 只能写一个；请留下要用的那个。"


def _without_stages(where: str, clock: Given) -> Iterator[str]:
    for name in ("idle", "pauses", "recovery_workdays"):
        if clock.get(name):
            yield f"{where}.{name}：意见建议没有节点记录，不能设停滞、暂停和回黄；请删去这一项。"


def _idle(where: str, idle: Given, stages: tuple[str, ...]) -> Iterator[str]:
    yield from _known_stage(f"{where}.after", idle.get("after", ""), ("", "提出", *stages))
    if not any(f"{colour}_{unit}" in idle for colour in ("yellow", "red") for unit in ("days", "workdays")):
        yield f"{where}：没有写几日；请写 yellow_days、yellow_workdays、red_days 或 red_workdays。"
    for unit in ("days", "workdays"):
        yellow, red = _number(idle.get(f"yellow_{unit}")), _number(idle.get(f"red_{unit}"))
        if yellow is not None and red is not None and red <= yellow:
            yield f"{where}：red_{unit}（{red:g}）应大于 yellow_{unit}（{yellow:g}），否则永远不会先变黄。"
    for colour in ("yellow", "red"):
        yield from _one_of(where, idle, (f"{colour}_days", f"{colour}_workdays"))


def _pause(where: str, pause: Given, stages: tuple[str, ...]) -> Iterator[str]:
    dated = [n for n in ("since", "until") if n in pause]
    staged = [n for n in ("from_stage", "to_stage") if n in pause]
    if len(dated) % 2 or len(staged) % 2 or bool(dated) == bool(staged):
        yield f"{where}：应成对写 since 和 until，或 from_stage 和 to_stage，两种取一。"
    since, until = pause.get("since"), pause.get("until")
    if isinstance(since, date) and isinstance(until, date) and until < since:
        yield f"{where}：until（{until}）早于 since（{since}）；请对调或改正。"
    for name in staged:
        yield from _known_stage(f"{where}.{name}", pause[name], stages)


def _known_stage(where: str, stage: Any, stages: tuple[str, ...]) -> Iterator[str]:
    if isinstance(stage, str) and stage not in stages:
        yield f"{where}：没有名为“{stage}”的节点；可用：{'、'.join(s for s in stages if s)}。"


def _alike(colours: Given) -> Iterator[str]:
    """Two states must never look the same."""
    seen: dict[tuple[str, str], str] = {}
    for colour in ORDER:
        table = _table(colours.get(colour))
        shown = (str(table.get("symbol", SHIPPED[colour]["symbol"])), str(table.get("word", SHIPPED[colour]["word"])))
        if shown in seen:
            yield f"colours.{colour}：与 {seen[shown]} 同为“{''.join(shown)}”，分不出来；请换一个词或符号。"
        seen.setdefault(shown, colour)


def _table(table: Any) -> Given:
    return table if isinstance(table, Mapping) else {}


def _tables(table: Any) -> list[Given]:
    return [each for each in table if isinstance(each, Mapping)] if isinstance(table, list) else []


def _number(table: Any) -> float | None:
    return table if isinstance(table, int | float) and not isinstance(table, bool) else None
