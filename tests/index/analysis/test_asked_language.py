"""What language a question of few words is in, whatever app it is typed in."""

from __future__ import annotations

import pytest

from index.analysis.asked_language import question_language

ASKED = {
    "en": """
did el chapo die · san jose mayor election · who is der spiegel editor · did fidel castro die · how did eva peron die
did de niro win · who did die linke elect · die hard director · is la scala open · del potro injury
what did le monde report · le pen lost again · macron vs le pen debate · los angeles mayor race · las vegas shooter name
el paso shooter trial · san diego floods deaths · rio grande drought · la nina forecast
costa concordia captain sentence
der rosenkavalier cast · das boot sequel · who owns die welt · can von der leyen resign
ursula von der leyen visits kyiv
ludwig van beethoven deafness · baader meinhof trial · angela merkel steps down · berlin wall falls
le mans winner 1955
munich beer hall putsch · notre dame fire cause · mont blanc tunnel closed · did jean marie le pen apologise
la marseillaise banned · moulin rouge windmill collapse · gare du nord evacuated · saint denis riots
did berlusconi die
la repubblica editor fired · who killed aldo moro · san remo festival winner · juan carlos abdicates · el pais leak
real madrid coach sacked · evo morales ousted · el mozote trial · plaza de mayo mothers · don quixote windmills
is la paz higher than quito · wut happend in las ramblas · whos del toro · wen did mandela die · y did el al strike
when did die mannschaft lose · people who die in mines · children die in bus plunge · patients die waiting
earthquake haiti · kashmir ceasefire · zeppelin fire · mayor resigns · lufthansa strike · audi recall
shooting munich · flood bavaria · bomb blast ankara · hostage rescue entebbe
""",
    "de": """
erdbeben haiti · wann starb el chapo · wer ist chefredakteur von le monde · bürgermeister los angeles
hat le pen verloren
wahl in san jose · lol wer hat nochmal las vegas gewonnen · wann kommt the batman raus · wer spielt in stranger things
zugunglück santiago de compostela · brand in notre dame ursache · warum heißt die band the who so · gabs tote in beirut
wieviel hat elon musk bezahlt · ist fidel castro tot · wer schrieb les miserables · überschwemmung in new orleans
streik bei air france · hat real madrid gewonnen · waffenruhe gaza · wo liegt tierra del fuego · wer war rosa parks
""",
    "es": """
terremoto haití · cuando murio prince · quien gano el super bowl · quién es el alcalde de new york
oye y que paso con elon musk · hubo muertos en las vegas · huelga en air france · quien canta born to run
atentado en el world trade center · inundaciones en texas · quién dirigió die hard · jaja que dijo trump
por qué dimitió boris johnson · accidente de tren en eschede · qué es black friday · xq cerró el times
quien mato a john lennon · alguien sabe si ganó macron · alto el fuego en gaza · qué país invadió kuwait
""",
    "fr": """
séisme haïti · quand est mort prince · qui a gagné le super bowl · c'est qui le maire de new york
il s'est passé quoi avec elon musk · des morts à las vegas · grève chez lufthansa · attentat du world trade center
inondations au texas · mdr il a dit quoi trump · pourquoi boris johnson a démissionné · c'est quoi le black friday
pk le times a fermé · qui a tué john lennon · élections au kenya · qui a écrit harry potter · cessez-le-feu à gaza
que dit obama de guantánamo · prix du pétrole
""",
    "ar": """
متى مات El Chapo · زلزال هايتي · مين فاز في Super Bowl · من كتب Harry Potter · ما هو Black Friday · اضراب Lufthansa
حريق نوتردام · انتخابات كينيا · عندكم اخبار عن Gaza · من اخرج Die Hard · شو صار في لاس فيغاس
""",
    "fa": """
زلزله هائیتی · کی مرد El Chapo · برنده Super Bowl کی بود · Black Friday چیه · اعتصاب Lufthansa · آتش بس · بودجه ناسا
سیل تگزاس · انتخابات کنیا · کی Harry Potter رو نوشت · خبری از Gaza دارید
""",
}
APPS = ("en", "de", "es", "fa")


def cut(text: str) -> list[str]:
    """Return the questions of a list."""
    return [one.strip() for line in text.strip().splitlines() for one in line.split(" · ")]


@pytest.mark.parametrize("usual", APPS)
@pytest.mark.parametrize("code", ASKED)
def test_a_few_words_tell_their_language_in_any_app(code: str, usual: str) -> None:
    told = {text: question_language(text, usual) for text in cut(ASKED[code])}
    unsure = {"san jose mayor election", "macron vs le pen debate"} if usual == "es" else set()  # its words as well
    assert {text: one for text, one in told.items() if one != code and text not in unsure} == {}


@pytest.mark.parametrize("usual", ["de", "es", "fr", "fa", "ar"])
@pytest.mark.parametrize(
    "text", ["Kipchoge Wien", "El Paso", "Google", "angela merkel", "Que Sera", "Bin Laden", "2019"]
)
def test_names_alone_leave_the_app_its_language(text: str, usual: str) -> None:
    assert question_language(text, usual) == usual


@pytest.mark.parametrize("usual", ["de", "fr", "es"])
def test_words_of_both_languages_leave_the_app_its_language(usual: str) -> None:
    assert question_language("film festival", usual) == usual


@pytest.mark.parametrize(
    "text", ["lega nord leader", "hat trick record", "casa de papel season", "les mis tour", "mundo deportivo"]
)
def test_a_name_in_another_language_leaves_the_archive_its_language(text: str) -> None:
    assert question_language(text, "en") == "en"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("what does السلام mean in the Qur'an", "en"),
        ("ماذا قال Boris Johnson", "ar"),
        ("chi ha vinto le elezioni", "it"),
        ("кто победил на выборах", "ru"),
        ("", "de"),
        ("?!", "de"),
    ],
)
def test_other_writings_and_languages_are_told_as_they_were(text: str, code: str) -> None:
    assert question_language(text, "de") == code


def test_longer_questions_are_told_by_their_frequent_words() -> None:
    text = "mein kumpel sagt the mayor of london resigned und dann gab es angeblich wieder streit"
    assert question_language(text, "en") == "de"
