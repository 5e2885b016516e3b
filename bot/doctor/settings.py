"""Looks at the settings: which cannot be used, do nothing or contradict, and who may read the secret ones."""

from __future__ import annotations

import difflib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from dotenv import dotenv_values

from bot.doctor.finding import Finding, fail, ok, warn
from bot.secrets import Secret, SecretFile
from bot.settings import DOTENV, OPENSEARCH, PREFIX, Settings, file_variables, load_settings, variables
from corpus.errors import SettingsInvalid

ABOUT, SECRETS = "settings", "secrets"
NEEDS = (
    (("webhook_listen", "webhook_secret"), "webhook_url", "updates are fetched"),
    (("cluster_urls", "cluster_user", "cluster_password"), "engine", "the embedded engine searches"),
    (("cluster_authority", "cluster_shards"), "engine", "the embedded engine searches"),
    (("reranker_seconds", "reranker_threads"), "reranker", "no re-ranker is set"),
)  # fmt: skip
"""Settings that do nothing unless another is set, and why."""


def readable_settings() -> tuple[Settings, str]:
    """Return the settings without those that cannot be used, and what is wrong with these, "" if nothing is."""
    problem = ""
    for _ in range(3):
        try:
            return load_settings(), problem
        except SettingsInvalid as error:
            problem = problem or str(error)
            for name in re.findall(r"\b[A-Z][A-Z_]{3,}\b", str(error)):
                os.environ[name] = ""  # goes before .env, and is as one that is not there
    return Settings(home=Path(os.environ.get("DATELINE_HOME") or "data")), problem


def look(settings: Settings, problem: str) -> Iterator[Finding]:
    """Look at the settings.

    Args:
        settings: those that can be used.
        problem: what is wrong with the others.
    """
    if problem:
        yield fail(ABOUT, problem.removeprefix("settings: "), "correct the environment or .env (see .env.example)")
    from_file = _from_file()
    yield from _unknown({*from_file, *(name for name in os.environ if name.startswith(PREFIX))})
    yield from _twice(from_file)
    yield from _idle(settings)
    yield from _contradicting(settings)
    yield from _readable(settings, from_file)
    if not problem:
        yield ok(ABOUT, f"{sum(_is_set(settings, one.name) for one in fields(Settings))} set, all can be used")


def _from_file() -> Mapping[str, str | None]:
    try:
        return dotenv_values(DOTENV, encoding="utf-8") if DOTENV.is_file() else {}
    except (OSError, UnicodeDecodeError):  # which the problem tells
        return {}


def _known() -> set[str]:
    return {*variables().values(), *file_variables().values()}


def _unknown(names: set[str]) -> Iterator[Finding]:
    for name in sorted(names):
        if name.upper() not in _known() and name.upper().startswith((PREFIX, "TELEGRAM_", "OPENSEARCH_", "REDIS_")):
            meant = difflib.get_close_matches(name.upper(), _known(), 1, 0.8)
            cure = f"did you mean {meant[0]}?" if meant else "remove it; .env.example names all there are"
            yield warn(ABOUT, f"{name} is no setting and does nothing", cure)


def _twice(from_file: Mapping[str, str | None]) -> Iterator[Finding]:
    for name, value in from_file.items():
        there = os.environ.get(name)
        if value and there and there.strip() != value.strip():
            yield warn(
                ABOUT, f"{name} is another in the environment than in .env", "leave out one; the environment counts"
            )


def _is_set(settings: Settings, name: str) -> bool:
    default = next(one.default for one in fields(Settings) if one.name == name)
    value = getattr(settings, name)
    return bool(value) if isinstance(value, Secret) else value != default


def _idle(settings: Settings) -> Iterator[Finding]:
    names = variables()
    for idle, other, why in NEEDS:
        for name in idle:
            if hasattr(settings, name) and _is_set(settings, name) and not _is_set(settings, other):
                yield warn(ABOUT, f"{names[name]} does nothing, as {why}", f"set {names[other]}, or leave it out")
    if settings.web_proxies and settings.web_url == "":
        yield warn(ABOUT, "DATELINE_WEB_PROXIES is set but DATELINE_WEB_URL is not", "set it to the page's address")


def _contradicting(settings: Settings) -> Iterator[Finding]:
    if settings.engine == OPENSEARCH and not settings.cluster_urls:
        yield fail(ABOUT, "DATELINE_ENGINE is opensearch, but OPENSEARCH_URL is empty", "name the cluster's nodes")
    shut_out = [one for one in settings.maintainers if not settings.admit(one)]
    if shut_out:
        yield warn(
            ABOUT,
            f"{len(shut_out)} of DATELINE_MAINTAINERS are not among DATELINE_READERS",
            "add them there, or they may not ask",
        )
    for name, address in (
        ("TELEGRAM_API_URL", settings.api_url),
        *(("OPENSEARCH_URL", one) for one in settings.cluster_urls),
    ):
        if address.startswith("http://") and not re.match(r"http://(127\.\d|localhost|\[::1\])", address):
            yield warn(
                ABOUT, f"{name} is not encrypted, and what is secret goes along", "use https, or a network of your own"
            )
    if settings.reranker is not None and not settings.reranker.is_dir():
        yield fail(
            ABOUT, f"DATELINE_RERANKER: {settings.reranker} is no folder", "name the folder of a model, or leave it out"
        )


def _readable(settings: Settings, from_file: Mapping[str, str | None]) -> Iterator[Finding]:
    """Look at who may read .env, and read the files of secrets as who needs these will; no path is told."""
    names = variables()
    if any(from_file.get(names[name]) for name in file_variables()):
        if stat.S_IMODE(DOTENV.stat().st_mode) & 0o077:
            yield warn(SECRETS, f"the file .env: others may read {DOTENV}", f"chmod 600 {DOTENV}")
        else:
            yield ok(SECRETS, f"the file .env: only its owner may read {DOTENV}")
    for name in file_variables():
        secret = getattr(settings, name)
        if not isinstance(secret, SecretFile):
            continue
        try:
            secret.reveal()
        except SettingsInvalid as error:
            said, _, cure = str(error).partition("; ")
            yield fail(SECRETS, said, cure)
            continue
        yield ok(SECRETS, f"{secret.place}: its file can be used")
        if secret.is_in(settings.home):
            yield warn(SECRETS, f"{secret.place}: its file is in the home, and so in its copies", "keep it elsewhere")
