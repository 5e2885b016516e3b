"""python-telegram-bot against the stand-in: its Bot, and an Application that polls and answers."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ContextTypes,
    MessageHandler,
    filters,
)

from tests.botapi import BASIC_GROUP, GROUP, OTHER_READER, PRIVATE, READER, BotApi
from tests.botapi.test_photos import png

Use = Callable[[telegram.Bot], Coroutine[Any, Any, object]]


def _with_bot(api: BotApi, use: Use) -> None:
    async def run() -> None:
        async with telegram.Bot(api.token, base_url=f"{api.url}/bot") as bot:
            await use(bot)

    asyncio.run(run())


def test_its_bot_sends_and_edits(api: BotApi) -> None:
    async def use(bot: telegram.Bot) -> None:
        assert bot.username == "dateline_test_bot"
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m:1")]])
        sent = await bot.send_message(
            PRIVATE.id,
            "<b>1919</b> <blockquote expandable>Article 1</blockquote>",
            parse_mode="HTML",
            reply_markup=markup,
            reply_parameters=telegram.ReplyParameters(1, quote="the treaty"),
            link_preview_options=telegram.LinkPreviewOptions(is_disabled=True),
        )
        assert sent.text == "1919 Article 1"
        assert sent.entities[1].type == "expandable_blockquote"
        assert sent.reply_to_message is not None
        edited = await sent.edit_text("1920")
        assert isinstance(edited, telegram.Message)
        assert edited.text == "1920"
        with pytest.raises(telegram.error.BadRequest, match="Message is not modified"):
            await sent.edit_text("1920")
        await sent.set_reaction("👍")
        await bot.send_chat_action(PRIVATE.id, "typing")
        assert await bot.send_message_draft(PRIVATE.id, 1, "Searching")
        assert await sent.delete()

    _with_bot(api, use)
    assert len(api.messages()) == 1


def test_its_bot_uploads_photos(api: BotApi) -> None:
    async def use(bot: telegram.Bot) -> None:
        sent = await bot.send_photo(PRIVATE.id, png(), caption="Timeline", filename="timeline.png")
        assert sent.photo[0].width == 3
        media = telegram.InputMediaPhoto(png(4, 4), caption="Timeline 2")
        edited = await sent.edit_media(media)
        assert isinstance(edited, telegram.Message)
        assert edited.caption == "Timeline 2"

    _with_bot(api, use)
    assert list(api.calls[1].files.values()) == [png()]


def test_its_bot_reads_chats_and_its_profile(api: BotApi) -> None:
    api.send_text("hello", chat=GROUP)
    api.set_member(GROUP, OTHER_READER, "administrator")
    api.set_member(GROUP, READER, "creator")

    async def use(bot: telegram.Bot) -> None:
        assert (await bot.get_chat(GROUP.id)).title == GROUP.title
        assert (await bot.get_chat_member(GROUP.id, OTHER_READER.id)).status == "administrator"
        assert (await bot.get_chat_member(GROUP.id, READER.id)).status == "creator"
        scope = telegram.BotCommandScopeChat(GROUP.id)
        assert await bot.set_my_commands([("search", "Search")], scope=scope, language_code="de")
        assert (await bot.get_my_commands(scope, "de"))[0].command == "search"
        assert await bot.set_my_description("An archive")
        assert (await bot.get_my_description()).description == "An archive"
        assert await bot.leave_chat(GROUP.id)
        with pytest.raises(telegram.error.Forbidden):
            await bot.send_message(GROUP.id, "x")

    _with_bot(api, use)


def test_its_bot_answers_queries(api: BotApi) -> None:
    inline = api.inline("treaty")
    guest = api.guest("@dateline_test_bot treaty?")

    async def use(bot: telegram.Bot) -> None:
        updates = await bot.get_updates()
        result = telegram.InlineQueryResultArticle("1", "Treaty", telegram.InputTextMessageContent("1919"))
        query, message = updates[1].inline_query, updates[2].guest_message
        assert query is not None
        assert await query.answer([result], cache_time=5, is_personal=True)
        assert message is not None
        assert await message.answer_guest_query(result)

    _with_bot(api, use)
    assert api.answer_to(inline)["is_personal"] is True
    assert api.answer_to(guest)["result"]["title"] == "Treaty"


def test_its_bot_knows_the_errors(api: BotApi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")  # else its RetryAfter warns, and warnings are errors here

    async def use(bot: telegram.Bot) -> None:
        api.fail_next("sendMessage", 429, retry_after=2)
        with pytest.raises(telegram.error.RetryAfter):
            await bot.send_message(PRIVATE.id, "x")
        api.fail_next("sendMessage", 502)
        with pytest.raises(telegram.error.NetworkError):
            await bot.send_message(PRIVATE.id, "x")
        api.drop_next("sendMessage")
        with pytest.raises(telegram.error.NetworkError):
            await bot.send_message(PRIVATE.id, "x")
        api.migrate(BASIC_GROUP, GROUP)
        with pytest.raises(telegram.error.ChatMigrated):
            await bot.send_message(BASIC_GROUP.id, "x")

    _with_bot(api, use)


async def _echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    assert message is not None
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("more", callback_data="m:1")]])
    await message.reply_html(f"<i>{message.text}</i>", do_quote=True, reply_markup=markup)


async def _more(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    query = update.callback_query
    assert query is not None
    await query.answer()
    await query.edit_message_text("more")


def _with_application(api: BotApi, drive: Callable[[], object]) -> None:
    """Runs an Application that polls while `drive` plays the reader."""

    async def run() -> None:
        builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = Application.builder()
        application = builder.token(api.token).base_url(f"{api.url}/bot").build()
        application.add_handler(MessageHandler(filters.UpdateType.MESSAGE & filters.TEXT, _echo))
        application.add_handler(CallbackQueryHandler(_more))
        async with application:
            assert application.updater is not None
            await application.start()
            await application.updater.start_polling(timeout=2, bootstrap_retries=5)
            await asyncio.to_thread(drive)
            await application.updater.stop()
            await application.stop()

    asyncio.run(run())


def test_its_application_polls_and_answers(api: BotApi) -> None:
    def drive() -> None:
        question = api.send_text("What of 1919?")
        (answer,) = api.replies_to(question)
        assert answer["text"] == "What of 1919?"
        pressed = api.press(answer["message_id"], "more")
        api.answer_to(pressed)
        api.wait_for("editMessageText")
        assert api.message(answer["message_id"])["text"] == "more"

    _with_application(api, drive)
    api.wait_until_confirmed(1)
    methods = [call.method for call in api.calls]
    assert methods[:2] == ["getMe", "deleteWebhook"]
    assert methods.count("sendMessage") == 2


def test_its_application_survives_lost_answers_of_polls(api: BotApi) -> None:
    api.drop_next("getUpdates", after_processing=True)

    def drive() -> None:
        assert len(api.replies_to(1)) == 1

    _with_application(api, drive)
    assert api.counts["sendMessage"] == 1
