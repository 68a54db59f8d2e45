"""二次办理与双向评议: the register of second rounds, what remains unadopted, and how both sides judge each other."""

from dataclasses import replace

import pandas as pd
from sqlalchemy import and_, case, func, literal, or_, select

from zxdata import words
from zxdata.figures import Bars, Figure, Scatter, Stacked, Table, TableColumn, View
from zxdata.filters import UNFILLED
from zxdata.metrics import metric
from zxdata.metrics.listing import listing
from zxdata.metrics.proposals.rounds import NOT_RATED, ROUND, triggered
from zxdata.metrics.question import conditions
from zxdata.snapshot.facts import proposal_event
from zxdata.views.asking import Asking
from zxdata.views.frame import framed

KEY = "proposals.rounds"
SATISFACTION = ("满意", "基本满意", "不满意", NOT_RATED)


def view(asking: Asking) -> View:
    asking, notices = asking.letting_go("答复之后的办理", "colour")
    rule = asking.rules.procedure.second_round
    how = "且" if rule.both else "或"
    trigger = f"一轮结果为 {'、'.join(rule.outcomes)} 类{how}评价为{'、'.join(rule.satisfactions)}"
    indicators = asking.indicators(
        (
            "proposals.second_round",
            "proposals.second_round_missing",
            "proposals.second_round_adopted_rate",
            "proposals.unadopted",
            "proposals.quality_score_mean",
            "proposals.unrated",
        ),
        {
            "proposals.second_round_missing": "符合规则而没有进入二次办理",
            "proposals.unrated": f"答复超过 {asking.rules.procedure.remind_days} 天",
        },
    )
    figures: tuple[Figure, ...] = (
        _outcomes(asking),
        _answers(asking),
        _both(asking),
        _scores(asking),
        _unrated(asking),
    )
    missing, again = indicators[1], indicators[0]
    headline = words.joined(
        f"已进入二次办理 {again.value} 件", f"应转未转 {missing.value} 件", indicators[2].clause("二次后转 A")
    )
    return framed(asking, KEY, "二次办理与评议", headline, indicators, figures, _register(asking, trigger), notices)


def _outcomes(asking: Asking) -> Stacked:
    """First outcome against second, of what has been answered again."""
    frame = _counted(asking, "proposals.second_round_replied", "first_outcome", "second_outcome")
    return Stacked(
        key="outcomes",
        title="二次办理前后的结果",
        unit="件",
        aid="二次已答复的；横条为一轮结果，分段为二轮结果",
        value_format="integer",
        frame=frame,
        metric="proposals.second_round_replied",
        dimension="first_outcome",
        series_dimension="second_outcome",
        series=tuple(sorted(frame["series"].unique())),
        empty="所选条件下没有二次办理后的答复。",
    )


def _answers(asking: Asking) -> Bars:
    """What proposers say of the handling: those who have judged it and those who have not.

    By period they are judged in it or answered in it without a judgement since, so shares are of these, not of what was
    answered in it.
    """
    words = ("satisfied", "fairly_satisfied", "dissatisfied")
    keys = tuple(f"proposals.{key}" for key in (*words, "silent", "rated"))
    now = asking.answer(keys)
    counts = {key: int(now.value(key) or 0) for key in keys}
    rated = counts.pop("proposals.rated")
    whole = rated + counts["proposals.silent"]
    counts |= {"": other} if (other := rated - sum(counts[f"proposals.{key}"] for key in words)) else {}
    named = {key: metric(key).name if key else "其他评价" for key in counts}
    rows = [(named[key], float(n), f"{n / whole:.1%}", key) for key, n in counts.items()] if whole else []
    return Bars(
        key="answers",
        title="委员怎么评价办理",
        unit="件",
        aid=f"百分比为占已评与未反馈合计 {whole:,} 件",
        value_format="integer",
        note="几位提案者的评价不一时取最低的；未反馈含没有评价的，不当作满意。",
        empty="所选条件下没有已答复的提案。",
        frame=pd.DataFrame(rows, columns=["name", "value", "base", "metric"]),
    )


def _both(asking: Asking) -> Stacked:
    """The proposal as its units judge it against the handling as its proposers judge it."""
    frame = _counted(asking, "proposals.quality_rated", "quality", "satisfaction")
    # The words begin with their scores: the best stands first.
    frame = frame[frame["name"] != UNFILLED].sort_values("name", ascending=False, kind="stable", ignore_index=True)
    known = [*SATISFACTION, *sorted(set(frame["series"]) - set(SATISFACTION))]
    both = int(frame.loc[frame["series"] != NOT_RATED, "value"].sum())
    return Stacked(
        key="mutual",
        title="双向评议：提案质量与办理评价",
        unit="件",
        aid=f"横条为提案质量得分，分段为委员评价；双方都评的 {both:,} 件",
        value_format="integer",
        frame=frame,
        series=tuple(s for s in known if s in set(frame["series"])),
        metric="proposals.quality_rated",
        dimension="quality",
        series_dimension="satisfaction",
        note="只含承办单位评过提案质量的；没有委员评价的列为未评价，不当作满意。",
        empty="所选条件下没有提案质量评价。",
    )


