"""The probes, to be read from top to bottom: what should not be in a ledger."""

from dataclasses import replace

from sqlalchemy import ColumnElement, FromClause, and_, func, or_, select

from zxdata.metrics.consultation import MEETING, SUGGESTION
from zxdata.metrics.consultation.company import PARTNER
from zxdata.metrics.coverage import ACTIVITY, MEMBER, STATION
from zxdata.metrics.data.contradictions import (
    before,
    never_assigned,
    outlying,
    outside_station,
    replied_before_assigned,
)
from zxdata.metrics.data.interfaces import INTERFACE, overdue
from zxdata.metrics.duty.learning import CREDIT, unchecked
from zxdata.metrics.duty.records import RECORD
from zxdata.metrics.expressions import AsOf, always
from zxdata.metrics.party.bases import VISIT as BASE_VISIT
from zxdata.metrics.party.covering import UNIT as UNIT_OF_PARTY
from zxdata.metrics.programmes.items import ITEM
from zxdata.metrics.programmes.records import PROGRAMME
from zxdata.metrics.programmes.records import RECORD as PROGRAMME_RECORD
from zxdata.metrics.proposals.cases import PROPOSAL
from zxdata.metrics.supervision.cases import MATTER
from zxdata.metrics.taking_part import FILED
from zxdata.metrics.voices import BULLETIN, VOICE
from zxdata.metrics.voices.bulletins import USE
from zxdata.metrics.voices.sources import TELLING
from zxdata.quality.issue import Cell
from zxdata.quality.probe import CHILDREN, COPIES, FIRST, STAGES, OfEvents, OfFact, Orphans, Probe, Repeated, Where
from zxdata.snapshot.facts import (
    activity,
    matter,
    matter_progress,
    meeting,
    party_stay,
    party_unit,
    proposal,
    proposal_event,
    station,
    suggestion,
    telling,
    voice_progress,
)

STATIONS_EVER = replace(STATION, alive=always)
RECORDED = replace(RECORD, alive=lambda t, at: and_(t.c.held_on <= at.day, t.c.source == FILED))
PARTNERS_ALL = replace(PARTNER, alive=lambda t, at: t.c.since <= at.day)
SUGGESTIONS_ALL = replace(SUGGESTION, alive=lambda t, at: t.c.raised_on <= at.day)


def _empty(name: str) -> Where:
    return lambda t, _: t.c[name].is_(None)


def _ahead(name: str) -> Where:
    return lambda t, at: t.c[name] > at.day


