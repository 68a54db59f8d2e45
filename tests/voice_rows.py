"""Rows of voices, of the reports written of them, and of what became of either."""

from tests.ledger_rows import Row, at, day


def voice(number: str, raised: str, **more: object) -> Row:
    return {
        "voice_no": number,
        "title": f"民情{number}",
        "channel": "民情码",
        "region": "5001",
        "raised_at": at(raised),
    } | more


def event(number: str, stage: str, when: str, **more: object) -> Row:
    return {"voice_no": number, "stage": stage, "occurred_at": at(when)} | more


def report(number: str, submitted: str, **more: object) -> Row:
    return {"bulletin_no": number, "title": f"信息{number}", "submitted_on": day(submitted)} | more


def use(number: str, level: str, mode: str, when: str) -> Row:
    return {"bulletin_no": number, "level": level, "mode": mode, "used_on": day(when)}


def link(from_no: str, to_kind: str, to_no: str, when: str, from_kind: str = "民情", manner: str = "转化") -> Row:
    return {
        "from_kind": from_kind,
        "from_no": from_no,
        "to_kind": to_kind,
        "to_no": to_no,
        "linked_on": day(when),
        "manner": manner,
    }


def member(number: str, **more: object) -> Row:
    return {"member_no": number, "name": f"委员{number}", "region": "5001"} | more
