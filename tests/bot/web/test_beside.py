"""The page beside the bot: one process, one archive, and each answers its own readers."""

from __future__ import annotations

from pathlib import Path

from tests.bot.running import somebody, text_of
from tests.bot.web.running import running_page
from tests.botapi import BotApi


def test_the_page_stands_beside_the_bot_where_a_setting_asks_for_it(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api:
        told = {"TELEGRAM_BOT_TOKEN": api.token, "TELEGRAM_API_URL": api.url, "DATELINE_WEB": "true"}
        with running_page(sample_home, tmp_path / "log", command="start", **told) as page:
            assert "Kipchoge runs a marathon" in text_of(somebody(api).ask("Kipchoge marathon"))
            assert "Kipchoge runs a marathon" in page.post("/ask", {"q": "Kipchoge marathon"}).text
            assert "Telegram" in text_of(somebody(api).ask("/privacy"))
            assert "Telegram" not in page.get("/privacy").text
            page.stop()
