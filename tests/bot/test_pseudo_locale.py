"""Every word that readers see is one that can be translated: in a language that nobody speaks, no English is left.

The archive is in Persian, so that what stands in plain Latin letters in a reply is neither quoted nor translated.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.alerts.subscriber import DAY, NOW, WEEK, Alert, Subscriber, Topic
from bot.conversation.alerting import clocks_reply, hours_reply, list_reply, set_reply, stored_reply
from bot.conversation.answers import plain_reply
from bot.conversation.desk import COMMANDS, Desk
from bot.conversation.replies import Reply
from bot.conversation.requests import Line
from bot.conversation.small_talk import KINDS, SIGN, Talk, talk_reply
from bot.conversation.views import View
from bot.rendering import for_telegram, for_terminal
from bot.rendering.why_told import STAMPED
from bot.settings import Settings
from bot.telegram.alerting import ELSEWHERE
from bot.terminal.chat import Conversation
from bot.wording import english, words
from index.answering.searcher import Searcher
from tests.bot.pseudo import pseudo, pseudo_english
from tests.bot.running import LIMIT, Reader, buttons, index, running_bot, stop, text_of
from tests.botapi import BotApi, User
from tests.conftest import SAMPLE

TODAY = date(2024, 5, 3)
BRIDGE = "پل تازهٔ شهر روز جمعه پس از سه سال کار ساختمانی به روی رهگذران گشوده شد و شهردار در آیین آن سخن گفت."
ARTICLES: list[dict[str, str]] = [
    {"id": "پل", "title": "گشایش پل تازه", "text": BRIDGE, "date": "2019-01-07"},
    {"id": "پل-دوباره", "title": "پل شهر باز شد", "text": BRIDGE, "date": "2019-01-08"},
    {"id": "پل-کهنه", "title": "پل کهنه بسته شد",
     "text": "پل کهنهٔ شهر در سال ۱۳۹۶ بسته شد.", "date": "2017-06-02"},
    {"id": "پل-بی‌تاریخ", "title": "پل چوبی",
     "text": "پل چوبی دهکده را سیل دیروز برد و مردم پل دیگری ساختند."},
    {"id": "سیل", "title": "سیل در دهکده",
     "text": "سیل دیروز خانه‌های دهکده را برد و پل را شکست.", "date": "2020-03-24"},
    {"id": "آتش", "title": "آتش در جنگل",
     "text": "آتش در جنگل شمال خاموش شد. باران شبانه آن را خاموش کرد.", "date": "2020-07-01"},
    {"id": "ماه", "title": "گرفتگی ماه", "text": "ماه شنبه گرفت و هزاران تن آن را دیدند.", "date": "2021-11-20"},
]  # fmt: skip
CALENDAR = (
    "January February March April May June July August September October November December "
    "Jan Feb Mar Apr Jun Jul Aug Sep Oct Nov Dec Monday Mon Tue Wed Thu Fri Sat Sun UTC"
)
SAID_IN_FIGURES = re.compile(rf"\b(?:{'|'.join(CALENDAR.split())})\b")
COMMAND = re.compile(r"/[a-z]+(?: (?:\d+|[a-z]{2}|auto))?\b")
WORD = re.compile(r"[^\W\d_]{2,}")
FILE = ".jsonl"
NAMES = frozenset("English German Spanish French Arabic Persian Italian Deutsch Italiano".split())
"""Of languages."""
ASKED = [
    "پل", "پل تازه", "پل کی گشوده شد؟", "سیل در ۱۳۹۰", "سیل پیش از ۲۰۲۰", "گشایش پل و آتش", "زیردریایی کهکشان",
    '"پل دریایی"', "پل -تازه سال:۱۹۹۹", "پل کی گشوده شد و آتش چگونه خاموش شد؟", "از", "؟", "پل 03/04/2019",
    "/timeline پل", "/timeline سیل ۱۹۹۰", "/timeline زیردریایی", "/on ۷ ژانویه", "/on ۷ ژانویه ۱۹۹۰", "/on پل",
    "/from 2019 پل", "/to 2019 پل", "/from", "/to", "/ask", "/timeline", "/on", "/latest", "/language کهکشانی",
    "/language en", "/language fr", "/language auto", "/nosuch", "سلام", "پل پیش از ۱۹۹۰",
    "متى افتتح الجسر الجديد؟", "پل کی گشوده شد و زیردریایی کهکشان کجاست؟",
]  # fmt: skip
LINES = [*ASKED, *(f"/{name}" for name in COMMANDS)]
IN_TELEGRAM = set(
    "busy failed gone inline_hint only_text private_archive too_many unusable description short_description".split()
)
TAPPED = set(
    "alert_button alert_change alert_gone alert_more alert_news alert_stopped alert_typed alerts_full alerts_off "
    "forgotten helped helped_not nothing_stored report_button report_drop report_dropped report_failed report_news "
    "report_send report_sent report_title thanks".split()
)
"""What is said of taps and alerts of a bot, on its own tests' paths; the code that says it holds no words (below)."""
IN_TERMINAL = set("chat_examples chat_help example_question nothing_further".split())
DATED = set(
    "also_as_of article_of article_of_longer as_of both_ways cites disagree example_new maybe misread saved "
    "timeline_days timeline_elsewhere timeline_vague timeline_years "
    "undated_article unsaid which_day which_year written_otherwise".split()
)
"""Of dates and archives that are not these; the code that fills them in holds no words (below)."""
ELSEWHERE_SHOWN = "command_", "web_", "why_", "ruling_", "claim_", "kind_", "role_"
"""Of the menu, of the page (below) and of reasons (tests/bot/test_why.py)."""
ROOT = SAMPLE.parents[1]
SPEAKING = [
    "bot/conversation", "bot/telegram", "bot/terminal", "bot/wording", "bot/about.py", "bot/rendering/for_telegram.py",
    "bot/rendering/for_terminal.py", "bot/rendering/timeline_picture.py", "bot/rendering/why_told.py",
    "bot/rendering/web",
]  # fmt: skip
IN_ENGLISH = frozenset({"bot/telegram/maintaining.py", "bot/telegram/reindexing.py"})
"""What only maintainers read."""
LITERAL = re.compile(r"[A-Za-z]{2,}[,:;.!?]? [A-Za-z]{2,}|^[A-Z][a-z]+[.!?:]?$")
"""Two words, or one that begins like a sentence."""
SQL = ("SELECT", "INSERT", "DELETE", "UPDATE", "PRAGMA", "CREATE")
NOT_SAID = frozenset(
    {
        'dateline ask "', "not reached", "no updates are taken", STAMPED, "left out",
        '<tg-time unix="\\1" format="\\2">', ELSEWHERE,
        "query is too old", "message is not modified", "message thread not found",
        "message to edit not found",
        "message can't be edited", "there is no text in the message", "offset points",
        "check the permissions, or move it away: it holds nothing that is needed",
        "check the permissions, or move it away: readers choose their language anew", "chosen languages",
        "check the permissions and the disk, or move it away: then days are counted from today on", "helped not",
        "chat not found", "user is deactivated", "not enough rights", "have no rights",
        "DATELINE_ALERTS_KEY and DATELINE_ALERTS_KEY_FILE are not set; dateline alerts --new-key FILE makes a key",
        "Who won the World Cup in 2014?", "How many pacemakers ran with Kipchoge?",
        "What closed the airspace over Europe?",
    }
)  # fmt: skip
"""A command, what Telegram says, a library's name, what maintainers are told, and questions for the sample archive."""


