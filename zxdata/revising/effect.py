"""What changed rules do to the cases and members of today: what moves, and that in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from zxdata import words
from zxdata.rules.palette import Palette

SUGGESTED = "意见建议的时限"
"""What one of the clocks of a suggestion is called."""
COUNTERS = {SUGGESTED: "项"}
NOT_JUDGED = "none"


@dataclass(frozen=True)
class Move:
    """So many cases of one kind (监督) that would have another colour; ``none``: not judged."""

    subject: str
    before: str
    after: str
    count: int


@dataclass(frozen=True)
class PointsMove:
    """Members in office and their points of the year, now and then. up, down: how many would have more, less; met: how many
    have enough, None where no line is drawn; grades: (grade, now, then)."""

    members: int
    up: int
    down: int
    median: tuple[float, float]
    met: tuple[int, int] | None
    grades: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Effect:
    """Of one rule, or of all together. cases: how many were judged again, by kind; points: None where no points depend on it."""

    moves: tuple[Move, ...]
    cases: tuple[tuple[str, int], ...] = ()
    points: PointsMove | None = None


def effect_in_words(effect: Effect, palette: Palette) -> str:
    """``监督 12 件转黄、3 件转红；积分：中位数由 45 分变为 47 分……``; 件的颜色不变 where none moves."""
    said = [*_moves_in_words(effect, palette)]
    if effect.cases and not said:
        said = ["件的颜色不变"]
    if effect.points:
        said.append(points_in_words(effect.points))
    return "；".join(said)


def _moves_in_words(effect: Effect, palette: Palette) -> Iterable[str]:
    for subject in dict.fromkeys(move.subject for move in effect.moves):
        counts: dict[str, int] = {}
        for move in effect.moves:
            if move.subject == subject:
                counts[move.after] = counts.get(move.after, 0) + move.count
        counter = COUNTERS.get(subject, "件")
        yield f"{subject} " + "、".join(f"{n:,} {counter}{_turned(after, palette)}" for after, n in counts.items())


def _turned(colour: str, palette: Palette) -> str:
    if colour == NOT_JUDGED:
        return "不再判色"
    return f"转{palette.word(colour)}" if colour in ("red", "yellow", "green") else f"判为{palette.word(colour)}"


def points_in_words(moved: PointsMove) -> str:
    """``积分：在任委员 87 人中 12 人增、3 人减，中位数由 45 分变为 47 分，达标由 40 人变为 43 人，优秀由 5 人变为 6 人``"""
    now, then = (words.rounded(value, 1) for value in moved.median)
    said = [f"在任委员 {moved.members:,} 人中 {moved.up:,} 人增、{moved.down:,} 人减"]
    said.append(f"中位数由 {now} 分变为 {then} 分" if now != then else f"中位数仍是 {now} 分")
    if moved.met and "达标" not in {name for name, _, _ in moved.grades}:
        said.append(f"达标由 {moved.met[0]:,} 人变为 {moved.met[1]:,} 人")
    said += [f"{name}由 {a:,} 人变为 {b:,} 人" for name, a, b in moved.grades if a != b]
    return f"积分：{'，'.join(said)}"
