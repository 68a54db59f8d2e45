"""What cases as bands of days say."""

from zxdata.figures.strips import Strips
from zxdata.rules.palette import ORDER


def sentences(figure: Strips) -> tuple[str, ...]:
    """How the cases stand today."""
    if figure.frame.empty:
        return ()
    today = figure.frame.drop_duplicates("no", keep="last")["colour"].value_counts()
    parts = (f"{figure.palette.word(state)} {today[state]} 件" for state in ORDER if state in today.index)
    return (f"列出的 {figure.frame['no'].nunique()} 件，今日{'、'.join(parts)}。",)
