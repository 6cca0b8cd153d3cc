"""What can be set from outside: `TRIPOST_*` in the environment, or `tripost.toml`."""

import os
from difflib import get_close_matches
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import parse_qs, unquote, urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

TLS_MODES = ("none", "opportunistic", "required")
DATABASES = ("postgresql", "postgres")
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class BadSetting(Exception):
    """A setting that cannot be used; the text names it and the fix in one line."""


class Endpoint(BaseModel):
    """Where a door listens or a peer is found: `host:port`; port 0 lets the system choose."""

    model_config = ConfigDict(frozen=True)
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class Relay(BaseModel):
    """The next hop for outgoing mail; `tls` is none, opportunistic or required."""

    model_config = ConfigDict(frozen=True)
    host: str
    port: int
    user: str | None = None
    password: str | None = None
    tls: str = "opportunistic"


def parse_endpoint(text: str) -> Endpoint:
    """`host:port` or `[v6]:port`; raises ValueError with a sentence that says what is wrong."""
    host, colon, port = text.strip().rpartition(":")
    if not colon or not port.isdigit() or int(port) > 65535:
        raise ValueError(f"wants host:port, for example 127.0.0.1:8000, not {text!r}")
    return Endpoint(host=host.strip("[]") or "127.0.0.1", port=int(port))


def parse_relay(text: str) -> Relay:
    """`smtp://[user:pass@]host:port[?tls=none|opportunistic|required]`."""
    url = urlsplit(text.strip())
    try:
        port = url.port or 25
    except ValueError:
        port = 0
    if url.scheme != "smtp" or not url.hostname or not port:
        raise ValueError("wants smtp://[user:pass@]host:port[?tls=…]")  # unsaid: a password
    usual = "none" if url.hostname in LOOPBACK else "opportunistic"
    tls = parse_qs(url.query).get("tls", [usual])[0]
    if tls not in TLS_MODES:
        raise ValueError(f"tls is one of {', '.join(TLS_MODES)}, not {tls!r}")
    return Relay(
        host=url.hostname,
        port=port,
        user=unquote(url.username) if url.username else None,
        password=unquote(url.password) if url.password else None,
        tls=tls,
    )


class Settings(BaseSettings):
    """All settings; sizes in bytes, times in seconds."""

    model_config = SettingsConfigDict(
        env_prefix="TRIPOST_", toml_file="tripost.toml", frozen=True, extra="ignore"
    )

    data: Path = Path("data")
    http: Annotated[Endpoint, NoDecode] = Endpoint(host="127.0.0.1", port=8000)
    smtp: Annotated[Endpoint, NoDecode] = Endpoint(host="127.0.0.1", port=2525)
    lmtp: Annotated[Endpoint, NoDecode] = Endpoint(host="127.0.0.1", port=2424)
    tls_cert: Path | None = None
    tls_key: Path | None = None
    relay: Annotated[Relay | None, NoDecode] = None
    trusted_networks: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = (
        ip_network("127.0.0.0/8"),
        ip_network("::1"),
    )
    trusted_proxies: Annotated[tuple[IPv4Network | IPv6Network, ...], NoDecode] = (
        ip_network("127.0.0.0/8"),
        ip_network("::1"),
    )
    dns: Annotated[Endpoint | None, NoDecode] = None  # the resolver to ask; None: the system's
    database_url: str = ""
    base_url: str = ""
    demo: bool = True
    secret_key: str = ""
    max_mail: int = Field(default=50 * 1024 * 1024, gt=0)
    inline_blob: int = Field(default=256 * 1024, ge=0)
    parse_processes: int = Field(default=1, ge=0)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over `tripost.toml`."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("http", "smtp", "lmtp", mode="before")
    @classmethod
    def _endpoint(cls, value: Any) -> Any:
        return parse_endpoint(value) if isinstance(value, str) else value

    @field_validator("dns", mode="before")
    @classmethod
    def _dns(cls, value: Any) -> Any:
        if isinstance(value, str):
            return parse_endpoint(value) if value.strip() else None
        return value

    @field_validator("relay", mode="before")
    @classmethod
    def _relay(cls, value: Any) -> Any:
        if isinstance(value, str):
            return parse_relay(value) if value.strip() else None
        return value

    @field_validator("trusted_networks", "trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: Any) -> Any:
        if isinstance(value, str):
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value and value.partition(":")[0] not in DATABASES:
            raise ValueError("wants postgresql://user:pass@host:port/name, or nothing for SQLite")
        return value

    @field_validator("base_url")
    @classmethod
    def _web(cls, value: str) -> str:
        url = urlsplit(value)
        if value and (url.scheme not in ("http", "https") or not url.hostname):
            raise ValueError(f"wants https://host or http://host, not {value!r}")
        return value

    @property
    def public_url(self) -> str:
        """Where people reach us; links in mails start with it. No trailing slash."""
        host = "127.0.0.1" if self.http.host in ("0.0.0.0", "::") else self.http.host  # noqa: S104 compared, not bound
        return (self.base_url or f"http://{Endpoint(host=host, port=self.http.port)}").rstrip("/")

    @property
    def on_sqlite(self) -> bool:
        """Whether the data lives in one SQLite file in the data folder."""
        return not self.database_url


@cache
def settings() -> Settings:
    """The settings of this process; raises BadSetting with one line that names the fix."""
    _refuse_misspelt(tuple(os.environ))
    try:
        return Settings()
    except ValidationError as wrong:
        first = wrong.errors()[0]
        name = "TRIPOST_" + str(first["loc"][0]).upper() if first["loc"] else "tripost.toml"
        reason = first["msg"].removeprefix("Value error, ")
        raise BadSetting(f"{name}: {reason}") from None


def _refuse_misspelt(names: tuple[str, ...]) -> None:
    """A name that is nearly one of ours would be passed over in silence."""
    ours = ["TRIPOST_" + field.upper() for field in Settings.model_fields]
    for name in names:
        if name.startswith("TRIPOST_") and name not in ours:
            near = get_close_matches(name, ours, n=1, cutoff=0.88)
            if near:
                raise BadSetting(f"{name}: there is no such setting; did you mean {near[0]}?")
