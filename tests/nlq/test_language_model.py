"""A model may choose among metrics and filters where the dictionaries leave a question open; a server of that protocol
stands in for it, over real HTTP.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from tests.demonstration import Demonstration
from zxdata.configuration import Settings, load_settings
from zxdata.filters import Scope
from zxdata.nlq import Answered, AskedBack, ask, language_model
from zxdata.nlq.context import context

OPEN = "今年九龙坡区的提案办得漂不漂亮"
PICK: dict[str, Any] = {"sure": True, "metrics": ["proposals.on_time_rate"], "by": [], "where": []}
Reply = Callable[[BaseHTTPRequestHandler], None]


def says(content: str) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        body = json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return reply


def refuses(status: int) -> Reply:
    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Location", "http://evil.example/")
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return reply


def dawdles(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


@contextmanager
def served(reply: Reply) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The address of a service that replies so, and what it was sent."""
    sent: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            sent.append({"path": self.path, "key": self.headers["Authorization"], "body": body})
            try:
                reply(self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1", sent
    finally:
        server.shutdown()
        server.server_close()


def with_model(demo: Demonstration, address: str) -> Settings:
    given = demo.settings
    return load_settings(
        database_url=given.database_url, snapshot_dir=given.snapshot_dir, today=given.today,
        llm_url=address, llm_model="qwen", llm_key="geheim",
    )  # fmt: skip


def test_what_the_model_picks_is_answered_and_marked(demo: Demonstration) -> None:
    with served(says(json.dumps(PICK))) as (address, sent):
        found = ask(demo.store, OPEN, Scope.whole(), with_model(demo, address))
    assert isinstance(found, Answered)
    assert found.understood.question.metrics == ("proposals.on_time_rate",)
    assert found.understood.question.filters.region == "500107"
    assert found.told[0] == "指标“按期办复率”和筛选由语言模型从登记中选定，请核对。"
    assert (sent[0]["path"], sent[0]["key"]) == ("/v1/chat/completions", "Bearer geheim")


def test_a_question_that_the_dictionaries_explain_is_put_to_no_model(demo: Demonstration) -> None:
    with served(says(json.dumps(PICK))) as (address, sent):
        found = ask(demo.store, "今年九龙坡区办复率", Scope.whole(), with_model(demo, address))
    assert isinstance(found, Answered) and not found.understood.by_model
    assert sent == []


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (says("select * from proposals"), "语言模型的回答不合格式"),
        (says(json.dumps(PICK | {"metrics": ["proposals.budget"]})), "语言模型选了登记里没有的"),
        (says(json.dumps(PICK | {"by": ["tier"]})), "语言模型选了登记里没有的"),
        (says(json.dumps(PICK | {"where": [{"dimension": "category", "value": "航天"}]})), "语言模型选了登记里没有的"),
        (
            says(json.dumps(PICK | {"where": [{"dimension": "leader", "value": "副主席甲"}]})),
            "语言模型选了登记里没有的",
        ),
        (says(json.dumps(PICK | {"sure": False})), "语言模型也说不准"),
        (says(json.dumps(PICK | {"sql": "drop table"})), "语言模型的回答不合格式"),
        (refuses(401), "语言模型连接不上或拒绝了"),
        (refuses(307), "语言模型连接不上或拒绝了"),
        (says("1" * 100_000), "语言模型的回答不合格式"),
    ],
)
def test_a_pick_that_cannot_be_used_leaves_the_question_asked_back(
    demo: Demonstration, reply: Reply, reason: str
) -> None:
    with served(reply) as (address, _):
        found = ask(demo.store, OPEN, Scope.whole(), with_model(demo, address))
    assert isinstance(found, AskedBack) and f"（{reason}。）" in found.sentence


def test_a_model_that_dawdles_is_not_waited_for(demo: Demonstration, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(dawdles) as (address, _), demo.store.reading(Scope.whole()) as reading:
        known = context(reading, demo.settings.day())
        began = time.monotonic()
        found = language_model.pick(OPEN, known, with_model(demo, address), 0.3)
    assert isinstance(found, language_model.NoPick) and found.reason == "语言模型 0.3 秒内没有回答"
    assert time.monotonic() - began < 1.5


def test_no_row_and_no_person_is_told_to_the_model(demo: Demonstration) -> None:
    with demo.store.reading(Scope.whole()) as reading:
        known = context(reading, demo.settings.day())
        person = min(known.persons)
    with served(says(json.dumps(PICK))) as (address, sent):
        ask(demo.store, OPEN, Scope.whole(), with_model(demo, address))
        named = ask(demo.store, f"{person}办得漂不漂亮", Scope.whole(), with_model(demo, address))
    assert len(sent) == 1
    told = json.dumps(sent[0]["body"], ensure_ascii=False)
    assert [name for name in known.persons if name in told] == []
    assert isinstance(named, AskedBack) and "没有交给语言模型" in named.sentence
