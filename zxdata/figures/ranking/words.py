"""What a ranking says."""

import pandas as pd

from zxdata.figures.media.beyond import WITHIN, present
from zxdata.figures.media.phrases import FEW, PRESSED, counted, listed, names, value_text
from zxdata.figures.ranking import Ranking

PRESSING = ("worse", "below")


def sentences(figure: Ranking) -> tuple[str, ...]:
    """The frame stands worst first. A place at the end says little within the control limits."""
    frame = figure.frame
    if frame.empty:
        return ()
    best, last = frame.iloc[::-1], frame.head(FEW)
    leaders = frame[frame["rank"] == frame["rank"].min()]
    if len(leaders) == len(frame) > 1:
        return (f"{counted(len(frame), figure)}都是 {value_text(frame['value'].iloc[0], figure)}。",)
    mean = f"{figure.mean_name} {value_text(figure.mean, figure)}；" if figure.mean is not None else ""
    said = [f"{counted(len(frame), figure)}参与比较，{mean}{_places(figure, best, last, leaders)}。"]
    if frame["lower"].notna().any():
        said.append(_beyond(frame, last))
    said += [*_target(figure), *_chosen(figure)]
    small = frame[frame["small"].astype(bool)]
    if len(small):
        said.append(f"{names(small['name'])}样本少，名次仅供参考。")
    return tuple(said)


def _places(figure: Ranking, best: pd.DataFrame, last: pd.DataFrame, leaders: pd.DataFrame) -> str:
    """The first and the last; where they would be the same ones, all in their order."""
    if len(best) <= 2 * FEW and len(leaders) <= FEW:
        return f"依次是{listed(best, figure)}"
    if len(leaders) > FEW:
        first = f"{len(leaders)} 个并列第一（{value_text(leaders['value'].iloc[0], figure)}）"
    else:
        first = f"前 {FEW} 位是{listed(best.head(FEW), figure)}"
    return f"{first}；末 {len(last)} 位是{listed(last, figure)}"


def _target(figure: Ranking) -> list[str]:
    """How many reach the line that is to be reached."""
    if figure.target is None:
        return []
    reached = int((figure.frame["value"] >= figure.target).sum())
    return [
        f"目标 {value_text(figure.target, figure)}，达到的 {reached} 个，未达到的 {len(figure.frame) - reached} 个。"
    ]


def _chosen(figure: Ranking) -> list[str]:
    chosen = figure.frame[figure.frame["code"] == figure.selected]
    return [f"所选的{listed(chosen, figure)}，第 {int(row.rank)} 位。" for row in chosen.itertuples()]


def _beyond(frame: pd.DataFrame, last: pd.DataFrame) -> str:
    within = last[last["outside"] == WITHIN]
    there = present(frame["outside"])
    ways = []
    for way, kind in there.items():
        held = frame.loc[frame["outside"] == way, "name"]
        ways.append(
            f"都{kind.word}：{names(held)}" if len(there) == 1 else f"{kind.word}的 {len(held)} 个：{names(held)}"
        )
    if not ways:
        return "都在控制限内，名次先后可由偶然解释，不宜据此评优劣。"
    caveat = f"；{names(within['name'])}虽在末位，仍在控制限内，不足以说明差距" if len(within) else ""
    beyond = int((frame["outside"] != WITHIN).sum())
    return f"越出控制限、不能用偶然解释的有 {beyond} 个，{'；'.join(ways)}{caveat}。"


def advice(figure: Ranking) -> tuple[str, ...]:
    """What to look into."""
    outside = figure.frame[figure.frame["outside"].isin(PRESSING)]
    first = "、".join(str(name) for name in outside["name"].head(PRESSED))
    more = f"等 {len(outside)} 个" if len(outside) > PRESSED else ""
    return (f"到{first}{more}了解“{figure.title}”越出控制限的原因。",) if len(outside) else ()
