"""Settings: read once, frozen, from ``ZX_*`` environment variables over ``cockpit.toml``."""

import os
import re
from datetime import date, datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from zxdata import addresses, setting_faults
from zxdata.errors import BadSetting, Unknown

ROOT = Path(__file__).resolve().parent.parent
TIMEZONE = "Asia/Shanghai"
ASSETS = ROOT / "assets"
EMBEDDED = ROOT / "data" / "cockpit.db"
Way = Literal["none", "local", "oidc", "header"]
WAYS = get_args(Way)
SECRET_LEAST = 32
SECRETS = ("database_url", "own_database_url", "secret_key", "oidc_client_secret", "llm_key", "smtp_url")
LOCAL = "duckdb"
Place = Literal["auto", "here", "cluster"]
_CLUSTER = re.compile(r"(?:spark|sc)://[^\s/]+:\d+")
SETTLED = "ZX_SETTLED"  # in the environment of a child: its settings are all there, whatever cockpit.toml says by now


class Settings(BaseSettings):
    """What one installation decides for itself; every field has a working default.

    ``today`` stands in for the calendar day (tests, replays of a demonstration); empty means the clock's. ``query_seconds``
    is how long a view may ask the snapshot; empty means what is usual where it is asked. ``refresh_mb`` is how much memory
    the making of a snapshot may take for its tables; what is more lies on disk meanwhile. ``auth`` is how readers sign in; a
    configured database needs one, if only ``none``.
    """

    model_config = SettingsConfigDict(env_prefix="ZX_", frozen=True, extra="forbid", env_ignore_empty=True)

    database_url: str = f"sqlite:///{EMBEDDED}"
    snapshot_dir: Path = ROOT / "data" / "snapshot"
    title: str = "政协履职决策驾驶舱"
    body: str = "政协重庆市委员会"
    home: str = "500000"
    boundaries: Path | None = None
    approval_no: str = ""
    rules: Path = ASSETS / "rules" / "default.toml"
    headers: Path | None = None
    synonyms: Path | None = None
    llm_url: str = ""
    llm_model: str = ""
    llm_key: str = ""
    timezone: str = TIMEZONE
    today: date | None = None
    refresh_seconds: int = 10
    engine: str = "duckdb"
    warehouse: str = ""
    build: Place = "auto"
    delivered: Path | None = None
    query_seconds: int | None = None
    running_scripts: int = 2
    answers_mb: int = 64
    refresh_by_case: bool = False
    refresh_mb: int = 1500
    read_only: bool = False
    own_database_url: str = f"sqlite:///{ROOT / 'data' / 'own.db'}"
    api_per_minute: int = 120
    auth: Way | None = None
    secret_key: str = ""
    session_hours: float = 8
    idle_minutes: float = 30
    hosts: str = ""
    frame_ancestors: str = "'none'"
    trusted_proxies: str = ""
    auth_header: str = "X-Remote-User"
    auth_rights_header: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_claim: str = ""
    smtp_url: str = ""
    smtp_from: str = ""
    notices_dir: Path | None = None
    webhook_hosts: str = ""

    @field_validator("timezone")
    @classmethod
    def _zone_exists(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError) as fault:
            raise ValueError("不是时区名，例如 Asia/Shanghai") from fault
        return name

    @field_validator("refresh_seconds", "refresh_mb", "query_seconds", "running_scripts", "api_per_minute")
    @classmethod
    def _positive(cls, number: int | None) -> int | None:
        if number is not None and number < 1:
            raise ValueError("应为不小于 1 的整数")
        return number

    @field_validator("engine")
    @classmethod
    def _engine_exists(cls, engine: str) -> str:
        if engine != LOCAL and not _CLUSTER.fullmatch(engine):
            raise ValueError("可用 duckdb，或 Spark 集群的地址，例如 spark://主机:7077 或 sc://主机:15002")
        return engine

    @field_validator("warehouse", mode="before")
    @classmethod
    def _place_as_text(cls, place: Any) -> str:
        return str(place or "")

    @field_validator("database_url", "own_database_url")
    @classmethod
    def _url_parses(cls, url: str) -> str:
        return addresses.check(url)

    @field_validator("answers_mb")
    @classmethod
    def _not_negative(cls, number: int) -> int:
        if number < 0:
            raise ValueError("应为不小于 0 的整数")
        return number

    @field_validator("auth", mode="before")
    @classmethod
    def _way_exists(cls, way: str | None) -> str | None:
        if way is not None and way not in WAYS:
            raise ValueError(f"可用 {'、'.join(WAYS)}")
        return way

    @field_validator("session_hours", "idle_minutes")
    @classmethod
    def _ends(cls, length: float) -> float:
        if not 0 < length < 10_000:
            raise ValueError("应为正数")
        return length

    @field_validator("trusted_proxies")
    @classmethod
    def _networks(cls, text: str) -> str:
        try:
            for word in _words(text):
                ip_network(word)
        except ValueError as fault:
            raise ValueError("应为 IP 地址或网段，几个之间用逗号，例如 127.0.0.1,10.0.0.0/24") from fault
        return text

    @model_validator(mode="after")
    def _within_reach(self) -> "Settings":
        if self.on_cluster and "://" in self.warehouse:
            raise ValueError("用 Spark 集群时 ZX_WAREHOUSE 应为集群的每台机器都看得见的文件夹，不是地址")
        return self

    @model_validator(mode="after")
    def _complete(self) -> "Settings":
        """Each way of signing in has what it needs, so that no server starts half shut."""
        needed = {"oidc": ("oidc_issuer", "oidc_client_id", "oidc_client_secret"), "header": ("trusted_proxies",)}
        if self.auth in ("local", "oidc", "header") and len(self.secret_key) < SECRET_LEAST:
            raise ValueError(
                f"ZX_AUTH={self.auth} 要有 ZX_SECRET_KEY：至少 {SECRET_LEAST} 个字符的随机串，例如 openssl rand -hex 32 的输出"
            )
        missing = [f"ZX_{name.upper()}" for name in needed.get(self.auth or "", ()) if not getattr(self, name)]
        if missing:
            raise ValueError(f"ZX_AUTH={self.auth} 还要有 {'、'.join(missing)}")
        return self

    @field_validator("llm_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("应为 http:// 或 https:// 开头的服务地址，例如 http://127.0.0.1:8000/v1")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _mail_server(cls, url: str) -> str:
        if url and not re.fullmatch(r"smtps?://(?:[^@/\s]+@)?[\w.\-]+:\d{1,5}/?", url):
            raise ValueError("应如 smtp://账号:密码@邮件服务器:25，加密的写 smtps://")
        return url

    @field_validator("rules", "boundaries", "headers", "synonyms")
    @classmethod
    def _path_exists(cls, path: Path | None, of: ValidationInfo) -> Path | None:
        if path is None:
            return None
        found = path if path.is_absolute() else ROOT / path
        if of.field_name == "rules" and not found.exists() and path.name == str(path):
            found = ASSETS / "rules" / f"{path.name}.toml"  # one that is shipped, by its name: 桐城
        if not found.exists():
            raise ValueError("没有这个文件或文件夹")
        return found

    @property
    def on_cluster(self) -> bool:
        """Whether questions go to a cluster."""
        return self.engine != LOCAL

    @property
    def builds_on_cluster(self) -> bool:
        """Whether the facts are made by the cluster: where it is to, or can read the ledger itself."""
        reads = self.delivered is not None or self.database_url.startswith("postgresql")
        return self.on_cluster and (self.build == "cluster" or (self.build == "auto" and reads))

    @property
    def shared_versions(self) -> Path:
        """Where versions lie for the cluster and for every serving machine."""
        return Path(self.warehouse) if self.warehouse else self.snapshot_dir / "warehouse"

    @property
    def shares_versions(self) -> bool:
        """Whether one machine builds for all of them."""
        return self.on_cluster or bool(self.warehouse)

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def embedded(self) -> bool:
        """True where the ledger is the default SQLite file, the only one demonstration data may fill unasked."""
        return self.database_url == f"sqlite:///{EMBEDDED}"

    @property
    def open_to_all(self) -> bool:
        """True where nobody is asked who they are: written down, or the embedded demonstration."""
        return self.auth == "none" or (self.auth is None and self.embedded)

    @property
    def proxies(self) -> tuple[IPv4Network | IPv6Network, ...]:
        """From where a name in a header is believed."""
        return tuple(ip_network(word) for word in _words(self.trusted_proxies))

    @property
    def named_hosts(self) -> frozenset[str]:
        """The names under which browsers reach this installation, beside those of the machine itself."""
        return frozenset(word.lower() for word in _words(self.hosts))

    @property
    def webhooks(self) -> frozenset[str]:
        """The hosts that notices may be posted to."""
        return frozenset(word.lower() for word in _words(self.webhook_hosts))

    def day(self) -> date:
        """Today in the body's time zone."""
        return self.today or datetime.now(self.zone).date()

    def public(self) -> dict[str, str]:
        """The settings in force, passwords masked."""
        shown = {name: "" if value is None else str(value) for name, value in self}
        masked = {name: addresses.masked(shown[name]) for name in ("database_url", "own_database_url")}
        secret = {name: "***" for name in ("secret_key", "oidc_client_secret", "llm_key", "smtp_url") if shown[name]}
        return (
            shown
            | masked
            | secret
            | {name: str(getattr(self, name)).lower() for name in ("read_only", "refresh_by_case")}
        )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        given = (init_settings, env_settings)
        if os.environ.get(SETTLED):
            return given
        return *given, TomlConfigSettingsSource(settings_cls, ROOT / "cockpit.toml")


def as_environment(settings: Settings) -> dict[str, str]:
    """These settings, whole, for a child process. By environment, not by argument: a password in an argument can be read by
    anyone on the machine."""
    settled = {f"ZX_{name.upper()}": "" if value is None else str(value) for name, value in settings}
    return settled | {SETTLED: "1"}


def load_settings(**given: Any) -> Settings:
    """Settings of this installation; raises BadSetting with one sentence naming the first fault."""
    try:
        return Settings(**given)
    except ValidationError as fault:
        first = fault.errors()[0]
        if not first["loc"]:
            raise BadSetting(f"设置不齐：{first['msg'].removeprefix('Value error, ')}。") from None
        name = str(first["loc"][0])
        if first["type"] == "extra_forbidden":
            raise BadSetting(f"cockpit.toml：{Unknown('设置项', name, Settings.model_fields)}") from None
        shown = "" if name in SECRETS else f"“{first.get('input')}”"
        reason = setting_faults.why(first)
        # What pydantic says quotes the values, passwords among them.
        raise BadSetting(f"设置项 {name}（环境变量 ZX_{name.upper()}）的值{shown}不能用：{reason}。") from None
    except (ValueError, OSError) as fault:
        raise BadSetting(setting_faults.of_file("cockpit.toml", fault)) from None


@lru_cache(maxsize=1)
def settings() -> Settings:
    return load_settings()


def _words(text: str) -> list[str]:
    return text.replace(",", " ").split()
