"""An installation in which everything personal has a mark of its own, and what each of two accounts is given at its doors."""

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from tests.commands import command, configured
from tests.door.conftest import Served
from tests.door.raw import cookie_of, stream
from tests.ledger_rows import at, day, event, matter, meeting, proposal, region
from tests.unpacked import unpacked

TODAY = "2025-09-30"
PHONE, IDENTITY = "13812345678", "11010519491231002X"  # the identity number is the example of GB 11643-1999
MARKS = {
    "姓名": "密某甲",
    "党派": "密党乙",
    "出生年": "1931",
    "工作单位": "密厂丙",
    "学分": "83.75",
    "提案评价人": "密评丁",
    "评分评价人": "密评戊",
    "民情原文": "密文己",
    "民情标题": "路灯庚",
    "原文的词": "楼下",  # one of the dictionary's
    "手机号": PHONE,
    "身份证号": IDENTITY,
}
ROWS: dict[str, list[dict[str, Any]]] = {
    "regions": [region("500000", "重庆市", "省"), region("500107", "九龙坡区", "区县", "500000")],
    "members": [
        {
            "member_no": "M1",
            "name": MARKS["姓名"],
            "region": "500107",
            "role": "委员",
            "sector": "经济界",
            "term_from": day("2023-01-01"),
            "party_member": True,
            "party": MARKS["党派"],
            "birth_year": int(MARKS["出生年"]),
            "employer": MARKS["工作单位"],
        },
        # Not alone, else a sum of all would be the first one's.
        {
            "member_no": "M2",
            "name": "乙某",
            "region": "500107",
            "role": "委员",
            "sector": "经济界",
            "term_from": day("2023-01-01"),
        },
    ],
    "credits": [
        {
            "credit_no": "S1",
            "member_no": "M1",
            "course": "讲座",
            "mode": "线下打卡",
            "held_on": day("2025-03-01"),
            "points": float(MARKS["学分"]),
        },
        {
            "credit_no": "S2",
            "member_no": "M2",
            "course": "讲座",
            "mode": "线下打卡",
            "held_on": day("2025-03-01"),
            "points": 10.0,
        },
    ],
    "party_units": [{"party_unit_no": "O1", "name": "支部", "kind": "功能型党支部", "region": "500107"}],
    "party_unit_members": [{"party_unit_no": "O1", "member_no": "M2"}],
    "proposals": [proposal("P1", "2025-01-05")],
    "proposal_events": [
        event("P1", "立案", "2025-01-10"),
        event("P1", "评价", "2025-06-01", result="满意", rater=MARKS["提案评价人"]),
    ],
    "consultations": [meeting("C1", "500107", "2025-03-01")],
    "ratings": [
        {
            "subject": "协商",
            "subject_no": "C1",
            "side": "委员",
            "aspect": "提得好",
            "rated_on": day("2025-06-10"),
            "score": 90,
            "rater": MARKS["评分评价人"],
        }
    ],
    "supervisions": [matter("J1", "2025-06-02", region="500107")],
    "voices": [
        {
            "voice_no": "V1",
            "title": MARKS["民情标题"],
            "text": f"楼下夜里没有灯，{MARKS['民情原文']}。",
            "channel": "民情码",
            "region": "500107",
            "raised_at": at("2025-09-22 09:00"),
        }
    ],
}


def fields(text: str) -> set[str]:
    """Of which fields a text tells; a number counts where it is not part of a longer one."""
    return {
        field
        for field, mark in MARKS.items()
        if re.search(rf"(?<![0-9A-Za-z.]){re.escape(mark)}(?![0-9A-Za-z.])" if mark.isascii() else mark, text)
    }


@dataclass
class Seen:
    """A run of a page as its stream brings it: all messages as text, and the number of the search box."""

    text: str = ""
    box: str = ""

    def goes_on(self, frame: str | bytes) -> bool:
        assert isinstance(frame, bytes)
        self.text += frame.decode("utf-8", errors="ignore")
        message = ForwardMsg.FromString(frame)
        element = message.delta.new_element
        if rows := element.dataframe.arrow_data.data:
            self.text += pa.ipc.open_stream(rows).read_all().to_pandas().to_csv()
        if element.WhichOneof("type") == "text_input" and element.text_input.label == "查找":
            self.box = element.text_input.id
        ended = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_WITH_COMPILE_ERROR)
        return message.WhichOneof("type") != "script_finished" or message.script_finished not in ended


@dataclass
class Account:
    """Someone who has signed in, and what the doors give them as text."""

    served: Served
    name: str
    session: requests.Session
    folder: Path
    capsys: pytest.CaptureFixture[str]

    def page(self, path: str, query: str, sought: str = "") -> str:
        """All that a page is made of; with ``sought``, after these words were put into the search box."""
        found = Seen()
        with stream(self.served, cookie_of(self.session)) as line:
            for words in ("", sought)[: 2 if sought else 1]:
                asked = BackMsg()
                asked.rerun_script.page_name, asked.rerun_script.query_string = path, query
                if words:
                    state = WidgetState(id=found.box, string_value=words)
                    asked.rerun_script.widget_states.widgets.append(state)
                found = Seen()
                line.send(asked.SerializeToString())
                while found.goes_on(line.recv(timeout=90)):
                    pass
        return found.text

    def interface(self, path: str, **asked: str) -> str:
        return self.session.get(f"{self.served.address}/api/v1/{path}", params=asked, timeout=90).text

    def command(self, *words: str) -> str:
        """What is printed; and what is written, where the words name a file ``{out}`` or a folder."""
        out = self.folder / self.name
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        with configured(self.served.settings.snapshot_dir.parent, TODAY):
            said = command(self.capsys, *(word.format(out=out) for word in words), "--as", self.name)
        return said.out + said.err + "".join(unpacked(file) for file in out.rglob("*") if file.is_file())