@pytest.fixture(scope="module")
def persian_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("persian")
    archive = folder / "بایگانی.jsonl"
    archive.write_text("\n".join(json.dumps({**one, "lang": "fa"}) for one in ARTICLES), "utf-8")
    index(folder / "home", archive)
    return folder / "home"


@pytest.fixture(scope="module")
def desk(persian_home: Path) -> Iterator[Desk]:
    with pseudo_english(), closing(Searcher(persian_home)) as searcher:
        yield Desk(Settings(home=persian_home, archive_name="بایگانی"), searcher)


def _left_in_english(text: str) -> list[str]:
    """Return the words of a text that are neither translated nor a date or a command."""
    rest = COMMAND.sub(" ", SAID_IN_FIGURES.sub(" ", text.replace(FILE, "")))
    return [word for word in WORD.findall(rest) if word.isascii() and word not in NAMES]


def _shown(reply: Reply) -> str:
    labels = [choice.label for row in reply.choices for choice in row]
    labels += [button.label for row in reply.buttons for button in row]
    bars = [part for bar in reply.bars for part in (bar.label, bar.short, bar.tick)]
    telegram = for_telegram.plain(for_telegram.render(reply))
    return "\n".join([telegram, for_terminal.render(reply, choices=True), *labels, *bars])


