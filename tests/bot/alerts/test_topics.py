"""An alert that is set in a topic comes there, also where the same words are asked for in another one."""

from __future__ import annotations

from pathlib import Path

from bot.wording import words
from tests.bot.alerts.conftest import KEY, Archive
from tests.bot.running import LIMIT, Reader, group, running_bot, sent_since, somebody, stands_in, styles
from tests.botapi import BotApi, User


def test_alerts_come_to_the_topic_in_which_they_were_set_each_in_its_own(archive: Archive, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, archive.home, tmp_path / "log", DATELINE_ALERTS_KEY=KEY):
        forum, direct = group(is_forum=True), group(is_direct_messages=True)
        topics: list[int | None] = [api.open_topic(name, chat=forum) for name in ("Rivers", "Roads")]
        reader = somebody(api, forum)
        for topic in [*topics, None]:
            set_in = api.send_text("/alerts bridge over the Arun", chat=forum, user=reader.user, topic=topic)
            (reply,) = api.replies_to(set_in, chat=forum, timeout=LIMIT)
            assert stands_in(reply) == topic
            assert styles(reply) == {"● Daily": "primary", "🔕 Off": "danger"}
            assert styles(reader.look(reply, "At once")) == {"● At once": "primary", "🔕 Off": "danger"}
        told_directly = User(81_005, "Dora")
        asked = api.send_direct("/alerts bridge over the Arun", chat=direct, user=told_directly)
        (reply,) = api.replies_to(asked, chat=direct, timeout=LIMIT)
        Reader(api, told_directly, direct).look(reply, "At once")
        since = len(api.calls)
        archive.write("2020-03-02-steel", "Steel bridge opens", "A second bridge over the Arun, of steel, was opened.")
        archive.index()
        told = [call.result for call in api.wait_for("sendMessage", 4, since=since, timeout=LIMIT)]
        news = [one for one in told if one["chat"]["id"] == forum.id]
        assert {stands_in(one) for one in news} == {*topics, None}
        (other,) = (one for one in told if one["chat"]["id"] == direct.id)
        assert other["direct_messages_topic"]["user"]["id"] == told_directly.id
        since = len(api.calls)
        reader.press(news[0], words("en")["alert_change"])
        assert stands_in(sent_since(api, since)) == stands_in(news[0])
        assert not [call for call in api.calls if call.error is not None and call.method != "getUpdates"]
