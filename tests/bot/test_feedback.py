"""One tap tells whether an answer helped; two send a question to the maintainers, who get just what was shown."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.telegram.counting import FILE_NAME, Counts, median, took
from tests.bot.running import LIMIT, Message, Reader, buttons, group, running_bot, somebody, styles, text_of
from tests.botapi import BotApi, User
from tests.botapi.chats import private_chat

MAINTAINER = User(91_000, "Somebody")
QUESTION = "Mars rover landing <b>& \u202eco"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory, sample_home: Path) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("feedback") / "home"))


@pytest.fixture(scope="module")
def api(home: Path) -> Iterator[BotApi]:
    with BotApi() as api, running_bot(api, home, home.parent / "log", DATELINE_MAINTAINERS="91000, 91001"):
        Reader(api, MAINTAINER, private_chat(MAINTAINER)).ask("/about")
        yield api


def counted(home: Path) -> dict[str, int]:
    with closing(Counts(home)) as counts:
        return counts.since(datetime.now(UTC).date()).get(datetime.now(UTC).date(), {})


def judge(reader: Reader, answer: Message, button: str) -> list[str]:
    """Press a button that judges; return the buttons that stand there then."""
    assert reader.press(answer, button)["text"].startswith("Thank you")
    return buttons(reader.shown(answer))


def test_one_tap_is_counted_once_and_its_buttons_go(api: BotApi, home: Path) -> None:
    reader, before = somebody(api), counted(home)
    answer = reader.ask("Mars rover landing")
    data = {button["text"]: button["callback_data"] for button in answer["reply_markup"]["inline_keyboard"][-1]}
    assert list(data) == ["👍 Helped", "👎 Didn’t"]
    left = judge(reader, answer, "👍 Helped")
    assert left == buttons(answer)[:-2]
    reader.press(answer, data["👍 Helped"], forged=True)
    after = counted(home)
    assert after["helped"] == before.get("helped", 0) + 1
    assert after["asked"] == before.get("asked", 0) + 1
    assert "Next ›" in left
    reader.look(answer, "Next ›")
    assert "👍 Helped" in buttons(reader.shown(answer))  # another page may help


def test_a_question_is_shown_as_it_is_sent_and_sent_with_the_second_tap(api: BotApi, home: Path) -> None:
    reader, before = somebody(api), counted(home)
    answer = reader.ask(QUESTION)
    assert judge(reader, answer, "👎 Didn’t")[-1] == "✉ Send the question to the maintainers"
    assert counted(home)["helped not"] == before.get("helped not", 0) + 1
    since = len(api.calls)
    reader.press(answer, "✉ Send the question to the maintainers")
    (call,) = api.wait_for("sendMessage", since=since, timeout=LIMIT)
    draft = call.result
    shown = text_of(draft).partition("\n\n")[2]
    assert shown == "Mars rover landing <b>& co"
    assert api.messages(MAINTAINER.id)[-1]["text"].startswith("Archive")  # nothing yet
    since = len(api.calls)
    reader.press(draft, "Send it")
    api.wait_for("editMessageText", since=since, timeout=LIMIT)
    got = api.messages(MAINTAINER.id)[-1]
    assert got["text"] == f"A reader sends a question that was not answered well:\n\n{shown}"
    assert str(reader.place.id) not in json.dumps(got)
    assert styles(draft) == {"Send it": "primary"}
    assert text_of(reader.shown(draft)).startswith("Sent.")
    assert buttons(reader.shown(draft)) == []
    assert "no longer works" in reader.press(draft, "1;send.0.0", forged=True)["text"]


def test_a_draft_can_be_dropped_and_a_forged_step_sends_nothing(api: BotApi) -> None:
    reader = somebody(api)
    answer = reader.ask("Deep Blue")
    since = len(api.calls)
    reader.press(answer, "1;draft.0.0", forged=True)
    (call,) = api.wait_for("sendMessage", since=since, timeout=LIMIT)
    got = len(api.messages(MAINTAINER.id))
    reader.press(call.result, "Don’t send")
    assert text_of(reader.shown(call.result)) == "Nothing was sent."
    for step in ("1;send.0.0", "1;drop.0.0"):
        assert reader.press(answer, step, forged=True)["text"]
    assert len(api.messages(MAINTAINER.id)) == got


def reacted(api: BotApi, home: Path, reader: Reader, answer: Message, *emoji: str, **how: bool) -> dict[str, int]:
    """React to an answer, and return what is counted then: a question behind it is answered later."""
    api.react(answer["message_id"], *emoji, chat=reader.place, user=reader.user, **how)
    reader.ask(f"/about@{api.bot.username}")
    return {name: count for name, count in counted(home).items() if name.startswith("helped")}


def test_a_reaction_is_counted_as_long_as_it_stands_and_says_whether_it_helped(api: BotApi, home: Path) -> None:
    reader = somebody(api)
    answer = reader.ask("Mars rover landing")
    before = {"helped": 0, "helped not": 0} | reacted(api, home, reader, answer, "😢")
    helped = before | {"helped": before["helped"] + 1}
    assert reacted(api, home, reader, answer, "👍") == helped
    assert reacted(api, home, reader, answer, "❤", "🎉", "77001") == helped
    assert reacted(api, home, reader, answer, "👎") == before | {"helped not": before["helped not"] + 1}
    assert reacted(api, home, reader, answer, "👎", "👍") == before
    assert reacted(api, home, reader, answer, "🏆") == helped
    assert reacted(api, home, reader, answer) == before
    assert reacted(api, home, reader, reader.ask("/about"), "👍") == before  # it answers nothing
    assert before == {name: counted(home)[name] for name in before}


def test_a_press_goes_before_a_reaction_and_neither_counts_twice(api: BotApi, home: Path) -> None:
    reader = somebody(api)
    answer = reader.ask("Mars rover landing")
    before = {"helped": 0, "helped not": 0} | reacted(api, home, reader, answer)
    reacted(api, home, reader, answer, "👍")
    judge(reader, answer, "👎 Didn’t")
    judged = before | {"helped not": before["helped not"] + 1}
    for emoji in ((), ("👍",), ("👎",)):
        assert reacted(api, home, reader, answer, *emoji) == judged


def test_in_a_group_each_counts_where_telegram_tells_the_bot(api: BotApi, home: Path) -> None:
    room = group()
    first, second = somebody(api, room), somebody(api, room)
    answer = first.ask(f"@{api.bot.username} Mars rover landing")
    before = {"helped": 0} | reacted(api, home, first, answer, "👍")  # it is no administrator
    before = {"helped": 0} | reacted(api, home, first, answer, bot_is_administrator=False)
    assert reacted(api, home, first, answer, "👍", bot_is_administrator=True)["helped"] == before["helped"] + 1
    assert reacted(api, home, second, answer, "👏", bot_is_administrator=True)["helped"] == before["helped"] + 2
    assert reacted(api, home, first, answer, bot_is_administrator=True)["helped"] == before["helped"] + 1


def test_groups_are_not_asked(api: BotApi) -> None:
    room = somebody(api, group())
    answer = room.ask(f"@{api.bot.username} Mars rover landing")
    assert "👍 Helped" not in buttons(answer)


def test_numbers_by_day_are_all_that_is_kept(api: BotApi, home: Path) -> None:
    somebody(api).ask("quetzalcoatlus wordless Mars")
    content = b"".join(file.read_bytes() for file in home.glob(f"{FILE_NAME}*"))
    assert b"quetzal" not in content
    assert b"Mars" not in content
    assert all(str(number).encode() not in content for number in range(70_001, 70_050))


def test_half_of_the_replies_came_within_the_median() -> None:
    day = {took(0.003): 3, took(0.1): 2, took(2.5): 1, "helped": 9}
    assert median([day]) == 4
    assert median([day, {took(0.1): 3}]) == 128
    assert median([{}]) is None
    assert (took(0), took(0.001), took(1.0)) == ("took 1", "took 2", "took 1024")
