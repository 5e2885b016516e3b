"""Alerts with several workers that share a Redis: set with any of them, sent by one, and kept in one home."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.bot.alerts.conftest import KEY, Archive
from tests.bot.alerts.test_alerts import at_once, grow, nothing_since, told_after
from tests.bot.fleet import Workers
from tests.bot.redis_server import is_installed, running_redis
from tests.bot.running import LIMIT, Reader, running_bot, text_of
from tests.botapi import BotApi

pytestmark = pytest.mark.skipif(not is_installed(), reason="there is no redis-server (apt-get install redis-server)")


def test_new_passages_come_once_though_two_workers_could_send_them_and_another_home_is_refused(
    archive: Archive, tmp_path: Path
) -> None:
    with BotApi() as api, running_redis() as redis:
        workers = Workers(api, archive.home, tmp_path, 2, redis, DATELINE_ALERTS_KEY=KEY)
        try:
            reader = Reader(api)
            at_once(reader, "bridge over the Arun")
            since = len(api.calls)
            grow(archive)
            (told,) = told_after(api, since)
            assert "Steel bridge opens" in text_of(told)
            nothing_since(api, len(api.calls))

            other = tmp_path / "other"
            shutil.copytree(archive.home, other, ignore=shutil.ignore_patterns("alerts.*", "news.*", "updates.*"))
            settings = workers.settings[0] | {
                "DATELINE_WEBHOOK_URL": "", "DATELINE_METRICS_PORT": "", "DATELINE_ALERTS_KEY": KEY,
            }  # fmt: skip
            with running_bot(api, other, tmp_path / "refused", **settings) as process:
                assert process.wait(LIMIT) == 1
            assert "must share one home" in (tmp_path / "refused").read_text("utf-8")
        finally:
            workers.end()
