"""What comes of the cases once more: outputs, endorsements, links, ratings, partners, topics; and what is handed on."""

from dataclasses import replace
from datetime import date
from typing import Any

from tests.reference import voices
from tests.reference.cases import Case, Cases, body_of, pick
from tests.reference.lives import local_day
from tests.reference.tables import Row

Places = tuple[str | None, ...]
KEYS = {
    "监督": ("supervisions", "matter_no"),
    "提案": ("proposals", "proposal_no"),
    "议题": ("topics", "topic_no"),
    "信息": ("bulletins", "bulletin_no"),
}
NOWHERE: Places = (None,)


class _Sources:
    """Where each case that something grew out of lies, and what it is."""

    def __init__(self, of: Cases) -> None:
        self.rows = {kind: {r[key]: r for r in of.tables[name]} for kind, (name, key) in KEYS.items()}
        self.meetings = {r["consultation_no"]: r for r in of.tables["consultations"]}
        self.suggestions = {r["suggestion_no"]: r for r in of.tables["suggestions"]}
        self.voices = {case.no: case.places for case in voices.ever(of)}
        self.outputs = {r["output_no"]: r for r in of.tables["outputs"]}

    def places(self, kind: str, no: str) -> Places:
        if kind == "协商" and no in self.meetings:
            row = self.meetings[no]
            return row["region"], *(row["partner_regions"].split("、") if row["partner_regions"] else ())
        if kind == "民情":
            return self.voices.get(no, NOWHERE)
        if kind == "建议" and no in self.suggestions:
            return self.places(self.suggestions[no]["origin"], self.suggestions[no]["origin_no"])
        if kind == "成果" and no in self.outputs:
            output = self.outputs[no]
            return (output["region"],) if output["region"] else self.places(output["origin"], output["origin_no"])
        found = self.rows.get(kind, {}).get(no)
        return (found["region"],) if found else NOWHERE

    def origin(self, kind: str, no: str) -> str | None:
        """The kind of case that a suggestion or an output is from; others are their own."""
        held = {"建议": self.suggestions, "成果": self.outputs}.get(kind)
        return kind if held is None else (held.get(no) or {}).get("origin")

    def words(self, kind: str, no: str) -> dict[str, str | None]:
        """Platform and form."""
        if kind == "建议":
            row = self.suggestions.get(no)
            return self.words(row["origin"], row["origin_no"]) if row else {"platform": None, "form": None}
        row = self.meetings.get(no) if kind == "协商" else self.rows["监督"].get(no) if kind == "监督" else None
        return {name: (row or {}).get(name) for name in ("platform", "form")}


def outputs(of: Cases) -> list[Case]:
    at = _Sources(of)
    return [
        Case(
            o["output_no"],
            at.places("成果", o["output_no"]),
            o["issued_on"],
            pick(o, "kind", "origin", "selected"),
            {
                "selected": bool(o["selected"]),
                "recommends": o["kind"] == "民主监督建议书",
                "direct": o["selected"] == "直报十条",
                "case": bool({o["kind"], o["selected"]} & {"案例", "示范案例", "优秀案例"}),
            },
        )
        for o in of.tables["outputs"]
        if o["issued_on"] <= of.day
    ]


def endorsements(of: Cases) -> list[Case]:
    at = _Sources(of)
    found = []
    for e in of.tables["endorsements"]:
        if e["given_on"] <= of.day:
            case = e["subject"], e["subject_no"]
            dims = {"subject": e["subject"], "origin": at.origin(*case), "level": e["rank"]}
            found.append(Case(e["endorsement_no"], at.places(*case), e["given_on"], dims, {"acted": bool(e["result"])}))
    return found


def links(of: Cases) -> list[Case]:
    at = _Sources(of)
    found = []
    for n in of.tables["links"]:
        if n["linked_on"] <= of.day:
            case = n["from_kind"], n["from_no"]
            dims = {"origin": at.origin(*case), "kind": n["to_kind"]}
            found.append(Case("/".join((*case, n["to_kind"], n["to_no"])), at.places(*case), n["linked_on"], dims))
    return found


def ratings(of: Cases) -> list[Case]:
    """The last word of each rater in each aspect."""
    at, last = _Sources(of), {}
    for r in sorted(of.tables["ratings"], key=lambda r: r["rated_on"]):
        if r["rated_on"] <= of.day:
            last[r["subject"], r["subject_no"], r["side"], r["aspect"], r["rater"]] = r
    return [
        Case(
            "/".join(map(str, key)),
            at.places(*key[:2]),
            r["rated_on"],
            pick(r, "subject", "aspect", "side") | at.words(*key[:2]),
            {
                "score": r["score"],
                "told": bool(r["result"]),
                "satisfied": r["result"] == "满意",
                "unsatisfied": r["result"] == "不满意",
            },
        )
        for key, r in last.items()
    ]