def _out_of_term(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    return or_(t.c.held_on < t.c.term_from, t.c.held_on > t.c.term_to)


def _nobody_leads(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    assigned = proposal_event.c.stage.in_(("交办", "改派"))
    holding = func.coalesce(proposal_event.c.role, "主办").in_(("主办", "分办"))
    led = select(proposal_event.c.no).where(assigned, holding)
    return and_(t.c.stage.in_(("交办", "改派")), t.c.no.not_in(led))


def _no_due(t: FromClause, at: AsOf) -> ColumnElement[bool]:
    dated = select(proposal_event.c.no).where(proposal_event.c.due_on.is_not(None))
    return and_(t.c.handed_on <= at.day, t.c.no.not_in(dated))


# fmt: off
SUBMITTED, ASSIGNED = Cell("submitted_on", "提交日期", "date"), Cell("assigned_on", "交办日期", "date")
OPENED, DUE, CLOSED = (Cell("opened_on", "提出日期", "date"), Cell("due_on", "整改期限", "date"),
                       Cell("closed_on", "销号日期", "date"))
BEGUN, ENDED, HELD = (Cell("opened_on", "启用日期", "date"), Cell("closed_on", "停用日期", "date"),
                      Cell("held_on", "日期", "date"))
RAISED, REPLIED, DONE = (Cell("raised_on", "提出日期", "date"), Cell("replied_on", "答复日期", "date"),
                         Cell("implemented_on", "落实日期", "date"))
UNIT, MADE, KIND = Cell("unit", "单位"), Cell("adoption", "采纳情况"), Cell("kind", "类型")
PROPOSERS, SECTOR = Cell("proposers", "提案者"), Cell("sector", "界别")
STATION_NO = Cell("station_no", "阵地编号")
VOICED = Cell("raised_on", "反映日期", "date")
ANSWERED, HANDLED = Cell("replied_on", "反馈日期", "date"), Cell("handled_on", "办结日期", "date")
HANDED, USED = Cell("submitted_on", "报送日期", "date"), Cell("used_on", "采用日期", "date")
DIRECTION, FREQUENCY = Cell("direction", "方向"), Cell("frequency", "频次")
EXCHANGED, DUE_NEXT = Cell("exchanged_on", "最近交换", "date"), Cell("due_on", "应到", "date")
CHECKLIST, OWNER = Cell("checklist", "清单"), Cell("owner", "责任主体")
ITEM_SINCE, ITEM_DUE = Cell("since", "起", "date"), Cell("due_on", "期限", "date")
UNPLACED = "分区县时列在“未填”"
YEAR = "请核对年份是否写错"

PROBES = (
    Probe("workstations", "missing", "point", "个开放的阵地", "没有点位", "地图上不显示",
          OfFact(STATION, _empty("lon")), (KIND,)),
    Probe("workstations", "missing", "region", "个阵地的", "所在区划认不出", "",
          OfFact(STATIONS_EVER, _empty("place")), (KIND,)),
    Probe("workstations", "order", "closed", "个阵地的", "停用日期早于启用日期", "",
          OfFact(STATIONS_EVER, before("opened_on", "closed_on")), (BEGUN, ENDED)),
    Probe("workstations", "duplicate", "name", "个开放的阵地", "与另一个同名、同区划、同类型", "",
          Repeated(STATION, ("name", "place", "kind")), (KIND, COPIES)),
    Probe("activities", "order", "held", "场阵地活动", "在阵地启用之前或停用之后", "",
          OfFact(ACTIVITY, outside_station), (STATION_NO, HELD, BEGUN, ENDED)),
    Probe("activities", "outlier", "held", "场阵地活动的", "日期在很多年以前", YEAR,
          OfFact(ACTIVITY, outlying("held_on")), (STATION_NO, HELD)),
    Probe("activities", "orphan", "station", "个阵地编号", "在阵地里找不到", "名下的活动没有区划",
          Orphans(activity, "station_no", (station,)), (CHILDREN,)),
    Probe("members", "missing", "sector", "位在任委员", "没有填界别", "", OfFact(MEMBER, _empty("sector"))),
    Probe("members", "missing", "region", "位在任委员", "没有填所属区划", "", OfFact(MEMBER, _empty("place")), (SECTOR,)),
    Probe("members", "duplicate", "name", "位在任委员", "与另一位同姓名、同区划、同界别、同任期", "",
          Repeated(MEMBER, ("name", "place", "sector", "committee", "term_from")), (SECTOR, COPIES)),

    Probe("proposals", "missing", "region", "件提案", "没有填所属区划", UNPLACED,
          OfFact(PROPOSAL, _empty("place")), (SUBMITTED,)),
    Probe("proposals", "missing", "category", "件提案", "没有填类别", "", OfFact(PROPOSAL, _empty("category")), (SUBMITTED,)),
    Probe("proposal_events", "missing", "due", "件已交办的提案", "没有写期限", "按规则推算",
          OfFact(PROPOSAL, _no_due), (ASSIGNED,)),
    Probe("proposal_events", "missing", "lead", "件提案", "交办时只有会办单位，没有主办或分办", "答复后仍算在办；请补主办单位",
          OfEvents(proposal_event, PROPOSAL, _nobody_leads), (STAGES, FIRST)),
    Probe("proposal_events", "missing", "time", "件提案", "有读不出时间的节点", "",
          OfEvents(proposal_event, PROPOSAL, _empty("on_day")), (STAGES,)),
    Probe("proposals", "order", "assigned", "件提案的", "交办早于提交", "",
          OfFact(PROPOSAL, before("submitted_on", "assigned_on")), (SUBMITTED, ASSIGNED)),
    Probe("proposal_events", "order", "replied", "件提案的", "答复早于交办", "",
          OfEvents(proposal_event, PROPOSAL, replied_before_assigned), (STAGES, FIRST)),
    Probe("proposal_events", "order", "assigned", "件提案", "没有交办，却有承办以后的节点", "",
          OfEvents(proposal_event, PROPOSAL, never_assigned), (STAGES, FIRST)),
    Probe("proposals", "future", "submitted", "件提案的", "提交日期在截至日之后", "未计入",
          OfFact(PROPOSAL, _ahead("submitted_on")).ever(), (SUBMITTED,)),
    Probe("proposals", "outlier", "submitted", "件提案的", "提交日期在很多年以前", YEAR,
          OfFact(PROPOSAL, outlying("submitted_on")), (SUBMITTED,)),
    Probe("proposal_events", "outlier", "time", "件提案", "有很多年以前的节点", YEAR,
          OfEvents(proposal_event, PROPOSAL, outlying("on_day")), (STAGES, FIRST)),
    Probe("proposals", "duplicate", "title", "件提案", "与另一件同标题、同提案者、同日提交", "",
          Repeated(PROPOSAL, ("title", "proposers", "submitted_on")), (PROPOSERS, SUBMITTED, COPIES)),
    Probe("proposal_events", "orphan", "proposal", "个办理节点里的提案号", "在提案里找不到", "",
          Orphans(proposal_event, "no", (proposal,)), (CHILDREN,)),

    Probe("supervisions", "missing", "region", "件监督事项", "没有填所属区划", UNPLACED,
          OfFact(MATTER, _empty("place")), (OPENED,)),
    Probe("supervisions", "missing", "category", "件监督事项", "没有填类别", "", OfFact(MATTER, _empty("category")), (OPENED,)),
    Probe("supervisions", "missing", "unit", "件监督事项", "没有责任单位", "", OfFact(MATTER, _empty("unit")), (OPENED,)),
    Probe("supervisions", "missing", "due", "件监督事项", "没有期限，也没有交办日可推", "无法判定颜色",
          OfFact(MATTER, _empty("due_on")), (OPENED,)),
    Probe("supervisions", "missing", "due_written", "件监督事项", "没有写整改期限", "按交办日推算",
          OfFact(MATTER, lambda t, at: and_(t.c.due_since.is_not(None), t.c.due_on.is_not(None))), (ASSIGNED, DUE)),
    Probe("supervisions", "order", "closed", "件监督事项的", "销号早于提出", "",
          OfFact(MATTER, before("opened_on", "closed_on")), (OPENED, CLOSED)),
    Probe("supervisions", "order", "reported", "件监督事项的", "反馈早于交办", "",
          OfFact(MATTER, before("assigned_on", "reported_on")), (ASSIGNED, Cell("reported_on", "反馈日期", "date"))),
    Probe("supervisions", "future", "opened", "件监督事项的", "提出日期在截至日之后", "未计入",
          OfFact(MATTER, _ahead("opened_on")).ever(), (OPENED,)),
    Probe("supervisions", "outlier", "opened", "件监督事项的", "提出日期在很多年以前", YEAR,
          OfFact(MATTER, outlying("opened_on")), (OPENED,)),
    Probe("supervision_events", "orphan", "matter", "个监督进展里的事项编号", "在监督事项里找不到", "",
          Orphans(matter_progress, "no", (matter,)), (CHILDREN,)),

    Probe("consultations", "missing", "category", "场协商", "没有填类别", "", OfFact(MEETING, _empty("category")), (HELD,)),
    Probe("consultations", "missing", "platform", "场协商", "没有填平台", "", OfFact(MEETING, _empty("platform")), (HELD,)),
    Probe("consultations", "future", "held", "场协商的", "日期在截至日之后", "未计入",
          OfFact(MEETING, _ahead("held_on")).ever(), (HELD,)),
    Probe("consultations", "outlier", "held", "场协商的", "日期在很多年以前", YEAR,
          OfFact(MEETING, outlying("held_on")), (HELD,)),
    Probe("suggestions", "outlier", "raised", "条意见建议的", "提出日期在很多年以前", YEAR,
          OfFact(SUGGESTIONS_ALL, outlying("raised_on")), (UNIT, RAISED)),
    Probe("suggestions", "missing", "adoption", "条意见建议", "没有填采纳情况", "在采纳率的分母而不在分子",
          OfFact(SUGGESTIONS_ALL, _empty("adoption")), (UNIT, RAISED)),
    *(Probe("suggestions", "orphan", code, f"个{origin}的来源编号", f"在{title}里找不到", "名下的意见建议没有区划",
            Orphans(suggestion, "origin_no", (table,), suggestion.c.origin == origin), (CHILDREN,))
      for code, origin, title, table in (("consultation", "协商", "协商活动", meeting),
                                         ("supervision", "监督", "监督事项", matter), ("proposal", "提案", "提案", proposal))),
    Probe("suggestions", "order", "replied", "条意见建议的", "答复早于提出", "",
          OfFact(SUGGESTIONS_ALL, before("raised_on", "replied_on")), (UNIT, RAISED, REPLIED)),
    Probe("suggestions", "order", "implemented", "条意见建议的", "落实早于答复", "",
          OfFact(SUGGESTIONS_ALL, before("replied_on", "implemented_on")), (UNIT, REPLIED, DONE)),
    Probe("suggestions", "missing", "replied", "条意见建议", "已采纳，却没有答复日期", "按提出之日即知采纳计",
          OfFact(SUGGESTIONS_ALL, lambda t, at: and_(t.c.heeded_on.is_not(None), t.c.replied_on.is_(None))),
          (UNIT, RAISED, MADE)),
    Probe("suggestions", "order", "adopted", "条意见建议", "没有采纳，却填了落实日期", "不计入落实率",
          OfFact(SUGGESTIONS_ALL, lambda t, at: and_(
              t.c.implemented_on.is_not(None), or_(t.c.adoption.is_(None), t.c.adoption.not_in(("采纳", "部分采纳"))))),
          (UNIT, MADE, DONE)),

    Probe("checklist_items", "missing", "owner", "件清单事项", "没有责任主体", "不进晾晒，也不能催办",
          OfFact(ITEM, _empty("owner")), (CHECKLIST,)),
    Probe("checklist_items", "missing", "due", "件清单事项", "没有期限，而同一清单的别项有", "无法判定颜色",
          OfFact(ITEM, lambda t, at: and_(t.c.judged_on.is_not(None), t.c.due_on.is_(None))), (CHECKLIST, OWNER)),
    Probe("checklist_items", "missing", "since", "件清单事项", "没有写起始日期，清单也没有年度", "不进任何期间",
          OfFact(ITEM, _empty("since")), (CHECKLIST,)),
    Probe("checklist_items", "order", "due", "件清单事项的", "期限早于起始日期", "",
          OfFact(ITEM, before("since", "due_on")), (CHECKLIST, ITEM_SINCE, ITEM_DUE)),

    Probe("voices", "missing", "region", "件民情的", "所属区划认不出", UNPLACED, OfFact(VOICE, _empty("place")), (VOICED,)),
    Probe("voices", "missing", "category", "件民情", "没有填类别", "", OfFact(VOICE, _empty("category")), (VOICED,)),
    Probe("voices", "missing", "grade", "件民情", "没有分级", "", OfFact(VOICE, _empty("grade")), (VOICED,)),
    Probe("voices", "missing", "unit", "件民情", "没有责任单位", "不能催办", OfFact(VOICE, _empty("unit")), (VOICED,)),
    Probe("voices", "order", "replied", "件民情的", "反馈早于反映", "用时记 0", OfFact(VOICE, before("raised_on", "replied_on")),
          (VOICED, ANSWERED)),
    Probe("voices", "order", "handled", "件民情", "已办结，却没有反馈的记录", "按办结计反馈",
          OfFact(VOICE, lambda t, at: and_(t.c.handled_on <= at.day, t.c.told_on.is_(None), t.c.told.is_(None),
                                           t.c.replied_on == t.c.handled_on)), (VOICED, HANDLED)),
    Probe("voices", "order", "merged", "条民情的并入编号", "在民情里找不到，或者绕成了圈", "不算并入",
          OfFact(TELLING, lambda t, at: and_(t.c.merged_to.is_not(None), t.c.merged_into.is_(None))), (Cell("merged_to", "并入编号"),)),
    Probe("voices", "future", "raised", "件民情的", "反映时间在截至日之后", "未计入",
          OfFact(TELLING, _ahead("raised_on")).ever(), (VOICED,)),
    Probe("voices", "outlier", "raised", "件民情的", "反映时间在很多年以前", YEAR, OfFact(TELLING, outlying("raised_on")), (VOICED,)),
    Probe("voice_events", "orphan", "voice", "个民情进展里的民情编号", "在民情里找不到", "", Orphans(voice_progress, "no", (telling,)), (CHILDREN,)),
    Probe("bulletins", "missing", "sender", "篇社情民意信息", "没有填报送单位", "", OfFact(BULLETIN, _empty("sender")), (HANDED,)),
    Probe("bulletins", "outlier", "submitted", "篇社情民意信息的", "报送日期在很多年以前", YEAR, OfFact(BULLETIN, outlying("submitted_on")), (HANDED,)),
    Probe("bulletin_uses", "order", "used", "次信息采用", "早于报送", "", OfFact(USE, before("submitted_on", "used_on")), (HANDED, USED)),

    Probe("credits", "order", "approved", "条学习学分", "没有第二人把关，或把关人就是操作人", "",
          OfFact(CREDIT, unchecked), (Cell("entered_by", "操作人"), Cell("approved_by", "把关人"))),
    Probe("duties", "order", "term", "条履职记录", "在委员任期之外", "不计入履职",
          OfFact(RECORDED, _out_of_term), (KIND, HELD)),
    Probe("duties", "future", "held", "条履职记录的", "日期在截至日之后", "未计入", OfFact(RECORDED, _ahead("held_on")).ever(), (KIND, HELD)),
    Probe("duties", "outlier", "held", "条履职记录的", "日期在很多年以前", YEAR, OfFact(RECORDED, outlying("held_on")), (KIND, HELD)),
    Probe("programmes", "missing", "lead", "个行动", "没有牵头", "", OfFact(PROGRAMME, _empty("owner"))),
    Probe("programmes", "order", "until", "个行动的", "止日早于起日", "",
          OfFact(PROGRAMME, before("since", "until")).ever(), (ITEM_SINCE, Cell("until", "止", "date"))),
    Probe("programme_records", "missing", "region", "条行动记录", "和它的行动都没有填所属区划", UNPLACED,
          OfFact(PROGRAMME_RECORD, _empty("place")), (HELD,)),
    Probe("programme_records", "missing", "measure", "条行动记录", "有数量，没有写指标", "不计入清单事项的数量",
          OfFact(PROGRAMME_RECORD, lambda t, at: and_(t.c.quantity.is_not(None), t.c.measure.is_(None))), (HELD,)),
    Probe("programme_records", "future", "held", "条行动记录的", "日期在截至日之后", "未计入",
          OfFact(PROGRAMME_RECORD, _ahead("held_on")).ever(), (HELD,)),
    Probe("programme_records", "outlier", "held", "条行动记录的", "日期在很多年以前", YEAR,
          OfFact(PROGRAMME_RECORD, outlying("held_on")), (HELD,)),
    Probe("party_units", "missing", "region", "个党组织", "没有填所属区划", UNPLACED, OfFact(UNIT_OF_PARTY, _empty("place")), (KIND,)),
    Probe("party_units", "order", "closed", "个党组织的", "撤销日期早于成立日期", "",
          OfFact(UNIT_OF_PARTY, before("opened_on", "closed_on")).ever(),
          (Cell("opened_on", "成立日期", "date"), Cell("closed_on", "撤销日期", "date"))),
    Probe("party_units", "orphan", "parent", "个上级编号", "在党组织里找不到", "名下的组织没有上级",
          Orphans(party_unit, "parent_no", (party_unit,), party_unit.c.parent_no.is_not(None)), (CHILDREN,)),
    Probe("party_unit_members", "orphan", "unit", "个组织编号", "在党组织里找不到", "名下的党员算未进组织",
          Orphans(party_stay, "unit_no", (party_unit,)), (CHILDREN,)),
    Probe("base_visits", "outlier", "held", "次基地打卡的", "日期在很多年以前", YEAR, OfFact(BASE_VISIT, outlying("held_on")), (HELD,)),
    Probe("partners", "missing", "role", "家次协同单位", "没有写角色", "看不出是哪一类单位",
          OfFact(PARTNERS_ALL, _empty("role")), (Cell("name", "单位名称"),)),
    Probe("partners", "missing", "desk", "家次协同单位", "没有写归口", "看不出由谁对接",
          OfFact(PARTNERS_ALL, _empty("desk")), (Cell("name", "单位名称"),)),

    Probe("interfaces", "overdue", "exchange", "个数据接口", "应到未到", "",
          OfFact(INTERFACE, overdue), (DIRECTION, FREQUENCY, EXCHANGED, DUE_NEXT)),
)
# fmt: on
BY_KEY = {probe.key: probe for probe in PROBES}
