"""What proposals have to do with people and with other cases: who made them, what they came from, what they became."""

import numpy as np

from zxdata.demo.bulk import Columns
from zxdata.demo.dice import Dice, as_texts
from zxdata.demo.world import World

FROM_MATTERS, ABSORBING = 0.02, 0.4
REACH_BACK = 60  # proposals before a sector's from which it takes up members' own


def proposal_members(world: World, proposals: Columns, people: Columns) -> Columns:
    """The first and second proposer of members' proposals; who drafted a body's and took part in it."""
    dice = world.dice("proposal_members")
    names, numbers = as_texts(people["name"]), as_texts(people["member_no"])
    by_name: dict[str, list[str]] = {}
    for name, number in zip(names, numbers, strict=True):
        by_name.setdefault(name, []).append(number)
    rows: list[tuple[str, str, str]] = []
    for number, kind, written in zip(
        proposals["proposal_no"], proposals["proposer_kind"], proposals["proposers"], strict=True
    ):
        if kind == "委员":
            for name, role in zip(written.split("、"), ("第一提案人", "联名"), strict=False):
                rows.append((number, _one(dice, by_name[name]), role))
        else:
            drafted, *took_part = dict.fromkeys(dice.among(3, numbers))
            rows += [(number, drafted, "主笔"), *((number, each, "参与") for each in took_part)]
    return dict(zip(("proposal_no", "member_no", "role"), zip(*rows, strict=True), strict=True))


def links(world: World, proposals: Columns, matters: Columns) -> Columns:
    """Matters that became proposals; members' proposals that a sector took up."""
    dice = world.dice("proposal_links")
    made = sorted(zip(proposals["submitted_on"], proposals["proposal_no"], strict=True))
    begun = sorted(zip(matters["opened_on"], matters["matter_no"], strict=True))
    opened = as_texts([day for day, _ in begun])
    rows: list[tuple[str, str, str, str, str, str]] = []
    for (day, number), lot in zip(made, dice.rng.random(len(made)), strict=True):
        known = int(np.searchsorted(opened, day))
        if lot < FROM_MATTERS and known:
            rows.append(("监督", begun[int(dice.rng.integers(0, known))][1], "提案", number, day, "转化"))
    rows += _taken_up(dice, proposals)
    names = ("from_kind", "from_no", "to_kind", "to_no", "linked_on", "manner")
    return dict(zip(names, zip(*rows, strict=True), strict=True))


def _taken_up(dice: Dice, proposals: Columns) -> list[tuple[str, str, str, str, str, str]]:
    cases = sorted(
        zip(*(proposals[n] for n in ("submitted_on", "proposal_no", "proposer_kind", "category")), strict=True),
        key=lambda case: case[:2],
    )
    rows, taken = [], set()
    for n, (day, number, kind, category) in enumerate(cases):
        if kind != "界别" or dice.rng.random() >= ABSORBING:
            continue
        own = [
            c for c in cases[max(0, n - REACH_BACK) : n] if c[2] == "委员" and c[3] == category and c[1] not in taken
        ]
        for case in own[-int(dice.rng.integers(1, 3)) :]:
            taken.add(case[1])
            rows.append(("提案", case[1], "提案", number, day, "吸收"))
    return rows


def _one(dice: Dice, numbers: list[str]) -> str:
    return numbers[int(dice.rng.integers(0, len(numbers)))]