def _own(cases: list[Case], dimension: str) -> list[Case]:
    """Supervision's."""
    return [case for case in cases if case.dims[dimension] == "监督"]


def supervised_outputs(of: Cases) -> list[Case]:
    return _own(outputs(of), "origin")


def supervised_endorsements(of: Cases) -> list[Case]:
    return _own(endorsements(of), "origin")


def supervised_links(of: Cases) -> list[Case]:
    return _own(links(of), "origin")


def supervised_ratings(of: Cases) -> list[Case]:
    """Each with the unit in charge of its matter: the one written down, or the first that a 交办 names."""
    written = {m["matter_no"]: m["unit"] for m in of.tables["supervisions"]}
    events, found = of.events("supervision_events", "matter_no"), []
    for case in _own(ratings(of), "subject"):
        no = case.no.split("/")[1]
        orders = sorted((e["occurred_at"], e["unit"]) for e in events[no] if e["stage"] == "交办" and e["unit"])
        unit = written.get(no) or (orders[0][1] if orders and no in written else "")
        found.append(replace(case, dims=case.dims | {"unit": of.names.get(unit)}))
    return found


def partners(of: Cases) -> list[Case]:
    at, found = _Sources(of), []
    for p in of.tables["partners"]:
        held = at.meetings.get(p["subject_no"]) if p["subject"] == "协商" else None
        if held and held["held_on"] <= of.day:
            marks = {n: bool(p[n] and p[n] <= of.day) for n in ("minutes_on", "replied_on")}
            dims = pick(p, "subject", "role")
            no = f"{p['subject_no']}/{p['name']}"
            found.append(Case(no, at.places("协商", p["subject_no"]), held["held_on"], dims, marks))
    return found


def supervision_partners(of: Cases) -> list[Case]:
    at, found = _Sources(of), []
    for p in of.tables["partners"]:
        matter = at.rows["监督"].get(p["subject_no"]) if p["subject"] == "监督" else None
        if matter and matter["opened_on"] <= of.day:
            marks = {"replied": bool(p["replied_on"] and p["replied_on"] <= of.day)}
            no = f"{p['subject_no']}/{p['name']}"
            found.append(Case(no, (matter["region"],), matter["opened_on"], pick(p, "role"), marks))
    return found


def topics(of: Cases) -> list[Case]:
    way = of.events("topic_events", "topic_no")
    held = {r["consultation_no"]: r["held_on"] for r in of.tables["consultations"]}
    found = []
    for t in of.tables["topics"]:
        if t["raised_on"] > of.day:
            continue
        days = {e["stage"]: min(_days(way[t["topic_no"]], e["stage"])) for e in way[t["topic_no"]]}
        consulted = [
            max(held[n["to_no"]], n["linked_on"])
            for n in of.tables["links"]
            if (n["from_kind"], n["from_no"], n["to_kind"]) == ("议题", t["topic_no"], "协商") and n["to_no"] in held
        ]
        settled = days.get("确定")
        marks = {
            "by_code": t["channel"] in ("二维码征集", "民情码", "码上商"),
            "discussed": "商议" in days,
            "deliberated": "审议" in days,
            "settled": bool(settled),
            "planned": "列入计划" in days,
            "marked": bool({"圈题", "点题"} & days.keys()),
            "consulted": bool(settled and consulted and min(consulted) <= of.day),
            "days": None if "退回" in days else max(0, ((settled or of.day) - t["raised_on"]).days),
            "ended": bool(settled),
        }
        found.append(
            Case(t["topic_no"], (t["region"],), t["raised_on"], pick(t, "channel", "category") | body_of(t), marks)
        )
    return found


def _days(events: list[Row], stage: str) -> list[date]:
    return [local_day(e["occurred_at"]) for e in events if e["stage"] == stage]


def handed_over(of: Cases) -> list[Case]:
    """How long until a matter was handed to its unit."""
    return _legs(of, None, "交办")


def accepted(of: Cases) -> list[Case]:
    """How long the unit took to sign for it."""
    return _legs(of, "交办", "签收")


def _legs(of: Cases, begun: str | None, ended: str) -> list[Case]:
    events, found = of.events("supervision_events", "matter_no"), []
    for case in of.matters():
        first = min(_days(events[case.no], begun), default=None) if begun else case.axis
        if first:
            until = min(_days(events[case.no], ended), default=None)
            marks: dict[str, Any] = {"days": max(0, ((until or of.day) - first).days), "ended": bool(until)}
            found.append(Case(case.no, case.places, case.axis, case.dims, marks))
    return found
