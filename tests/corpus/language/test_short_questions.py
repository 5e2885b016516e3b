"""Which language a question is in, as people type them: names that hold other languages' words, and no accents."""

from __future__ import annotations

import pytest

from corpus.language.detecting import language_of

NAMES = """
When did Las Casas die? · When did Van der Lubbe die? · When did Dick van Dyke die? · when did el chapo die
When did Charles de Gaulle die? · when did de la hoya die · El Paso shooting · el paso walmart shooting
die hard · Die Hard 2 box office · Los Angeles fire · los angeles fires · los alamos lab · las vegas shooting
de la Rosa · de la rosa resigns · des moines flood · des plaines river · al gore · al gore nobel
y did bush veto it · y did el paso flood · Notre Dame fire · notre dame roof · Red Hat takeover · red hat ibm
Pro Bowl · pro bowl roster · Le Pen rally · marine le pen vote · Der Spiegel report · das boot remake
mein kampf reprint · El Nino rains · la nina drought · Puerto Rico hurricane · rio de janeiro olympics
cote d'ivoire cocoa · Kinder Morgan pipeline · kinder egg recall · Premier League results · premier league table
Land Rover strike · iran contra affair · Iran-Contra hearings · angkor wat temple · Ben Hur remake
lake como storm · tai chi class · dove soap ad · dove campaign · cosa nostra trial · michelle wie golf
chi omega · comment period · comment deadline rule · Tag Heuer watch · tod browning film · Nuevo Leon quake
mayo clinic study · Tour de France · tour de france winner · San Jose sharks · das kapital auction
du pont chemicals · du bois lecture · Dos Santos trial · bin laden raid · ban ki moon visit · costa del sol fire
Mar-a-Lago search · va te veo film · casa de papel season · pais vasco vote · hat trick record
also sprach zarathustra · pour over coffee · chat room ban · pain relief drug · son of sam · fin whale
sans serif font · main street fire · ans · Der Rosenkavalier premiere · La La Land oscar
Les Miserables tickets · les mis tour · Le Mans crash · Ciudad Juarez murders · Sierra Leone ebola
santa fe vote · Von Trapp house · von braun rocket · Un Chien Andalou · un resolution iraq · hombre film
Mundo Deportivo · El Salvador quake · la guardia airport · del toro oscar · du jour menu · per diem rules
que sera sera song · pro bono work · pro forma vote · quid pro quo call · qui tam suits · Mon Valley plant
sin tax · im pei tower · mir station · bis bank · door dash ipo · bei bei panda · aus open · uber strike
tres amigos summit · apres ski bar · faux pas · laissez faire policy · coup d'etat attempt · fait accompli
was sully a hero · man city final · des moines register poll · José María Aznar visit · Peña Nieto meeting
beyoncé tour · Cote d'Azur · bernie sans mittens · os x release · 2019
"""
ASKED = {
    "de": """
wann war das · wann ist das passiert · wer hat gewonnen · wo war das · wie viele tote gab es · was ist passiert
warum ist er zuruckgetreten · wie heisst der burgermeister · wie funktioniert das · wann starb kohl
wer war das nochmal · hallo weiss jemand wann das spiel war · und wann war das · welche stadt hat gewonnen
wieviel hat das gekostet · was macht merkel · was kostet das · wieviele tote · steht was zu corona drin
wahl wien ergebnis · wann wurde die mauer gebaut
mein kumpel sagt der burgermeister ist zuruckgetreten stimmt das
sag mal wer hat nochmal die wahl in wien gewonnen · hey kurze frage wie viele leute sind gestorben
vllt weiss das wer wann hat die brucke aufgemacht · Wann Kipchoge Wien · Wer war Al Gore?
seit wann gibt es das · mein opa meinte da war mal ein grosser brand in los angeles, wann war das
""",
    "fr": """
quand a eu lieu le match · qui a gagne · ou est le musee · combien de morts · quand est mort castro
c'est quand · pourquoi il a demissionne · quel age avait il · comment s'appelle le maire
qui a gagne les elections a el paso · salut vous savez qui a gagne · et quand ca · a quelle heure
qu'est ce qui s'est passe · quand est ce que c'est arrive · est ce que macron a gagne · jsp c'est quand deja
comment il est mort · dernieres nouvelles · que fait macron · mdr qui a vote contre deja
ma tante m'a parle d'un incendie a los angeles c'etait quand · combien ca coute
stp qui est le nouveau president · quelle ville a gagne · bonjour je cherche qui a ecrit ce livre
qui est al gore
""",
    "es": """
donde esta el museo · cuando fue · quien gano · cuantos muertos hubo · que paso en bolivia · que paso
y cuando fue · por que renuncio · cuanto costo · como se llama el alcalde · quien es al gore
donde fue el tiroteo de el paso · hola alguien sabe quien gano las elecciones · cuando murio castro
en que año fue · cuantos votos saco · quien murio
mi prima me conto que hubo un incendio en los angeles cuando fue · a que hora es · que dijo el presidente
hubo muertos · ultimas noticias · hay noticias de bolivia · jaja quien dijo eso · como murio · dime quien gano
oye quien era el de la nina esa · xq renuncio el alcalde · cual es la capital
""",
    "ar": """
متى حدث ذلك · من فاز · اين المتحف · كم عدد القتلى · لماذا استقال · متى مات كاسترو · مين فاز بالانتخابات
السلام عليكم سمعت عن حريق في لوس انجلوس متى كان · ايش صار في بوليفيا · هل فاز El Paso في المباراة
""",
    "fa": """
کی بود · چه کسی برنده شد · موزه کجاست · چند نفر کشته شدند · چرا استعفا داد · کاسترو کی مرد · سلام کی برنده شد
ببخشید دنبال یک خبر درباره آتش سوزی هستم کی بود · اسم شهردار چیه · مسابقه Los Angeles چه روزی بود
""",
    "en": """
who won · when was that · y did he resign · when did castro die · where is the museum · how many died
what happened · hey so who won the le pen debate · did they veto it · who is de la rosa
why did los angeles burn · what did the un say · pls who won in des moines · lol when did that happen
what is die hard about
""",
}


def cut(text: str) -> list[str]:
    """Return the questions of a list."""
    return [one.strip() for line in text.strip().splitlines() for one in line.split(" · ")]


@pytest.mark.parametrize("text", cut(NAMES))
def test_words_of_other_languages_in_a_name_tell_no_language(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize("usual", ["de", "es", "fr"])
@pytest.mark.parametrize(
    "text", ["Kipchoge Wien", "Pro Bowl", "Los Alamos", "al gore", "Die Hard", "de la Rosa", "Le Mans"]
)
def test_a_name_leaves_the_usual_language_whatever_it_is(text: str, usual: str) -> None:
    assert language_of(text, usual=usual) == usual


@pytest.mark.parametrize(
    ("language", "text", "usual"),
    [
        (code, text, usual)
        for code, some in ASKED.items()
        for text in cut(some)
        for usual in ("en", "de", "fr")
        if {code, usual} != {"es", "fr"}  # they share words: of a few, only the usual language is sure
    ],
)
def test_a_question_tells_its_language_however_it_is_typed(language: str, text: str, usual: str) -> None:
    assert language_of(text, usual=usual) == language
