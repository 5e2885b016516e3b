"""An archive of articles in several languages: each is asked in its own, and quoted at the right sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.index.making import ask, ids, indexed, searching, write_records

VALLEY = (
    {
        "id": "fr",
        "title": "Le pont de l’Arle",
        "text": "Le conseil s’est réuni mardi dans l’école du village. "
        "L’inondation a emporté les deux bacs de la rivière. La mairesse promet 1 500 couronnes aux passeurs.",
    },
    {
        "id": "de",
        "title": "Die Mühlen von Brunn",
        "text": "Der Rat hat die Häuser am Fluss verkauft. Die Müllerinnen verlangten dafür 2.500 Kronen, und "
        "sie bekamen sie nach einem langen Streit.",
    },
    {
        "id": "es",
        "title": "Las campanas de Karst",
        "text": "Las campanas de la iglesia fueron fundidas en otoño. "
        "Los vecinos pidieron canciones nuevas para el coro.",
    },
    {
        "id": "fa",
        "title": "پل رودخانه",
        "lang": "fa",
        "text": "شهردار پل تازه را گشود. کتاب‌های مدرسه در سیل از بین رفت و شهر کتابهایی تازه می‌خواهد.",
    },
    {
        "id": "ar",
        "title": "مدرسة القرية",
        "text": "افتتح الوزير المدرسة الجديدة في القرية. وقد وصلت الكتب إلى المعلمين بعد شهر.",
    },
    {"id": "ru", "title": "Паром", "text": "Паром через реку снова опоздал. Жители ждали новых лодок до вечера."},
    {"id": "ja", "title": "渡し船", "text": "川の渡し船はまた遅れた。村長は新しい橋を約束した。"},
    {"id": "en", "title": "The ferries", "text": "The ferrymen of the valley sold their boats. The die was cast."},
)


@pytest.fixture(scope="module")
def tower(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of an index of the valley's articles in eight languages."""
    folder = tmp_path_factory.mktemp("tower")
    indexed(folder / "home", write_records(folder / "wire.jsonl", VALLEY))
    return folder / "home"


@pytest.mark.parametrize(
    ("question", "article", "sentence"),
    [
        ("Qu’est-ce que les inondations ont emporté ?", "fr", "L’inondation a emporté"),
        ("Que promet-elle au passeur ? 1500 couronnes ?", "fr", "La mairesse promet"),
        ("Wer verlangte 2500 Kronen von der Müllerin?", "de", "Die Müllerinnen verlangten"),
        ("¿Qué canción pidieron para el coro?", "es", "Los vecinos pidieron"),
        ("چه کتابی برای مدرسه در سیل از بین رفته است؟", "fa", "کتاب‌های مدرسه"),
        ("متى وصل الكتب للمعلمين؟", "ar", "وقد وصلت"),
        ("Чего ждали жители до вечера: лодки?", "ru", "Жители ждали"),
        ("新しい橋", "ja", "村長は"),
        ("Who sold the boats of the ferrymen?", "en", "The ferrymen"),
    ],
)
def test_a_question_finds_the_article_of_its_language(tower: Path, question: str, article: str, sentence: str) -> None:
    with searching(tower) as searcher:
        answer = ask(searcher, question)
    assert ids(answer)[0] == article
    best = (answer.matches or answer.closest)[0]
    assert best.passage.text[slice(*best.excerpt)].startswith(sentence)
