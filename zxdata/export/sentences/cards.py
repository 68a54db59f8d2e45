"""What a card says."""

from zxdata import words
from zxdata.figures import Card, View


def of_card(card: Card) -> str:
    """``镇街覆盖率 89.1%（916 / 1,028 个镇街），同比上升 7.0 百分点，向好。``"""
    if card.value == words.MISSING:
        return f"{card.name}无法计算（{card.base or '没有数据'}）。"
    base = f"（{card.base}）" if card.base else ""
    return f"{card.name} {card.value}{_unit(card)}{base}{_changed(card)}。"


def worse(view: View) -> tuple[Card, ...]:
    return tuple(card for card in view.cards if card.change and card.change.better is False)


def of_worse(card: Card) -> str:
    """``办理用时中位 59 天，同比上升 1 天``"""
    return f"{card.name} {card.value}{_unit(card)}{_change(card)}"


def _unit(card: Card) -> str:
    return card.unit if card.unit == "%" or not card.unit else f" {card.unit}"


def _change(card: Card) -> str:
    if card.change is None or card.change.text == words.MISSING:
        return ""
    return f"，{card.change.name}{card.change.text.replace('▲ ', '上升 ').replace('▼ ', '下降 ')}"


def _changed(card: Card) -> str:
    better = card.change.better if card.change and card.change.text != words.MISSING else None
    return _change(card) + ("" if better is None else "，向好" if better else "，变差")
