"""The three ways to where a notice goes: a file in a folder, mail, a webhook of a work chat."""

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

import orjson

from zxdata.configuration import Settings
from zxdata.errors import CockpitError, WrongUse

SECONDS = 15
ANSWER_LONGEST = 10_000
_MAIL = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+")


class NotSent(CockpitError):
    """A notice did not arrive; its sentence says why."""


@dataclass(frozen=True)
class Letter:
    """number: of the notice; made_at: its instant, in the body's time zone."""

    number: int
    title: str
    text: str
    made_at: datetime


@dataclass(frozen=True)
class Channel:
    """lacking: what the administrator has yet to set before it can be used, a sentence, or nothing; fits: raises WrongUse for
    what can be no target; deliver: raises NotSent."""

    label: str
    lacking: Callable[[Settings], str]
    fits: Callable[[str, Settings], None]
    deliver: Callable[[Letter, str, Settings], None]

    def check(self, target: str, settings: Settings) -> None:
        """Raises WrongUse for a target that cannot be one in this installation."""
        if missing := self.lacking(settings):
            raise WrongUse(missing)
        self.fits(target, settings)

    def send(self, letter: Letter, target: str, settings: Settings) -> None:
        """Raises NotSent, also where what was right when it was subscribed is closed by now."""
        try:
            self.check(target, settings)
        except WrongUse as fault:
            raise NotSent(fault.sentence) from fault
        self.deliver(letter, target, settings)


def _no_folder(settings: Settings) -> str:
    return "" if settings.notices_dir else "管理员还没有设通知文件夹（ZX_NOTICES_DIR）。"


def _fits_folder(target: str, _: Settings) -> None:
    if not re.fullmatch(r"[\w\-（）]{1,40}", target):
        raise WrongUse(f"文件夹只写名称，用文字、数字、- 和 _，最多 40 个字；“{target}”不行。")


def _into_folder(letter: Letter, target: str, settings: Settings) -> None:
    assert settings.notices_dir is not None
    folder = settings.notices_dir / target
    file = folder / f"{letter.made_at:%Y%m%d-%H%M%S}-{letter.number}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = file.with_suffix(".part")
        unfinished.write_text(f"{letter.title}\n\n{letter.text}\n", encoding="utf-8")
        unfinished.replace(file)
    except OSError as fault:
        raise NotSent(f"写不进文件夹 {folder}：{fault.strerror or fault}。") from fault


def _no_mail(settings: Settings) -> str:
    there = settings.smtp_url and settings.smtp_from
    return "" if there else "管理员还没有设邮件服务器（ZX_SMTP_URL、ZX_SMTP_FROM）。"


def _fits_mail(target: str, _: Settings) -> None:
    if not _MAIL.fullmatch(target):
        raise WrongUse(f"“{target}”不是邮箱地址，应如 wangfang@cockpit.example。")


def _by_mail(letter: Letter, target: str, settings: Settings) -> None:
    server = urlsplit(settings.smtp_url)
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = letter.title, settings.smtp_from, target
    message["Date"], message["Message-ID"] = formatdate(letter.made_at.timestamp(), localtime=True), make_msgid()
    message.set_content(letter.text)
    kind = smtplib.SMTP_SSL if server.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(server.hostname or "", server.port or 0, timeout=SECONDS) as line:
            line.ehlo()
            if server.scheme == "smtp" and line.has_extn("starttls"):
                line.starttls(context=ssl.create_default_context())
            if server.username:
                _sign_in(line, unquote(server.username), unquote(server.password or ""))
            line.send_message(message)
    except UnicodeError as fault:
        raise NotSent(f"邮箱地址 {target} 和 {settings.smtp_from} 只能用英文字母、数字和符号。") from fault
    except (OSError, smtplib.SMTPException) as fault:
        raise NotSent(f"邮件服务器 {server.hostname} 没有收下：{_why(fault)}。") from fault


def _sign_in(line: smtplib.SMTP, name: str, password: str) -> None:
    """smtplib knows ASCII only; PLAIN takes UTF-8 (RFC 4616)."""
    if name.isascii() and password.isascii():
        line.login(name, password)
        return
    if "PLAIN" not in line.esmtp_features.get("auth", "").upper().split():
        raise NotSent("邮件服务器不收含汉字的账号或密码；请换成英文字母、数字和符号（ZX_SMTP_URL）。")
    code, said = line.docmd("AUTH", "PLAIN " + b64encode("\0".join(("", name, password)).encode()).decode())
    if code not in (235, 503):  # taken, or signed in already
        raise smtplib.SMTPAuthenticationError(code, said)


def _no_webhook(settings: Settings) -> str:
    return "" if settings.webhooks else "管理员还没有设可以发往的工作群（ZX_WEBHOOK_HOSTS）。"


def _fits_webhook(target: str, settings: Settings) -> None:
    address = urlsplit(target)
    if address.scheme not in ("http", "https") or (address.hostname or "") not in settings.webhooks:
        raise WrongUse(f"工作群的地址应以 https:// 开头，主机是 {'、'.join(sorted(settings.webhooks))} 之一。")


class _Stays(HTTPRedirectHandler):
    """Only the hosts that are named are called."""

    def redirect_request(self, *_: object) -> None:
        return None


def _by_webhook(letter: Letter, target: str, settings: Settings) -> None:
    """A text message as the robots of 企业微信, 钉钉 and those built on it (浙政钉, 渝快政) take it."""
    said = {"msgtype": "text", "text": {"content": f"{letter.title}\n{letter.text}"}}
    asked = Request(target, orjson.dumps(said), {"Content-Type": "application/json; charset=utf-8"})
    host = urlsplit(target).hostname
    try:
        with build_opener(_Stays, ProxyHandler({})).open(asked, timeout=SECONDS) as answer:
            told = answer.read(ANSWER_LONGEST)
    except HTTPError as fault:
        raise NotSent(f"{host} 没有收下：HTTP {fault.code}。") from fault
    except (OSError, HTTPException) as fault:
        raise NotSent(f"连不上 {host}：{_why(fault)}。") from fault
    with suppress(orjson.JSONDecodeError):
        found = orjson.loads(told)
        if isinstance(found, dict) and (found.get("errcode", 0) != 0 or found.get("success") is False):
            raise NotSent(
                f"{host} 没有收下：{found.get('errcode', '')} {found.get('errmsg', found.get('errorMsg', ''))}。"
            )


def _why(fault: Exception) -> str:
    reason = getattr(fault, "reason", None) or getattr(fault, "strerror", None) or fault
    return str(reason)[:200].rstrip("。.")


NOTICE_CHANNELS = {
    "folder": Channel("文件夹", _no_folder, _fits_folder, _into_folder),
    "mail": Channel("邮件", _no_mail, _fits_mail, _by_mail),
    "webhook": Channel("工作群", _no_webhook, _fits_webhook, _by_webhook),
}
