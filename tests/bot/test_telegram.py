"""End to end: the real process ``dateline bot`` against the strict Bot API stand-in, over HTTP."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.bot.running import LIMIT, index, running_bot
from tests.botapi import GROUP, BotApi
from tests.conftest import SAMPLE, clean_environment


@pytest.fixture(scope="module")
def conversation(
    sample_home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[BotApi, Callable[[str], str], Path]]:
    """A running bot on the sample archive: the stand-in, a way to ask, and the log."""
    log = tmp_path_factory.mktemp("bot") / "log"
    with BotApi() as api, running_bot(api, sample_home, log):

        def ask(text: str) -> str:
            message = api.send_command(text[1:]) if text.startswith("/") else api.send_text(text)
            return "\n\n".join(str(reply["text"]) for reply in api.sent_after(message, timeout=LIMIT))

        yield api, ask, log


Conversation = tuple[BotApi, Callable[[str], str], Path]


def _asking(conversation: Conversation) -> Callable[[str], str]:
    return conversation[1]


def test_start_greets_with_an_example_that_works(conversation: Conversation) -> None:
    ask = _asking(conversation)
    greeting = ask("/start")
    example = greeting.partition("For example: ")[2].partition("\n")[0]
    assert example
    assert ask(example).startswith("1. ")


def test_help_and_about_tell_what_they_promise(conversation: Conversation) -> None:
    ask = _asking(conversation)
    assert "How to ask" in ask("/help")
    about = ask("/about")
    for fact in ("Archive: sample", "46 articles", "Published 21 Apr 1906 to 8 Dec 2024", "Last indexed"):
        assert fact in about


def test_a_question_gets_up_to_three_articles_each_once_with_date_and_source(
    conversation: Conversation,
) -> None:
    api, ask, _ = conversation
    reply = ask("How fast did Kipchoge run the marathon in October 2019?")
    assert "1. Kipchoge runs a marathon in less than two hours\nPublished 13 Oct 2019\n" in reply
    assert "\nSource: kipchoge\n" in reply
    assert reply.count("\nSource: ") == 1  # one article, once
    reply = ask("Mars rover landing")
    assert "\n\n3. " in reply
    assert "\n\n4. " not in reply
    entities = api.messages()[-1]["entities"]
    assert {"bold", "blockquote"} <= {entity["type"] for entity in entities}


def test_the_sentence_that_answers_is_never_folded_up_and_what_is_left_out_is_marked(
    conversation: Conversation,
) -> None:
    api, ask, _ = conversation
    reply = ask("What was the sky crane of Curiosity?")
    kinds = {entity["type"] for entity in api.messages()[-1]["entities"]}
    assert "expandable_blockquote" not in kinds
    assert "…" in reply


def test_the_passage_is_quoted_word_for_word(conversation: Conversation) -> None:
    reply = _asking(conversation)("Deep Blue beats Kasparov")
    quoted = max(reply.partition("\n2. ")[0].split("\n"), key=len)
    archive = " ".join(" ".join(file.read_text("utf-8").split()) for file in SAMPLE.rglob("*.*"))
    assert len(quoted) > 40
    assert quoted in archive.replace("\\n\\n", " ").replace('\\"', '"')


def test_nothing_found_is_said_plainly_with_a_hint(conversation: Conversation) -> None:
    reply = _asking(conversation)("zeppelin parliament bakery")
    beginning = "Nothing in this archive answers that.\nFound in no article: ‘zeppelin’, ‘bakery’\nTry a name"
    assert reply.startswith(beginning)


@pytest.mark.parametrize("text", ["the of and", "😀😀", "???", "\u200b\u202e"])
def test_words_without_a_subject_get_a_hint_and_an_example(conversation: Conversation, text: str) -> None:
    assert "Ask about something" in _asking(conversation)(text)


@pytest.mark.parametrize(
    "text",
    [
        "<b>&amp; Kipchoge & <i> </blockquote>",
        "_*[Kipchoge](http://x)`~",
        "x" * 4096,
        "Kipchoge " * 455,
        "\u202eehcogpiK marathon\u2066",
        "ماهواره امید",
        "Kipchoge\x00\x07 marathon",
    ],
)
def test_hostile_text_is_answered_like_any_other(conversation: Conversation, text: str) -> None:
    api, ask, _ = conversation
    before = len(api.refusals)
    assert ask(text)
    assert len(api.refusals) == before


def test_what_is_not_text_gets_a_plain_hint_and_a_caption_counts_as_text(conversation: Conversation) -> None:
    api = conversation[0]

    def send_notes() -> int:
        return api.send_document("notes.txt")

    for send in (api.send_sticker, api.send_voice, api.send_photo, send_notes):
        assert api.sent_after(send(), timeout=LIMIT)[0]["text"] == "I read text: write your question in words."
    captioned = api.send_photo("Kipchoge marathon Vienna")
    assert api.sent_after(captioned, timeout=LIMIT)[0]["text"].startswith("1. Kipchoge")


def test_an_unknown_command_gets_a_hint_in_private_and_silence_in_groups(conversation: Conversation) -> None:
    api, ask, _ = conversation
    assert "/help" in ask("/nosuchthing")
    api.send_text("Kipchoge marathon", chat=GROUP)
    api.send_command("nosuchthing", chat=GROUP)
    api.send_command("about@some_other_bot", chat=GROUP)
    ask("/help")  # behind the group's messages in the queue
    assert not [message for message in api.messages(GROUP) if message["from"]["is_bot"]]


def test_no_call_was_refused_and_no_question_was_logged(conversation: Conversation) -> None:
    api, ask, log = conversation
    ask("Canary Kipchoge sesquipedalian")
    written = log.read_text("utf-8")
    assert "Answered from generation" in written
    for secret in ("sesquipedalian", "Kipchoge", api.token, "ada_reads", "Ada", "getUpdates"):
        assert secret not in written
    assert not [refusal for refusal in api.refusals if refusal]


def test_the_bot_follows_a_new_index_while_it_runs(tmp_path: Path) -> None:
    archive, home = tmp_path / "archive", tmp_path / "home"
    archive.mkdir()
    (archive / "2019-05-01-bridge.txt").write_text("Bridge opens\n\nThe old bridge over the Arun opened again today.\n")
    index(home, archive)
    with BotApi() as api, running_bot(api, home, tmp_path / "log") as process:
        assert "Bridge opens" in _ask(api, "bridge Arun")
        assert "Nothing in this archive" in _ask(api, "lighthouse")
        (archive / "2020-06-01-lighthouse.txt").write_text("Lighthouse lit\n\nA new lighthouse was lit on Friday.\n")
        (archive / "2019-05-01-bridge.txt").unlink()
        index(home, archive)
        deadline = time.monotonic() + 2
        while "Lighthouse lit" not in (reply := _ask(api, "lighthouse")):
            assert time.monotonic() < deadline, reply
        assert "Nothing in this archive" in _ask(api, "bridge Arun")
        assert process.poll() is None


def test_sigterm_stops_the_bot_after_what_it_has_begun(sample_home: Path, tmp_path: Path) -> None:
    with BotApi() as api, running_bot(api, sample_home, tmp_path / "log") as process:
        _ask(api, "Kipchoge")
        asked = [api.send_text("Kipchoge marathon Vienna") for _ in range(5)]
        api.sent_after(asked[0], timeout=LIMIT)
        process.send_signal(signal.SIGTERM)
        assert process.wait(LIMIT) == 0
        answered = [call for call in api.calls if call.method == "sendMessage" and call.error is None]
        assert len(answered) + api.pending_updates >= 6  # answered, or still Telegram's: none lost
    assert "Stopped." in (tmp_path / "log").read_text("utf-8")


def test_a_wrong_or_missing_token_fails_with_the_cure_and_without_the_token(sample_home: Path, tmp_path: Path) -> None:
    wrong = "987654:AAwrongwrongwrongwrongwrongwrongwrong"
    with BotApi() as api:
        for token in ("", wrong):
            done = subprocess.run(
                [sys.executable, "-m", "bot", "--home", str(sample_home), "bot"],
                env=clean_environment(
                    PYTHONPATH=str(SAMPLE.parents[1]), TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_URL=api.url
                ),
                cwd=tmp_path,
                capture_output=True,
                text=True,
                check=False,
                timeout=LIMIT,
            )
            assert done.returncode == 1
            assert "TELEGRAM_BOT_TOKEN" in done.stderr
            assert "@BotFather" in done.stderr
            assert wrong not in done.stdout + done.stderr


def test_the_bot_waits_for_telegram_to_come_back_and_tries_again_when_told(sample_home: Path, tmp_path: Path) -> None:
    with BotApi(offline="bad_gateway") as api, running_bot(api, sample_home, tmp_path / "log") as process:
        time.sleep(1)
        assert process.poll() is None
        api.go_online()
        assert "Kipchoge" in _ask(api, "Kipchoge")
        api.fail_next("sendMessage", 429, retry_after=1)
        assert "Kipchoge" in _ask(api, "Kipchoge marathon")


def _ask(api: BotApi, text: str) -> str:
    replies: list[Any] = api.sent_after(api.send_text(text), timeout=LIMIT)
    return str(replies[0]["text"])
