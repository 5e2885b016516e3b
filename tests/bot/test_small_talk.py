"""Small talk gets a short human line and no search; questions that merely begin like it are searched."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.conversation.desk import Desk, understand
from bot.conversation.requests import Line, Replied
from bot.conversation.small_talk import KINDS, SIGN, small_talk, talk_reply
from bot.settings import Settings
from bot.wording import words
from corpus.language.known import OUR_LANGUAGES
from index.answering.question import parse_question
from index.answering.searcher import Searcher
from tests.conftest import Run

TODAY = date(2024, 5, 3)
SAID = {
    "en": """
        thanks | Thank you so much! | thank you for your quick answer | ty bot | thanx a lot mate
        thanks again, that really helped
        hello | Heyyyy there | good morning bot | Hello again my friend | hello?
        bye bye, see you tomorrow | good night everyone
        how are you doing today? | what's up | hi, how r u
        What can you do? | what can i ask you here | what is this bot for? | tell me a joke
        who are you | are you a bot or a human? | who made you? | what's your name
        good bot | You are really great | well done! | that was very helpful | i love you
        you are stupid | stupid bot | this is garbage | fuck you | You're so useless | wrong answer
        that's not what I asked
        ok cool | got it, thanks | i see | never mind | no thanks
        test | just testing | are you there?? | is anyone there
        help | help me please | i need help | how does this work | how do I use this bot? | can I ask you a question
        are you sure? | sorry, wrong chat | do you speak German? | thnaks | helpp | awsome | youre stuipd
    """,
    "de": """
        danke | Danke schön!! | vielen dank für die schnelle Antwort | Dankeschoen | danke dir
        Guten Tag | Hallo Bot, guten Morgen | moin moin | grüß dich | Servus zusammen
        tschüss, bis bald | Auf Wiedersehen | gute nacht
        wie geht's? | Wie geht es Ihnen heute? | na, alles klar?
        was kannst du alles? | Was können Sie für mich tun? | was kann ich dich fragen
        wer bist du? | bist du ein Mensch? | Wer hat dich programmiert? | wie heißt du
        super Antwort! | sehr gut gemacht | das hat mir sehr geholfen | du bist der Beste
        du bist dumm | blöder Bot | so ein Mist | halt die Klappe | Das ist falsch | du bist echt nutzlos
        alles klar, verstanden | na gut | egal | stimmt
        bist du noch da? | nur ein Test | Hilfe! | kannst du mir helfen? | wie funktioniert das hier?
        ich verstehe nicht
        bist du sicher? | Entschuldigung | sprichst du Deutsch?
    """,
    "fr": """
        merci | merci bcp | Merci beaucoup pour votre aide ! | mille mercis | ok merci
        bonjour | Bonsoir à tous | coucou | slt | Salut, ça va ?
        au revoir et merci | bonne nuit | à bientôt
        comment ça va ? | Comment allez-vous ? | ca va et toi
        que peux-tu faire ? | qu'est-ce que tu sais faire | à quoi sers-tu ? | c'est quoi ce bot
        qui es-tu ? | es-tu un robot ? | Qui t'a créé ? | comment tu t'appelles
        bravo, c'est génial | très utile | bon travail | t'es le meilleur
        tu es stupide | t'es nul | va te faire foutre | réponse fausse, c'est faux | quel robot débile
        tu ne sers à rien
        d'accord | je vois | pas de problème | laisse tomber
        tu es là ? | il y a quelqu'un ? | aide | j'ai besoin d'aide | peux-tu m'aider ? | comment ça marche ?
        je ne comprends pas
        tu es sûr ? | désolé | parlez-vous français ?
    """,
    "es": """
        gracias | Muchas gracias por tu ayuda | mil gracias | te lo agradezco mucho | graciasss
        hola | ¡Hola! Buenos días | buenas tardes | holaaa bot
        adiós | hasta luego | nos vemos mañana
        ¿cómo estás? | que tal | qué tal todo
        ¿qué puedes hacer? | qué sabes hacer | para qué sirves | ¿qué te puedo preguntar aquí?
        ¿quién eres? | eres un robot? | quién te hizo | cómo te llamas
        excelente respuesta | muy bien hecho | eres genial | me ayudaste mucho
        eres tonto | eres un idiota | bot inútil | vete a la mierda | eso no es lo que pregunté | no sirves para nada
        vale, entendido | de acuerdo | no importa | ni idea
        estás ahí? | hay alguien? | ayuda por favor | necesito ayuda | ¿me puedes ayudar? | ¿cómo funciona esto?
        no entiendo nada
        ¿estás seguro? | perdón | hablas español?
    """,
    "it": """
        grazie | Grazie mille per l'aiuto | la ringrazio molto | graziee
        buongiorno | Buonasera! | salve bot | buon pomeriggio a tutti
        arrivederci | a presto | buonanotte | ci vediamo domani
        come stai? | come va? | tutto bene?
        che cosa puoi fare? | cosa sai fare | quali domande posso fare?
        chi sei? | sei un robot? | come ti chiami | chi ti ha creato?
        ottimo lavoro | sei fantastico | bravissimo | molto utile
        sei stupido | che bot inutile | vaffanculo | non è quello che ho chiesto | non capisci niente
        va bene, capito | d'accordo | non importa | non lo so
        ci sei? | c'è qualcuno? | aiuto per favore | mi può aiutare? | come funziona?
        non ho capito
        sei sicuro? | mi scusi | parla italiano?
    """,
    "ar": """
        شكرا | شكراً جزيلاً | شكرا لك على المساعدة | مشكور يا أخي | يعطيك العافية | shukran
        مرحبا | السلام عليكم | صباح الخير | أهلا وسهلا | هلا والله | marhaba
        مع السلامة | إلى اللقاء | تصبح على خير
        كيف حالك؟ | كيفك اليوم | شلونك | ازيك عامل ايه
        ماذا تستطيع أن تفعل؟ | ماذا يمكنك أن تفعل | شو بتعرف تعمل | ما هذا البوت؟
        من أنت؟ | هل أنت روبوت؟ | من صنعك؟ | ما اسمك
        ممتاز | أحسنت | أنت رائع جدا | جواب ممتاز
        أنت غبي | يا غبي | بوت غبي | اخرس | هذا خطأ | لا فائدة منك
        حسنا | طيب فهمت | لا مشكلة | تمام
        هل أنت هنا؟ | هل من أحد هنا؟ | مساعدة | ساعدني من فضلك | أحتاج مساعدة | كيف يعمل هذا؟ | لا أفهم
        هل أنت متأكد؟ | آسف | هل تتكلم العربية؟
    """,
    "fa": """
        مرسی | ممنون | خیلی ممنونم از کمکت | دستت درد نکنه | سپاسگزارم | mersi | damet garm
        سلام | سلام خوبی؟ | صبح بخیر | درود بر شما | سلام ربات جان | salam
        خداحافظ | شب بخیر | خدانگهدار
        خوبی؟ | حالت چطوره؟ | چطوری رفیق | چه خبر | khoobi
        چه کاری می‌توانی انجام بدهی؟ | چیکار میتونی بکنی | چی بلدی؟ | چی ازت بپرسم
        تو کی هستی؟ | شما ربات هستید؟ | کی تو رو ساخته؟ | اسمت چیه
        عالی بود | آفرین | خیلی خوبی | جواب خوبی بود
        تو خیلی احمقی | ربات خنگ | خفه شو | به درد نمی‌خوری | این جوابت اشتباهه | مزخرفه
        باشه | آهان فهمیدم | اشکالی نداره | نه ممنون
        هستی؟ | کسی هست؟ | کمک | کمکم کن لطفا | به کمک نیاز دارم | چطور کار می‌کنی؟ | نمی‌فهمم
        مطمئنی؟ | ببخشید | فارسی بلدی؟
    """,
}
TOLD = [(lang, text.strip()) for lang, lines in SAID.items() for line in lines.split("\n") for text in line.split("|")]
TOLD = [(lang, text) for lang, text in TOLD if text]
ASKED = """
hello, who won the world cup in 2014? | thank you letters to soldiers | Hello Kitty | help for Haiti
the idiot dostoevsky
good morning america attack | test ban treaty | OK Corral | stupid bot law | thanks to whom was the treaty signed?
Thanksgiving parade | who are you voting for posters | help desk opening hours | what can you do about malaria
how are you taxed in Texas | who made the first robot? | are you there god it's me margaret | goodbye lenin | hey jude
please who was Kasparov | ok so when did the bridge open | hi what happened in Vienna in 2019 | lol who beat kasparov
good bots on Twitter | the worst bot attack | great fire of London | nice attack 2016 | Nice | cool runnings
stupid tariffs
wrong answer on the exam scandal | shut up and dance | i need help finding articles about Haiti
how does the senate work
how does this work permit law affect nurses | can you help me find the speech on Mars | I love you virus | wow signal
sorry who is the president | bye week | super bowl | super 8 | test results Kipchoge | ping pong diplomacy
Help (album)
who was he? | and in 2021? | why? | why though | how many died? | was it any good | is that all he said about taxes
no, in 2019 | yes vote in Scotland | "thanks" | “hello” | 2019 | start of the war | stop and frisk | menu prices in 1963
tanks | prefect | garbage | The Idiot | mercy | Bonn | false | menu
fin | Ende | error | منبع | بطل | are you sure about the date of the landing
danke merkel plakate | hallo wach skandal | hilfe für die Ukraine | dummer august | Guten Tag Ramon film
wer bist du buch
wie geht es der Wirtschaft | was kannst du in Berlin besuchen | Scheiße im Trinkwasser | die Antwort der Regierung
merci simone veil | bonjour tristesse | aide alimentaire | qui est Macron | idiot de la famille | ça va barder film
comment ça marche la bourse | l'idiot | nul doute que Paris | salut fasciste
gracias a la vida | hola bolivia | ayuda humanitaria | quién eres tú para el papa | el idiota | cómo está la economía
buenas noches y buena suerte película | buenos aires | eres mi vida letra | vale de chile
شكرا لعمال الإغاثة | السلام في اليمن | اتفاق السلام | مساعدة اللاجئين | من أنت يا قاتل كينيدي | كلب | الأبله
صباح الخير يا عرب
كيف حال الاقتصاد | ما هذا المرض الجديد في الصين | حمار وحشي | تمام حسان
سلام نوروز | صلح و سلام در خاورمیانه | کمک به زلزله زدگان | خر | ابله | چطور هواپیما سقوط کرد | کمک‌های آمریکا
خوبی‌های برجام
شب یلدا | تو کی رفتی جنگ | کی برنده شد | ربات مریخ | روز بخیر کشور من
""".replace("\n", "|").split("|")
ASKED = [text.strip() for text in ASKED if text.strip()]


@pytest.fixture(scope="module")
def desk(sample_home: Path) -> Iterator[Desk]:
    with closing(Searcher(sample_home, compiled=False)) as searcher:
        yield Desk(Settings(home=sample_home), searcher)


@pytest.mark.parametrize(("lang", "text"), TOLD)
def test_small_talk_is_told_in_its_language(lang: str, text: str) -> None:
    talk = small_talk(text, lang)
    assert talk is not None
    assert talk.lang == lang
    assert talk.kind in KINDS


@pytest.mark.parametrize("interface", ["en", "de", "fr", "es", "ar", "fa"])
def test_questions_that_hold_such_words_are_searched(interface: str) -> None:
    assert len(ASKED) > 60
    assert [text for text in ASKED if small_talk(text, interface) is not None] == []


@pytest.mark.parametrize(
    ("text", "interface", "lang"),
    [
        ("thx", "de", "de"),
        ("ok", "fa", "fa"),
        ("hi", None, "en"),
        ("lol", "ja", "en"),
        ("danke", "en", "de"),
        ("merci", "en", "fr"),
        ("merci", "fa", "fa"),
        ("gracias", "de", "es"),
        ("سلام", "en", "fa"),
        ("سلام", "ar", "ar"),
        ("salam", "en", "fa"),
        ("شكرا", "en", "ar"),
        ("thank you", "ar", "en"),
        ("genial", "fr-CA", "fr"),
        ("genial", "en", "en"),
        ("😀", "es", "es"),
        ("؟", "ar", "ar"),
    ],
)
def test_what_tells_no_language_is_answered_in_that_of_the_app(text: str, interface: str | None, lang: str) -> None:
    talk = small_talk(text, interface)
    assert talk is not None
    assert talk.lang == lang


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("hi bot thanks a lot for your help you are great", "thanks"),
        ("hello, how are you", "wellbeing"),
        ("hi! what can you do?", "abilities"),
        ("thanks but you are stupid", "complaint"),
        ("thank you for nothing", "complaint"),
        ("you are not helpful", "complaint"),
        ("hi, I need help", "help"),
        ("ok thanks bye", "thanks"),
        ("?", SIGN),
        ("???", SIGN),
        ("!", SIGN),
        ("...", SIGN),
        ("🤔", SIGN),
        ("👍", "agreement"),
        ("🙏🙏", "thanks"),
        ("thanks 👍", "thanks"),
        ("👋", "greeting"),
    ],
)
def test_of_several_things_that_are_said_one_is_answered(text: str, kind: str) -> None:
    talk = small_talk(text, "en")
    assert talk is not None
    assert talk.kind == kind


@pytest.mark.parametrize("text", ["", "  ", "\u200b\u202e", "x" * 5000, "ha" * 3000, "thanks " * 400, "a" * 150])
def test_empty_and_hostile_lines_are_no_small_talk(text: str) -> None:
    assert small_talk(text, "en") is None


@pytest.mark.parametrize("lang", OUR_LANGUAGES)
@pytest.mark.parametrize("kind", [*KINDS, SIGN])
def test_the_answer_is_short_and_whole_with_and_without_an_example(kind: str, lang: str) -> None:
    talk = small_talk("?", lang)
    assert talk is not None
    for example in ("Who was {he}?", ""):
        lines = talk_reply(talk._replace(kind=kind), example).lines
        assert 1 <= len(lines) <= 3
        assert all(line.strip() for line in lines)
        assert sum(map(len, lines)) <= 260
        assert "{" not in "".join(lines).replace(example or "{", "")


@pytest.mark.parametrize(
    "text", ["thanks", "/ask hello", "you are stupid", "help", "سلام", "?", "merci bcp", "/start q-aGVsbG8"]
)
@pytest.mark.parametrize("replied", [None, Replied("1. A rover lands\n\n🔎 Mars rover landing 🗓 2012", ours=True)])
def test_nothing_is_searched_for_it_also_as_a_reply_to_us(
    desk: Desk, text: str, replied: Replied | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in OUR_LANGUAGES:
        assert desk.example(code)  # sought before it is forbidden to search
    for name in ("read", "find"):
        monkeypatch.setattr(desk.searcher, name, None)
    reply = desk.reply(Line(text, TODAY, "en", replied))
    assert reply.lines
    assert not reply.title
    assert not reply.entries
    assert not reply.choices
    assert desk.offers(Line(text, TODAY, "en")) == (reply.lang, [])


def test_how_to_ask_is_told_with_a_question_that_is_answered(desk: Desk) -> None:
    for text in ("hello", "help", "what can you do", "?"):
        assert desk.example("en") in "\n".join(desk.reply(Line(text, TODAY, "en")).lines)


@pytest.mark.parametrize(
    "replied", [Replied("A rover lands on Mars", ours=False), Replied("A rover lands.", ours=True, quote="Mars rover")]
)
def test_a_bare_question_mark_asks_of_a_part_or_of_the_words_of_another(replied: Replied) -> None:
    request = understand(Line("?", TODAY, "en", replied), parse_question)
    assert request.talk is None
    assert "rover" in request.subject


def test_a_time_beside_it_makes_it_a_question() -> None:
    assert understand(Line("/from 2019 thanks", TODAY, "en"), parse_question).talk is None
    assert understand(Line("/timeline thanks", TODAY, "en"), parse_question).talk is None
    coded = base64.urlsafe_b64encode(b"Guten Tag").decode().rstrip("=")
    talk = understand(Line(f"/start q-{coded}", TODAY, "en"), parse_question).talk
    assert talk is not None
    assert talk.lang == "de"


def test_the_command_prints_the_line_and_json_an_answer_as_ever(dateline: Run, sample_home: Path) -> None:
    assert dateline("--home", sample_home, "ask", "thank you").stdout.strip() == words("en")["talk_thanks"]
    printed = dateline("--home", sample_home, "ask", "help").stdout
    assert "dateline ask --help" in printed
    assert "/help" not in printed
    assert '"passages"' in dateline("--home", sample_home, "ask", "thank you", "--json").stdout
