"""Which facts can be made anew case by case, and how the rows of one case are told.

A fact is made by case only where all that it reads of the ledger is declared here; every other fact that a change
reaches has the snapshot built anew. ``steps`` says what a fact reads, so that nothing can be left out by oversight.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from zxdata.datasets import DATASETS
from zxdata.ledger.changes import case_column
from zxdata.snapshot.steps import steps


@dataclass(frozen=True)
class Part:
    """of: the ledger's column that numbers a case → the fact's expression with that number, empty in rows that are not of
    such a case. names: another fact → the fact's columns in which its rows name a case of that other, so that a change
    there makes them anew too. alike: a question about the whole snapshot on which every row depends; where its answer has
    changed, nothing is made by case."""

    of: Mapping[str, str]
    names: Mapping[str, str] = field(default_factory=dict)
    alike: str = ""


def _by(column: str, expression: str = "no", **names: str) -> Part:
    return Part({column: expression}, names)


_DUTY = {
    "proposal_no": ("提案", "提案办理"),
    "consultation_no": ("协商参会",),
    "voice_no": ("民情",),
    "bulletin_no": ("社情民意信息", "信息采用"),
    "contact_no": ("联系群众",),
    "credit_no": ("学习学分",),
    "record_no": ("行动记录",),
    "duty_no": ("履职记录",),
}
PARTS: Mapping[str, Part] = {
    "proposal": _by("proposal_no"),
    "proposal_event": _by("proposal_no"),
    "proposer": _by("proposal_no"),
    "matter": _by("matter_no"),
    "matter_progress": _by("matter_no"),
    "reminder": _by("subject_no"),
    "member": _by("member_no"),
    "membership": _by("member_no", member="no"),
    "stay": _by("station_no", "station_no", member="member_no"),
    "activity": _by("activity_no", station="station_no"),
    "meeting_step": _by("consultation_no"),
    "meeting_stray": _by("consultation_no", meeting_step="no"),
    "attendance": _by("consultation_no"),
    "plan": _by("plan_no", meeting="done_no", matter="done_no", activity="done_no"),
    "suggestion": Part(
        {"suggestion_no": "no"},
        {"meeting": "origin_no", "origin_case": "origin_no", "follow_up": "no"},
        alike="select exists(from follow_up where kind in (select kind from tellers where tells = 'signed'))",
    ),
    "rated": _by("suggestion_no", suggestion="no"),
    "bulletin": _by("bulletin_no"),
    "bulletin_use": _by("bulletin_no", bulletin="no"),
    "bulletin_author": _by("bulletin_no"),
    "contact": _by("contact_no", member="member_no"),
    "output": _by("output_no", meeting="origin_no", origin_case="origin_no"),
    "rating": _by("subject_no", case_place="no"),
    "endorsement": _by("endorsement_no", case_place="subject_no", output="subject_no"),
    "link": _by("from_no", "from_no", case_place="from_no", output="from_no", suggestion="from_no"),
    "partner": _by("subject_no", case_place="no", matter="no", meeting="no"),
    "duty_record": Part(
        {column: f"case when source in ({', '.join(map(repr, of))}) then no end" for column, of in _DUTY.items()},
        # A station is named by way of its activity.
        {"case_place": "case_no", "activity": "case_no", "station": "case_no", "member": "member_no"},
    ),
    "member_tag": _by("member_no", member="no"),
    "relation": _by("from_no", "from_no", member="from_no, to_no"),
    "member_link": _by("from_no", "from_no"),
    "credit": _by("credit_no", member="member_no"),
    "follow_up": _by("suggestion_no"),
    "talk": _by("contact_no"),
    "item_progress": _by("item_no"),
}


@dataclass(frozen=True)
class Also:
    """A dataset whose rows belong to a case of another kind besides: ``column`` numbers it. ``before``: a question to the
    last snapshot for those that the rows of ``touched`` cases (column, no) belonged to then."""

    dataset: str
    column: str
    of: str
    before: str


ALSO: tuple[Also, ...] = (
    Also(
        "endorsements",
        "subject_no",
        "bulletin_no",
        "select subject_no from endorsement where no in (select no from touched where of = 'endorsement_no')",
    ),
    Also(
        "duties",
        "origin_no",
        "consultation_no",
        "select case_no from duty_record where source = '履职记录' and no in (select no from touched where of = 'duty_no')",
    ),
)

# What is laid out beside the statements: table → the datasets that it is made of.
LAID: Mapping[str, frozenset[str]] = {
    name: frozenset(of.split())
    for name, of in {
        "region": "regions",
        "l_place": "regions",
        "unit_named": "units regions",
        "workday": "calendar",
        "nth": "calendar",
        "rule": "",
        "method_step": "",
        "method_on": "",
        "method_in": "regions",
        "tellers": "",
        "phrase": "consultations suggestions regions",
        "keyword": "consultations suggestions regions",
        "voice_rule": "",
        "voice_limits": "",
        "voice_class": "voices",
        "l_point": "workstations",
        "l_settlements": "",
        "exchange": "interfaces",
        "stage_order": "",
        "alias": "regions",
        "place_at": "regions",
    }.items()
}


@dataclass(frozen=True)
class Made:
    """How a table of the snapshot is made: by which statements (numbers in ``steps``), of which datasets and which other
    tables of the snapshot."""

    name: str
    view: bool
    statements: tuple[int, ...]
    datasets: frozenset[str]
    tables: frozenset[str]


@cache
def made() -> tuple[Made, ...]:
    """Every table that outlasts the build, in the order in which they can be made."""
    all_steps = steps()
    latest: dict[str, int] = {}
    found: dict[str, Made] = {
        name: Made(name, False, (), of, frozenset()) for name, of in LAID.items() if of
    }  # none of them by case
    reach: dict[int, Made] = {}
    for n, step in enumerate(all_steps):
        if step.kind in ("type", "macro"):
            continue
        datasets: set[str] = set()
        tables: set[str] = set()
        statements = {n}
        for name in step.reads:
            if name in latest and all_steps[latest[name]].temp:
                below = reach[latest[name]]
                datasets |= below.datasets
                tables |= below.tables
                statements |= set(below.statements)
            elif name in latest:
                tables.add(name)
            elif name in LAID:
                tables |= {name} if LAID[name] else set()
            else:
                datasets.add(_dataset(name))
        here = Made(step.name, step.kind == "view", tuple(sorted(statements)), frozenset(datasets), frozenset(tables))
        reach[n] = here
        if not step.temp:
            before = found.pop(step.name, None)
            found[step.name] = here if before is None else _both(before, here)
        latest[step.name] = n
    return tuple(found.values())


def _both(one: Made, other: Made) -> Made:
    statements = tuple(sorted({*one.statements, *other.statements}))
    return Made(one.name, one.view, statements, one.datasets | other.datasets, one.tables | other.tables - {one.name})


def _dataset(name: str) -> str:
    dataset = name.removeprefix("l_")
    if name == dataset or dataset not in CASE_COLUMN:
        raise AssertionError(f"{name} 既不是数据集，也没有登记在 LAID 里。")
    return dataset


CASE_COLUMN: Mapping[str, str] = {dataset.name: case_column(dataset) for dataset in DATASETS}


def belongs(dataset: str) -> frozenset[str]:
    """The columns by whose numbers the dataset's rows are read."""
    return frozenset({CASE_COLUMN[dataset], *(a.of for a in ALSO if a.dataset == dataset)})
