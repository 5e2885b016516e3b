"""The language of the replies: which there are, which is wanted, and that it is so from now on."""

from __future__ import annotations

from functools import cache

from bot.conversation.replies import Choice, Reply, rows_of
from bot.conversation.requests import Request
from bot.conversation.views import View
from bot.wording import language_name, supported, words
from corpus.language.cutting import fold
from corpus.language.detecting import base_code
from corpus.language.known import OUR_LANGUAGES, OWN_NAMES

AUTOMATIC = "auto"
CHOICES = (AUTOMATIC, *OUR_LANGUAGES)
"""By their places buttons name them, so that further languages go to the end."""


def language_reply(request: Request, view: View) -> Reply:
    """Return the languages to choose from, and what was chosen if it was one of them."""
    pressed = CHOICES[view.item] if view.show == "language" and view.item < len(CHOICES) else ""
    wanted = pressed or (_meant(request.words) if request.words.strip() else None)
    if wanted:
        lang = supported(request.interface) if wanted == AUTOMATIC else wanted
        word = words(lang)
        told = word["language_freed"] if wanted == AUTOMATIC else _named("language_chosen", lang)
        lines: tuple[str, ...] = (told,)
    else:
        lang, word = request.lang, words(request.lang)
        now = _named("language_set", request.chosen) if request.chosen else word["language_each"]
        lines = (*([word["language_unknown"]] if wanted == "" else []), now, word["language_choose"])
    choices = [
        Choice(word["language_automatic"] if code == AUTOMATIC else OWN_NAMES[code], f"language {code}", _view(place))
        for place, code in enumerate(CHOICES)
    ]
    chosen = ("" if wanted == AUTOMATIC else wanted) if wanted else None
    return Reply(lang, word["language_title"], lines, choices=rows_of(choices), chosen=chosen, aside=True)


def _view(place: int) -> View:
    return View("language", item=place)


def _named(key: str, lang: str) -> str:
    return words(lang)[key].format(language=language_name(lang, lang))


def _meant(text: str) -> str:
    """Return the language that somebody names, by its code or by its name in any of ours; "" for none."""
    said = fold(text).strip(" .!/")
    code = base_code(said)
    return code if code in CHOICES else _names().get(said, "")


@cache
def _names() -> dict[str, str]:
    named = {fold(language_name(code, lang)): code for lang in OUR_LANGUAGES for code in OUR_LANGUAGES}
    return named | {fold(words(lang)["language_automatic"]): AUTOMATIC for lang in OUR_LANGUAGES}
