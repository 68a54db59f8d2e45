"""What follows from a view's figures: whom to press, what to look into, which number to check."""

from zxdata.export.indicators import of_worse, worse
from zxdata.figures import Figure, View, kind_of

NOTHING = "所列数据没有超期、越限或变差，按计划推进。"


def advice(view: View) -> tuple[str, ...]:
    """One sentence a measure, the most urgent first; each rests on rows of the view."""
    found = [step for figure in sorted(view.figures, key=lambda f: kind_of(f).urgency) for step in _of(figure)]
    found += [f"核实变差的原因：{of_worse(indicator)}。" for indicator in worse(view)]
    return tuple(dict.fromkeys(found)) or (NOTHING,)


def _of(figure: Figure) -> tuple[str, ...]:
    kind = kind_of(figure)
    return kind.advice.do(figure) if kind.advice else ()
