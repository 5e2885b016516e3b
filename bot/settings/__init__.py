"""Settings: from the environment, then .env, then defaults; each is described in .env.example."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import click

from bot.secrets import NO_SECRET, Secret, secret_of
from bot.settings import forms
from bot.settings.forms import Form
from corpus.errors import SettingsInvalid

DOTENV = Path(".env")
PREFIX = "DATELINE_"
EMBEDDED, OPENSEARCH = "embedded", "opensearch"
"""Engines."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a maintainer may set.

    Attributes:
        home: folder of archive.db and index/.
        log_level: how talkative the log on stderr is.
        log_format: of each of its lines: "text" or "json".
        metrics_port: host and port of the bot's metrics and health; none if empty.
        web_metrics_port: likewise, of a page that runs by itself.
        traces_endpoint: of an OpenTelemetry collector, which is sent traces; none if empty.
        future: show also articles whose day of publication is still to come.
        index_memory: MiB that words and postings may take at once while an index is built.
        contact: how those whose sites are fetched may reach us, told with every request.
        archive_name: what /about calls the archive; the names of the indexed paths if empty.
        bot_token: from Telegram's BotFather; the bot does not start without.
        api_url: another Bot API server; methods are at URL/bot<token>/<method>.
        webhook_url: where Telegram shall push updates, https and with a path; empty to fetch them.
        webhook_listen: host and port behind that address.
        webhook_secret: what Telegram sends along; a new one at each start if empty.
        redis_url: of the Redis that keeps what several webhook workers share; this process does if empty.
        web: start the page beside the bot.
        web_listen: host and port of the page.
        web_url: where readers find the page, if a server stands before it; empty where none does.
        web_proxies: our own servers that a request passes before it comes to the page.
        workers: processes that search; 0 searches in two threads of the bot's own process.
        readers: ids of readers, groups and channels who alone are answered; empty answers everybody.
        allowance: questions of one reader a minute.
        busy_at: questions that wait at the same time from which on others are asked to come back.
        reranker: folder of a cross-encoder in ONNX that puts the first passages in another order; none if empty.
        reranker_seconds: that re-ranking may take for one question; then the usual order stands.
        reranker_threads: that re-rank one question.
        engine: what searches: "embedded" in this process, or "opensearch" in a cluster.
        cluster_urls: of the cluster's nodes.
        cluster_user: of the cluster; none if empty.
        cluster_password: of that user.
        cluster_authority: file of certificates that vouch for the nodes; those of the system if empty.
        cluster_prefix: with which the names of this archive's indices begin.
        cluster_shards: over which a generation is spread; 0 for as many as its size asks for.
        feedback: whether readers can tell that an answer helped, and what they get is counted by day.
        maintainers: ids of those who are sent what readers want them to see, and whose commands are obeyed.
        alerts_key: 32 bytes in URL-safe base64, with which alerts are encrypted; no alerts if empty.
    """

    home: Path = Path("data")
    log_level: str = "WARNING"
    log_format: str = "text"
    metrics_port: str = ""
    web_metrics_port: str = ""
    traces_endpoint: str = ""
    future: bool = False
    index_memory: int = 32
    contact: str = ""
    archive_name: str = ""
    bot_token: Secret = NO_SECRET
    api_url: str = "https://api.telegram.org"
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1:8080"
    webhook_secret: Secret = NO_SECRET
    redis_url: Secret = NO_SECRET
    web: bool = False
    web_listen: str = "127.0.0.1:8090"
    web_url: str = ""
    web_proxies: int = 0
    workers: int = 0
    readers: frozenset[int] = frozenset()
    allowance: int = 60
    busy_at: int = 200
    reranker: Path | None = None
    reranker_seconds: float = 1.0
    reranker_threads: int = 1
    engine: str = EMBEDDED
    cluster_urls: tuple[str, ...] = ()
    cluster_user: str = ""
    cluster_password: Secret = NO_SECRET
    cluster_authority: Path | None = None
    cluster_prefix: str = "dateline"
    cluster_shards: int = 0
    feedback: bool = True
    maintainers: frozenset[int] = frozenset()
    alerts_key: Secret = NO_SECRET

    def admit(self, *ids: int) -> bool:
        """Tell whether somebody may ask who has one of some ids, or writes in a group that has it."""
        return not self.readers or not self.readers.isdisjoint(ids)


FORMS = {
    "home": Form(Path),
    "log_level": forms.choice("DEBUG", "INFO", "WARNING", "ERROR"),
    "log_format": forms.choice("text", "json"),
    "metrics_port": forms.PORT,
    "web_metrics_port": forms.PORT,
    "traces_endpoint": Form(
        forms.fitting("https?://[^ @]+"),
        "must begin with http:// or https://, such as http://127.0.0.1:4318",
        "OTEL_EXPORTER_OTLP_ENDPOINT",
    ),
    "future": forms.YES_OR_NO,
    "index_memory": forms.whole(1, 1 << 20),
    "contact": Form(
        forms.fitting("[ -~]{0,200}"),
        "may hold printable ASCII only, such as https://example.org/archive or a mail address",
    ),
    "archive_name": Form(str),
    "bot_token": forms.secret(
        "[0-9]{1,20}:[A-Za-z0-9_-]{1,200}",
        "must be as @BotFather gives it, digits, a colon and more",
        "TELEGRAM_BOT_TOKEN",
    ),
    "api_url": Form(
        lambda value: forms.fitting("https?://.*")(value).rstrip("/"),
        "must begin with http:// or https://",
        "TELEGRAM_API_URL",
    ),
    "webhook_url": Form(
        forms.reachable, "must begin with https:// and have a path, such as https://bot.example.org/dateline"
    ),
    "webhook_listen": Form(forms.host_and_port, "must be HOST:PORT, such as 127.0.0.1:8080"),
    "webhook_secret": forms.secret(
        "[A-Za-z0-9_-]{0,256}", "may hold letters of English, digits, _ and - only, at most 256"
    ),
    "redis_url": forms.secret(r"(rediss?|unix)://\S+", "must begin with redis://, rediss:// or unix://", "REDIS_URL"),
    "web": forms.YES_OR_NO,
    "web_listen": Form(forms.host_and_port, "must be HOST:PORT, such as 127.0.0.1:8090"),
    "web_url": Form(
        lambda value: forms.fitting("https?://[^/@? #]+/?")(value).rstrip("/"),
        "must begin with http:// or https:// and have no path, such as https://archive.example.org",
    ),
    "web_proxies": forms.whole(0, 10),
    "workers": forms.whole(0, 64),
    "readers": Form(forms.ids, "must be numbers, separated by commas"),
    "allowance": forms.whole(1),
    "busy_at": forms.whole(1),
    "reranker": Form(Path),
    "reranker_seconds": forms.number(
        click.FloatRange(0, 60, min_open=True), "must be a number, more than 0 and at most 60"
    ),
    "reranker_threads": forms.whole(1, 64),
    "engine": forms.choice(EMBEDDED, OPENSEARCH),
    "cluster_urls": Form(forms.addresses, "must be addresses that begin with http:// or https://", "OPENSEARCH_URL"),
    "cluster_user": Form(str, variable="OPENSEARCH_USER"),
    "cluster_password": forms.secret(variable="OPENSEARCH_PASSWORD"),
    "cluster_authority": Form(forms.file, "must be a file of certificates", "OPENSEARCH_CA"),
    "cluster_prefix": Form(forms.fitting("[a-z0-9][a-z0-9_-]{0,60}"), "may hold letters a to z, digits, _ and - only"),
    "cluster_shards": forms.whole(0, 1000),
    "feedback": forms.YES_OR_NO,
    "maintainers": Form(forms.ids, "must be numbers, separated by commas"),
    "alerts_key": forms.secret(),
}
"""How each setting is read."""


def variables() -> dict[str, str]:
    """Return for each setting, by its name here, the variable of the environment that sets it."""
    return {one.name: FORMS[one.name].variable or f"{PREFIX}{one.name.upper()}" for one in fields(Settings)}


def file_variables() -> dict[str, str]:
    """Return for each secret setting, by its name here, the variable that names a file that holds it instead."""
    secret = {one.name for one in fields(Settings) if one.default is NO_SECRET}
    return {name: f"{variable}_FILE" for name, variable in variables().items() if name in secret}


def load_settings() -> Settings:
    """Read the settings; a variable that is empty is as one that is not there.

    Files that hold secrets are read later, when one is needed.

    Raises:
        SettingsInvalid: some cannot be used; the message names them, never their values.
    """
    values, problems = _values(), []
    read: dict[str, Any] = {}
    files = file_variables()
    for name, variable in variables().items():
        form = FORMS[name]
        try:
            if name in files:
                read[name] = secret_of(variable, files[name], values, form.pattern, form.must)
            elif value := values.get(variable, "").strip():
                read[name] = form.read(value)
        except SettingsInvalid as error:
            problems.append(str(error))
        except (ValueError, click.BadParameter):
            problems.append(f"{variable}: {form.must}")
    if problems:
        raise SettingsInvalid(f"settings: {'; '.join(problems)}; correct the environment or .env (see .env.example)")
    return Settings(**read)


def _values() -> Mapping[str, str]:
    """Return what the environment says, and .env where that is silent, by names in capitals."""
    said: dict[str, str | None] = {}
    if DOTENV.is_file():
        from dotenv import dotenv_values  # noqa: PLC0415 - most processes have none to read

        try:
            said = dotenv_values(DOTENV, encoding="utf-8")
        except UnicodeDecodeError as error:
            raise SettingsInvalid("settings: .env is not UTF-8; save it as UTF-8") from error
    return {name.upper(): value or "" for name, value in [*said.items(), *os.environ.items()]}