def _scores(asking: Asking) -> Scatter:
    """Each proposal that both sides have given a score, by the two scores."""
    held = listing(asking.reading, metric("proposals.both_scored"), asking.filters, asking.rules).frame
    frame = held.rename(columns={"title": "name", "score": "x", "handling_score": "y"})[["no", "name", "x", "y"]]
    return Scatter(
        key="scores",
        title="提案质量得分与办理评价得分",
        unit="分",
        aid="一点一件",
        value_format="decimal",
        x_title="提案质量得分",
        y_title="办理评价得分",
        x_mean=float(frame["x"].mean()) if len(frame) else 0.0,
        y_mean=float(frame["y"].mean()) if len(frame) else 0.0,
        frame=frame.astype({"x": float, "y": float}),
        metric="proposals.both_scored",
        opens="proposal",
        note="只含双方都打了分的；一方几次打分的取一件内的平均。",
        empty="所选条件下没有双方都打了分的提案。",
    )


def _counted(asking: Asking, key: str, name: str, series: str) -> pd.DataFrame:
    """A count by two dimensions, as bars and their segments."""
    frame = asking.answer([key], by=(name, series), filters=asking.beside(name, series)).frame
    frame = frame.set_axis(["name", "series", "value"], axis=1).astype({"value": float})
    return frame[frame["value"] > 0].reset_index(drop=True)


def _unrated(asking: Asking) -> Table:
    frame = listing(asking.reading, metric("proposals.unrated"), asking.filters, asking.rules).frame
    frame["waited"] = [(asking.day - day).days for day in frame["replied_on"]]
    frame = frame.sort_values("replied_on", kind="stable")
    columns = (
        TableColumn("no", "提案号"),
        TableColumn("title", "标题"),
        TableColumn("unit", "主办单位"),
        TableColumn("replied_on", "答复日期", "date"),
        TableColumn("waited", "已等天数", "integer"),
    )
    return Table(
        key="unrated",
        title="提醒评价",
        aid=f"答复超过 {asking.rules.procedure.remind_days} 天未评价，最久的在前",
        frame=frame[[c.name for c in columns]].reset_index(drop=True),
        columns=columns,
        opens="proposal",
        metric="proposals.unrated",
        empty="没有久未评价的提案。",
    )


def _register(asking: Asking, trigger: str) -> Table:
    """What is in its second round, and what should be: the register of 二次办理, whole; what waits longest first. By
    period, as the cards count them: what entered in it, and whatever should have by its end.
    """
    since, until = asking.filters.since, asking.at.day
    if asking.happened:
        asking = replace(asking, filters=replace(asking.filters, since=None, until=None, as_of=until))
    else:
        since = None
    at, t = asking.at, ROUND.source(asking.at)
    entered = and_(t.c.second_on.is_not(None), t.c.second_on >= since) if since else t.c.second_on.is_not(None)
    state = case(
        (t.c.second_on.is_(None), literal("应转未转")),
        (t.c.second_replied_on.is_(None), literal("二次办理中")),
        (t.c.second_outcome.in_(asking.rules.procedure.second_round.adopted), literal("二次后采纳")),
        else_=literal("仍未采纳"),
    )
    details = [d.expression(t, at).label(d.name) for d in ROUND.details]
    looked = (
        select(proposal_event.c.no, func.max(proposal_event.c.on_day).label("looked_on"))
        .where(proposal_event.c.stage == "回头看", proposal_event.c.on_day <= at.day)
        .group_by(proposal_event.c.no)
        .subquery("looked")
    )
    asked = (
        select(*details, state.label("state"), looked.c.looked_on)
        .select_from(t.outerjoin(looked, looked.c.no == t.c.no))
        .where(*conditions(asking.reading, ROUND, t, at), or_(entered, and_(t.c.second_on.is_(None), triggered(t, at))))
    )
    order = case({"应转未转": 0, "仍未采纳": 1, "二次办理中": 2}, value=state, else_=3)
    frame = asking.reading.frame(asked.order_by(order, func.coalesce(t.c.second_on, t.c.replied_on), t.c.no))
    columns = (
        *(TableColumn(d.name, d.header, d.kind) for d in ROUND.details[:4]),
        TableColumn("state", "状态"),
        *(TableColumn(d.name, d.header, d.kind) for d in ROUND.details[4:]),
        TableColumn("looked_on", "回头看", "date", "最近一次“回头看”；空为还没有"),
    )
    looked_back = int(frame["looked_on"].notna().sum())
    return Table(
        key="table",
        title="二次办理登记册",
        aid=f"{len(frame):,} 件，应转未转的在前；其中回头看 {looked_back:,} 件",
        frame=frame[[c.name for c in columns]],
        columns=columns,
        opens="proposal",
        note=f"按规则文件，{trigger}的应进入二次办理。",
        empty="没有应进入或已进入二次办理的提案。",
    )
