"""What values a setting can have: each kind refuses others with a sentence of its own."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Annotated, Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator

from zxdata import addresses

Way = Literal["none", "local", "oidc", "header"]
WAYS = get_args(Way)
Place = Literal["auto", "here", "cluster"]
LOCAL = "duckdb"
_CLUSTER = re.compile(r"(?:spark|sc)://[^\s/]+:\d+")
_MAIL_SERVER = re.compile(r"smtps?://(?:[^@/\s]+@)?[\w.\-]+:\d{1,5}/?")
LONGEST = 10_000


def separated(text: str) -> list[str]:
    """The words of a setting that holds several, between commas or spaces."""
    return text.replace(",", " ").split()


def networks(text: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Raises ValueError for what is no address of the Internet Protocol and no network."""
    return tuple(ip_network(word) for word in separated(text))


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as fault:
        raise ValueError("不是时区名，例如 Asia/Shanghai") from fault
    return name


def _positive(number: int) -> int:
    if number < 1:
        raise ValueError("应为不小于 1 的整数")
    return number


def _not_negative(number: int) -> int:
    if number < 0:
        raise ValueError("应为不小于 0 的整数")
    return number


def _length(length: float) -> float:
    if not 0 < length < LONGEST:
        raise ValueError("应为正数")
    return length


def _engine(engine: str) -> str:
    if engine != LOCAL and not _CLUSTER.fullmatch(engine):
        raise ValueError("可用 duckdb，或 Spark 集群的地址，例如 spark://主机:7077 或 sc://主机:15002")
    return engine


def _way(way: Any) -> Any:
    if way is not None and way not in WAYS:
        raise ValueError(f"可用 {'、'.join(WAYS)}")
    return way


def _networks(text: str) -> str:
    try:
        networks(text)
    except ValueError as fault:
        raise ValueError("应为 IP 地址或网段，几个之间用逗号，例如 127.0.0.1,10.0.0.0/24") from fault
    return text


def _web_address(url: str) -> str:
    if url and not url.startswith(("http://", "https://")):
        raise ValueError("应为 http:// 或 https:// 开头的服务地址，例如 http://127.0.0.1:8000/v1")
    return url


def _mail_server(url: str) -> str:
    if url and not _MAIL_SERVER.fullmatch(url):
        raise ValueError("应如 smtp://账号:密码@邮件服务器:25，加密的写 smtps://")
    return url


Zone = Annotated[str, AfterValidator(_zone)]
Positive = Annotated[int, AfterValidator(_positive)]
NotNegative = Annotated[int, AfterValidator(_not_negative)]
Length = Annotated[float, AfterValidator(_length)]
Engine = Annotated[str, AfterValidator(_engine)]
Database = Annotated[str, AfterValidator(addresses.check)]
Folder = Annotated[str, BeforeValidator(lambda place: str(place or ""))]
SignIn = Annotated[Way | None, BeforeValidator(_way)]
Networks = Annotated[str, AfterValidator(_networks)]
WebAddress = Annotated[str, AfterValidator(_web_address)]
MailServer = Annotated[str, AfterValidator(_mail_server)]