def _replies(desk: Desk, text: str) -> Iterator[Reply]:
    """Yield the reply to a line, and what its buttons show."""
    line = Line(text, TODAY, "en", chosen="" if text.startswith("/language") else "en")
    reply = desk.reply(line)
    yield reply
    for row in reply.choices:
        yield from (desk.reply(line, choice.view) for choice in row if choice.view.show != "language")
    if reply.entries:
        stale = View("context", generation=99)
        yield desk.reply(line, stale)


def _of_alerts() -> Iterator[Reply]:
    """Yield what is said of alerts, and of what is stored for them."""
    topic = Topic("پل تازه", "en")
    daily, weekly, now = (Alert(place, topic, 0, TODAY, every) for place, every in enumerate((DAY, WEEK, NOW), start=1))
    reader = Subscriber(7, TODAY, alerts=(daily, weekly, now))
    yield from (set_reply(reader, one, "en") for one in reader.alerts)
    yield list_reply(reader, "en", "پل")
    yield list_reply(None, "en", "پل")
    yield hours_reply(reader, daily, "en")
    yield clocks_reply(daily, datetime(2024, 5, 3, 12, tzinfo=UTC), "en")
    yield from (stored_reply(stored, chosen, "en") for stored in (reader, None) for chosen in ("fa", ""))


def _everything(desk: Desk) -> Iterator[Reply]:
    """Yield the replies to all that is asked here, in Telegram and in the terminal."""
    for text in LINES:
        yield from _replies(desk, text)
    for text in ("/help", "/privacy", "/from"):
        yield Desk(desk.settings, desk.searcher, place="terminal").reply(Line(text, TODAY, "en"))
    for kind in (*KINDS, SIGN):
        yield talk_reply(Talk(kind, "en"), "پل؟")
    yield from _of_alerts()


def test_nothing_that_is_said_of_alerts_is_left_in_english(desk: Desk) -> None:
    assert desk
    for reply in _of_alerts():
        assert _left_in_english(_shown(reply)) == []


@pytest.mark.parametrize("text", LINES)
def test_no_reply_and_no_button_is_left_in_english(desk: Desk, text: str) -> None:
    for reply in _replies(desk, text):
        if reply.lang == "en":
            assert _left_in_english(_shown(reply)) == []


@pytest.mark.parametrize("kind", [*KINDS, SIGN])
def test_no_small_talk_is_answered_in_english(desk: Desk, kind: str) -> None:
    assert desk
    assert _left_in_english("\n".join(talk_reply(Talk(kind, "en"), "پل؟").lines)) == []


def test_nothing_in_the_terminal_is_left_in_english(desk: Desk) -> None:
    conversation = Conversation(Desk(desk.settings, desk.searcher, place="terminal"), "en")
    for text in ("/language en", "/help", "/privacy", "/from", "پل", "/next", "/next", "/next"):
        assert _left_in_english(_shown(conversation.reply(text))) == [], text
    answer = desk.searcher.find(desk.searcher.read("از", TODAY), 3)
    assert _left_in_english(_shown(plain_reply(answer, "en")).replace("dateline ask", "")) == []
    assert _left_in_english(words("en")["chat_help"]) == []


def test_the_cases_show_nearly_every_wording(desk: Desk) -> None:
    """What no case shows could hide English beside it, so that it is named here with where it is shown."""
    shown = "\n".join(map(_shown, _everything(desk)))
    parts = {key: re.split(r"\{\w+\}|\n", text) for key, text in english().items()}
    unseen = {key for key, text in parts.items() if not all(part.strip(" .:;,·") in shown for part in text)}
    unseen = {key for key in unseen if not (key.startswith(ELSEWHERE_SHOWN) or key.endswith("_web"))}
    assert unseen <= DATED | IN_TELEGRAM | IN_TERMINAL | TAPPED


