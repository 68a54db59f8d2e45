"""One question to a language model inside the network, by the protocol of OpenAI's chat completions."""

import json
import time
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from zxdata.configuration import Settings

LARGEST = 65_536


@dataclass(frozen=True)
class Failed:
    """The model gave no answer; ``reason`` says why, in words."""

    reason: str


class _Stays(HTTPRedirectHandler):
    """A service that sends elsewhere is not followed: what is asked stays where it was sent."""

    def redirect_request(self, *_: Any) -> None:
        return None


def chat(task: str, text: str, settings: Settings, seconds: float, **more: Any) -> str | Failed:
    """The content of the model's answer within ``seconds``; ``more``: further parts of the request. Never raises."""
    body = {
        "model": settings.llm_model,
        "temperature": 0,
        "messages": [{"role": "system", "content": task}, {"role": "user", "content": text}],
        **more,
    }
    try:
        return _content(_sent(body, settings, seconds))
    except TimeoutError:
        return Failed(f"语言模型 {seconds:g} 秒内没有回答")
    except (OSError, HTTPException):
        return Failed("语言模型连接不上或拒绝了")
    except (ValueError, KeyError, IndexError, TypeError):
        return Failed("语言模型的回答不合格式")


def _sent(body: dict[str, Any], settings: Settings, seconds: float) -> bytes:
    headers = {"Content-Type": "application/json"}
    if settings.llm_key:
        headers["Authorization"] = f"Bearer {settings.llm_key}"
    request = Request(f"{settings.llm_url.rstrip('/')}/chat/completions", json.dumps(body).encode(), headers)
    until = time.monotonic() + seconds
    with build_opener(ProxyHandler({}), _Stays()).open(request, timeout=seconds) as response:
        read = b""
        while part := response.read1(8192):
            read += part
            if time.monotonic() > until:
                raise TimeoutError
            if len(read) > LARGEST:
                raise ValueError("too long")
    return read


def _content(read: bytes) -> str:
    content = json.loads(read)["choices"][0]["message"]["content"]
    if not isinstance(content, str) or not content.strip():
        raise ValueError("no text")
    return content
