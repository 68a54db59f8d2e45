"""What a funnel plot says."""

from zxdata.figures.funnel import Funnel
from zxdata.figures.media.beyond import present
from zxdata.figures.media.phrases import counted, listed


def sentences(figure: Funnel) -> tuple[str, ...]:
    frame = figure.frame
    if frame.empty:
        return ()
    ways = present(frame["outside"])
    if not ways:
        return (f"{counted(len(frame), figure)}都在控制限内，高低之差可由偶然解释。",)
    held = {beyond.word: frame[frame["outside"] == way] for way, beyond in ways.items()}
    parts = [
        f"{f'都{word}' if len(held) == 1 else f'{word}的 {len(those)} 个'}：{listed(those, figure)}"
        for word, those in held.items()
    ]
    count = sum(len(those) for those in held.values())
    return (f"{counted(len(frame), figure)}中 {count} 个越出控制限，{'；'.join(parts)}。",)
