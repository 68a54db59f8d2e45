"""Who subscribes is told of each change once, within what they may see, also where the first try fails."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote
from zoneinfo import ZoneInfo

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from tests.ledger_rows import at, publish, put, region, settings_for, unit
from zxdata.access import Role, accounts
from zxdata.access.acts_log import entries, verify
from zxdata.configuration import Settings
from zxdata.errors import WrongUse
from zxdata.notices import Subscription, run, subscribe, subscribed, unsubscribe
from zxdata.store import Store

NOON = datetime(2025, 9, 30, 12, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday
TWO = {"500107": "九龙坡区", "500108": "南岸区"}


def matter(number: str, where: str) -> dict[str, Any]:
    """One that is red on the day: due two months before it."""
    day = at("2025-06-02").date()
    return {
        "matter_no": number,
        "title": f"{number}号事项",
        "region": where,
        "unit": "U1",
        "opened_on": day,
        "due_on": at("2025-07-31").date(),
    }


@pytest.fixture
def ledger_of_two(sqlite_ledger: Engine) -> Engine:
    regions = [region("500000", "重庆市", "省"), *(region(c, n, "区县", "500000") for c, n in TWO.items())]
    put(
        sqlite_ledger,
        regions=regions,
        units=[unit("U1", "区住建委")],
        supervisions=[matter("J1", "500107"), matter("J2", "500108")],
        supervision_events=[
            {"matter_no": number, "stage": "交办", "occurred_at": at("2025-06-03 09:00"), "unit": "U1"}
            for number in ("J1", "J2")
        ],
        voices=[
            {
                "voice_no": "M1",
                "title": "楼道里的灯",
                "channel": "民情码",
                "region": "500107",
                "raised_at": at("2025-09-22 09:00"),
            }
        ],
    )
    return sqlite_ledger


class Robot(BaseHTTPRequestHandler):
    """A robot of a work chat: takes what is posted, or answers with the next fault."""

    heard: list[dict[str, Any]]
    faults: list[tuple[int, dict[str, Any]]]

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        status, said = self.faults.pop(0) if self.faults else (200, {"errcode": 0, "errmsg": "ok"})
        if status == 200 and said["errcode"] == 0:
            self.heard.append(body)
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:9/elsewhere")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def robot() -> Iterator[tuple[str, type[Robot]]]:
    kind = type("Own", (Robot,), {"heard": [], "faults": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), kind) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/robot/send?access_token=secret", kind
        server.shutdown()


@pytest.fixture
def settings(ledger_of_two: Engine, tmp_path: Path) -> Settings:
    """An installation where everyone signs in."""
    more = {"auth": "local", "secret_key": "k" * 32, "notices_dir": tmp_path / "notices", "webhook_hosts": "127.0.0.1"}
    return settings_for(ledger_of_two, tmp_path).model_copy(update=more)


@pytest.fixture
def store(ledger_of_two: Engine, tmp_path: Path) -> Store:
    return publish(ledger_of_two, tmp_path)


def told(settings: Settings, name: str) -> list[str]:
    assert settings.notices_dir
    return [file.read_text("utf-8") for file in sorted((settings.notices_dir / name).glob("*.txt"))]


def test_each_is_told_of_what_they_may_see_and_once(settings: Settings, store: Store) -> None:
    accounts.add(settings, "全市", Role.READER, personal=True, by="本机")
    accounts.add(settings, "南岸", Role.READER, ["500108"], by="本机")
    accounts.add(settings, "九龙坡", Role.STAFF, ["500107"], by="本机")
    accounts.add(settings, "管理", Role.ADMIN, by="本机")
    for name in ("全市", "南岸", "九龙坡", "管理"):
        subscribe(settings, name, "red", "folder", name)
    done = run(settings, store, NOON)
    assert (done.made, done.sent, done.faults) == (3, 3, ())
    assert told(settings, "管理") == []
    (whole,), (south,), (west,) = (told(settings, name) for name in ("全市", "南岸", "九龙坡"))
    assert whole.startswith("超期事项 3 件") and "楼道里的灯" in whole and "J1号事项（J1）" in whole
    assert south.startswith("超期事项 1 件") and "J2号事项" in south and "J1" not in south
    assert "M1" in west and "楼道里的灯" not in west and "J2" not in west
    again = run(settings, store, NOON + timedelta(days=1))
    assert (again.made, again.sent) == (0, 0)


def test_only_what_has_turned_red_since_is_told(settings: Settings, store: Store, ledger_of_two: Engine) -> None:
    accounts.add(settings, "全市", Role.READER, by="本机")
    subscribe(settings, "全市", "red", "folder", "全市")
    run(settings, store, NOON)
    put(ledger_of_two, supervisions=[matter("J3", "500107")])
    run(settings, publish(ledger_of_two, settings.snapshot_dir.parent), NOON + timedelta(hours=1))
    last = told(settings, "全市")[-1]
    assert last.startswith("超期事项新增 1 件") and "J3" in last and "J1" not in last


def test_who_is_disabled_is_told_nothing_more(settings: Settings, store: Store) -> None:
    accounts.add(settings, "离岗", Role.READER, by="本机")
    subscribe(settings, "离岗", "red", "folder", "离岗")
    accounts.disable(settings, "离岗", by="本机")
    assert run(settings, store, NOON).made == 0 and told(settings, "离岗") == []


def test_what_a_robot_refuses_is_said_and_tried_again_later(
    settings: Settings, store: Store, robot: tuple[str, type[Robot]]
) -> None:
    url, heard = robot
    heard.faults += [(200, {"errcode": 93000, "errmsg": "invalid webhook url"}), (302, {}), (500, {})]
    accounts.add(settings, "全市", Role.READER, by="本机")
    subscribe(settings, "全市", "red", "webhook", url)
    first = run(settings, store, NOON)
    assert first.faults == ("红色事项→工作群 127.0.0.1：127.0.0.1 没有收下：93000 invalid webhook url。",)
    (shown,) = subscribed(settings, "全市")
    assert shown.unsent == 1 and "93000" in shown.fault and "secret" not in shown.name
    assert run(settings, store, NOON + timedelta(minutes=4)).faults == ()  # not yet
    assert "HTTP 302" in run(settings, store, NOON + timedelta(minutes=5)).faults[0]  # where it leads is not called
    assert "HTTP 500" in run(settings, store, NOON + timedelta(minutes=15)).faults[0]
    assert run(settings, store, NOON + timedelta(minutes=34)).sent == 0
    assert run(settings, store, NOON + timedelta(minutes=35)).sent == 1
    assert run(settings, store, NOON + timedelta(days=2)).sent == 0
    (message,) = heard.heard
    assert message["msgtype"] == "text" and message["text"]["content"].startswith("超期事项 3 件\n")
    (shown,) = subscribed(settings, "全市")
    assert (shown.unsent, shown.fault) == (0, "") and shown.sent_at == NOON + timedelta(minutes=35)


def test_nothing_is_sent_in_quiet_hours_over_midnight_and_all_after_them(settings: Settings, store: Store) -> None:
    accounts.add(settings, "全市", Role.READER, by="本机")
    subscribe(settings, "全市", "red", "folder", "全市", (22, 7))
    night = NOON.replace(hour=23)
    assert (run(settings, store, night).quiet, told(settings, "全市")) == (1, [])
    assert run(settings, store, night + timedelta(hours=7, minutes=59)).quiet == 1
    assert run(settings, store, night + timedelta(hours=8)).sent == 1
    hours = Subscription(1, "", "red", "folder", "x", 9, 18)
    assert [hour for hour in range(24) if hours.quiet(hour)] == list(range(9, 18))


@pytest.mark.parametrize("account", ["cockpit:p%40ss", "cockpit:%E5%8F%A3%E4%BB%A4p%40ss"])
def test_mail_comes_whole_through_a_server_that_asks_for_a_password(
    settings: Settings, store: Store, account: str
) -> None:
    """Also one of Chinese characters."""
    got: list[Envelope] = []

    class Taking:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
            got.append(envelope)
            return "250 OK"

    server = Controller(
        Taking(),
        hostname="127.0.0.1",
        port=0,
        auth_require_tls=False,
        auth_required=True,
        authenticator=lambda *given: _known(given[-1], unquote(account.partition(":")[2])),
    )
    server.port = _free()
    server.start()
    try:
        mailing = settings.model_copy(
            update={"smtp_url": f"smtp://{account}@127.0.0.1:{server.port}", "smtp_from": "zx@cockpit.example"}
        )
        accounts.add(mailing, "全市", Role.READER, by="本机")
        subscribe(mailing, "全市", "weekly", "mail", "wang@cockpit.example")
        assert run(mailing, store, NOON).faults == ()
    finally:
        server.stop()
    (envelope,) = got
    assert (envelope.mail_from, envelope.rcpt_tos) == ("zx@cockpit.example", ["wang@cockpit.example"])
    assert isinstance(envelope.content, bytes)
    message = message_from_bytes(envelope.content, policy=default)
    assert message["Subject"] == "每周简报（2025年9月22日至2025年9月28日）"
    assert "收集民情：1 件" in message.get_content()  # raised on 22 September, the Monday
    assert run(mailing, store, NOON + timedelta(days=3)).made == 0  # once a week


def _known(given: Any, password: str) -> Any:
    from aiosmtpd.smtp import AuthResult

    return AuthResult(success=(given.login, given.password) == (b"cockpit", password.encode()))


def test_a_wrong_password_of_chinese_characters_is_a_fault_in_words(settings: Settings, store: Store) -> None:
    server = Controller(
        object(), hostname="127.0.0.1", auth_require_tls=False, authenticator=lambda *given: _known(given[-1], "口令")
    )
    server.port = _free()
    server.start()
    try:
        mailing = settings.model_copy(
            update={"smtp_url": f"smtp://cockpit:%E9%94%99@127.0.0.1:{server.port}", "smtp_from": "zx@cockpit.example"}
        )
        accounts.add(mailing, "全市", Role.READER, by="本机")
        subscribe(mailing, "全市", "weekly", "mail", "wang@cockpit.example")
        assert "邮件服务器 127.0.0.1 没有收下" in run(mailing, store, NOON).faults[0]
    finally:
        server.stop()


def _free() -> int:
    import socket

    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return int(line.getsockname()[1])


def test_a_target_that_cannot_be_reached_is_refused_when_it_is_written(settings: Settings) -> None:
    for channel, target, why in (
        ("webhook", "http://evil.example/robot", "127.0.0.1 之一"),
        ("webhook", "file:///etc/passwd", "127.0.0.1 之一"),
        ("folder", "../elsewhere", "只写名称"),
        ("mail", "wang@cockpit.example", "还没有设邮件服务器"),
        ("folder", " ", "现在有 0 个"),
    ):
        with pytest.raises(WrongUse, match=why):
            subscribe(settings, "王", "red", channel, target)
    assert subscribed(settings) == ()


def test_subscribing_and_sending_are_in_the_log_and_ones_own(settings: Settings, store: Store) -> None:
    accounts.add(settings, "王", Role.READER, by="本机")
    subscribe(settings, "王", "red", "folder", "王", address="10.0.0.7")
    with pytest.raises(WrongUse, match="已经订了"):
        subscribe(settings, "王", "red", "folder", "王")
    run(settings, store, NOON)
    (own,) = subscribed(settings, "王")
    with pytest.raises(WrongUse, match="已经没有了"):
        unsubscribe(settings, own.id, "李")
    unsubscribe(settings, own.id, "王")
    said = [(entry.act, entry.who, entry.address, entry.result, entry.note) for entry in entries(settings)][1:]
    assert said == [
        ("subscribe", "王", "10.0.0.7", "done", ""),
        ("notify", "王", "", "done", ""),
        ("subscribe", "王", "", "done", "退订"),
    ]
    assert subscribed(settings) == () and verify(settings) == []