def test_no_literal_of_the_code_is_said_to_readers() -> None:
    found = {
        (file.relative_to(ROOT).as_posix(), text)
        for place in SPEAKING
        for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
        if file.relative_to(ROOT).as_posix() not in IN_ENGLISH
        for text in _literals(ast.parse(file.read_text("utf-8")))
    }
    assert {(file, text) for file, text in found if not text.strip().startswith(SQL) and text not in NOT_SAID} == set()


def test_no_page_has_words_of_its_own() -> None:
    for template in (ROOT / "bot/rendering/web").glob("*.html"):
        text = re.sub(r"{#.*?#}|{{.*?}}|{%.*?%}", " ", template.read_text("utf-8"), flags=re.DOTALL)
        text = re.sub(r'<[^>]*>|[a-z-]+="[^"]*"', " ", text)
        assert [word for word in WORD.findall(text) if word != "nbsp"] == [], template.name


def test_a_literal_would_be_found() -> None:
    said = 'def told(n):\n    """Tell it."""\n    log.info(\'Not this one.\')\n    return f\'Found {n} new articles\''
    assert list(_literals(ast.parse(said))) == [" new articles"]
    assert _left_in_english("Found ñéŵ articles, Mon 7 Jan 2019: /help, /context 1") == ["Found", "articles"]


def _literals(tree: ast.AST) -> Iterator[str]:
    """Yield the strings of a module that are words of a language, but for docstrings, the log, errors and patterns."""
    left: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            left.update(map(id, ast.walk(node)))
        elif isinstance(node, ast.Call) and isinstance(called := node.func, ast.Attribute):
            told = getattr(called.value, "id", "") in {"log", "re"} or called.attr == "split"
            left.update(map(id, ast.walk(node)) if told else ())
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in left)
    yield from (one.value for one in texts if isinstance(one.value, str) and LITERAL.search(one.value))


def test_nothing_that_telegram_is_told_is_left_in_english(persian_home: Path, tmp_path: Path) -> None:
    """The bot as a process of its own: menu, description, notices, answers to presses, what is offered elsewhere."""
    settings = {"DATELINE_READERS": "1001,1002", "DATELINE_ALLOWANCE": "12", "DATELINE_ARCHIVE_NAME": "بایگانی"}
    with (
        BotApi() as api,
        running_bot(api, persian_home, tmp_path / "log", module="tests.bot.pseudo", **settings) as bot,
    ):
        asker = User(1001, "Somebody", language_code="en")
        reader = Reader(api, asker)
        reader.ask("/language en")
        answer = reader.ask("پل")
        assert buttons(answer)
        told = [text_of(answer), *buttons(answer), text_of(reader.ask("/nosuch")), text_of(reader.ask("😀"))]
        told.append(text_of(reader.reply_to(api.send_document("پل.pdf", user=asker))))
        told.append(str(reader.press(answer, "1:x", forged=True)["text"]))
        question = api.send_text("پل", user=asker)
        deleted = reader.reply_to(question)
        api.delete(question)
        told.append(str(reader.press(deleted, buttons(deleted)[0])["text"]))
        told.append(str(api.answer_to(api.inline("", user=asker), timeout=LIMIT)["button"]["text"]))
        burst = [api.send_text("پل", user=User(1002, "Somebody", language_code="en")) for _ in range(14)]
        api.wait_until_confirmed(LIMIT)
        replies = [reply for one in burst for reply in api.replies_to(one, count=0)]
        told.append(str(replies[-1]["text"]))
        stranger = Reader(api, User(1003, "Somebody", language_code="en"))
        told.append(text_of(stranger.ask("پل")))
        api.wait_for("setMyShortDescription", timeout=LIMIT)
        told += [*api.commands().values(), api.description(), api.description(short=True)]
        stop(bot)
    assert [left for text in told if (left := _left_in_english(text.replace(".pdf", "")))] == []
    for key in sorted(IN_TELEGRAM - {"busy", "failed"}):
        assert any(pseudo(words("en")[key]).partition("{")[0].rstrip("·") in text for text in told), key
