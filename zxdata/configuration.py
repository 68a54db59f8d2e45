"""Settings: read once, frozen, from ``ZX_*`` environment variables over ``cockpit.toml``."""

import os
from datetime import date, datetime
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from zxdata import addresses, setting_faults
from zxdata.errors import BadSetting, Unknown
from zxdata.setting_values import (
    LOCAL,
    Database,
    Engine,
    Folder,
    Length,
    MailServer,
    Networks,
    NotNegative,
    Place,
    Positive,
    SignIn,
    WebAddress,
    Zone,
    networks,
    separated,
)

ROOT = Path(__file__).resolve().parent.parent
TIMEZONE = "Asia/Shanghai"
ASSETS = ROOT / "assets"
EMBEDDED = ROOT / "data" / "cockpit.db"
SECRET_LEAST = 32
SECRETS = ("database_url", "own_database_url", "secret_key", "oidc_client_secret", "llm_key", "smtp_url")
SETTLED = "ZX_SETTLED"  # in the environment of a child: its settings are all there, whatever cockpit.toml says by now


class Settings(BaseSettings):
    """What one installation decides for itself; every field has a working default.

    ``today`` stands in for the calendar day (tests, replays of a demonstration); empty means the clock's. ``query_seconds``
    is how long a view may ask the snapshot; empty means what is usual where it is asked. ``refresh_mb`` is how much memory
    the making of a snapshot may take for its tables; what is more lies on disk meanwhile. ``auth`` is how readers sign in; a
    configured database needs one, if only ``none``.
    """

    model_config = SettingsConfigDict(env_prefix="ZX_", frozen=True, extra="forbid", env_ignore_empty=True)

    database_url: Database = f"sqlite:///{EMBEDDED}"
    snapshot_dir: Path = ROOT / "data" / "snapshot"
    title: str = "政协履职决策驾驶舱"
    body: str = "政协重庆市委员会"
    home: str = "500000"
    boundaries: Path | None = None
    approval_no: str = ""
    rules: Path = ASSETS / "rules" / "default.toml"
    headers: Path | None = None
    synonyms: Path | None = None
    llm_url: WebAddress = ""
    llm_model: str = ""
    llm_key: str = ""
    timezone: Zone = TIMEZONE
    today: date | None = None
    refresh_seconds: Positive = 10
    engine: Engine = "duckdb"
    warehouse: Folder = ""
    build: Place = "auto"
    delivered: Path | None = None
    query_seconds: Positive | None = None
    running_scripts: Positive = 2
    answers_mb: NotNegative = 64
    refresh_by_case: bool = False
    refresh_mb: Positive = 1500
    read_only: bool = False
    own_database_url: Database = f"sqlite:///{ROOT / 'data' / 'own.db'}"
    api_per_minute: Positive = 120
    auth: SignIn = None
    secret_key: str = ""
    session_hours: Length = 8
    idle_minutes: Length = 30
    hosts: str = ""
    frame_ancestors: str = "'none'"
    trusted_proxies: Networks = ""
    auth_header: str = "X-Remote-User"
    auth_rights_header: str = ""
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_claim: str = ""
    smtp_url: MailServer = ""
    smtp_from: str = ""
    notices_dir: Path | None = None
    webhook_hosts: str = ""

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
        return networks(self.trusted_proxies)

    @property
    def named_hosts(self) -> frozenset[str]:
        """The names under which browsers reach this installation, beside those of the machine itself."""
        return frozenset(word.lower() for word in separated(self.hosts))

    @property
    def webhooks(self) -> frozenset[str]:
        """The hosts that notices may be posted to."""
        return frozenset(word.lower() for word in separated(self.webhook_hosts))

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
