"""What is new, over all ways in which an archive is indexed again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from bot.alerts.news import FILE_NAME, News, look
from bot.alerts.subscriber import Alert, Topic
from bot.conversation.desk import Desk
from bot.conversation.new_passages import Told, new_passages
from bot.settings import Settings
from corpus.errors import AlertsUnusable
from index.answering.news import text_number
from index.answering.searcher import Searcher
from index.building.updating import update
from tests.bot.alerts.conftest import Archive
from tests.conftest import quiet

STEEL = (
    "A second bridge over the Arun, made of steel, was opened to cyclists by the minister on Monday. It took the "
    "builders four years, twice as long as the county had planned, and cost nineteen million crowns."
)
NONE: frozenset[int] = frozenset()


class Watch:
    """Looks at an archive as the bot does."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.desk = Desk(Settings(home=home), Searcher(home, compiled=False))

    def look(self, *, renumbered: bool = False) -> int | None:
        """Look at all that is new; return the round."""
        while look(self.desk.searcher, self.home, renumbered=renumbered):
            pass
        with closing(News(self.home)) as news:
            return news.round

    def told(self, since: int, topic: str = "bridge over the Arun", sent: frozenset[int] = NONE) -> Told:
        """Return what an alert is told that has been told all up to a round."""
        return new_passages(self.desk, Alert(1, Topic(topic, "en"), since, date(2020, 1, 1)), sent, date(2024, 5, 3))

    def titles(self, since: int, topic: str = "bridge over the Arun") -> list[str]:
        """Return the headlines of what it is told."""
        reply = self.told(since, topic).reply
        return [] if reply is None else [entry.title for entry in reply.entries]


@pytest.fixture
def watch(archive: Archive) -> Iterator[Watch]:
    found = Watch(archive.home)
    with closing(found.desk.searcher):
        assert found.look() == 0
        assert found.titles(0) == []
        yield found


def full(archive: Archive) -> None:
    update(archive.home, [archive.files], full=True, reading=quiet, building=quiet)


def test_what_is_there_at_first_is_not_new_and_what_comes_is_once(archive: Archive, watch: Watch) -> None:
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    assert watch.told(0).round is None  # not looked at yet
    assert watch.look() == 1
    assert watch.titles(0) == ["Steel bridge opens"]
    assert watch.titles(1) == []
    assert watch.titles(0, "rye bread") == []
    full(archive)
    full(archive)  # twice, so that no version of before is kept
    assert watch.look() == 1
    assert watch.titles(0) == ["Steel bridge opens"]  # for who was not told yet
    assert watch.titles(1) == []


def test_muted_words_are_left_out(archive: Archive, watch: Watch) -> None:
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    watch.look()
    assert watch.titles(0, "bridge Arun -cyclists") == []
    assert watch.titles(0, "bridge Arun -football") == ["Steel bridge opens"]


def test_copies_and_edited_articles_are_nothing_new(archive: Archive, watch: Watch) -> None:
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    assert watch.look() == 1
    archive.write("2020-03-01-copy", "Bridge of steel opens", STEEL.replace("twice as long as", "twice what"))
    archive.index()
    assert watch.look() == 2
    assert watch.titles(1) == []
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL.replace("builders", "bilders"))
    archive.index()
    watch.look()
    assert watch.titles(1) == []
    added = (
        "The toll for lorries on the steel bridge over the Arun will be two crowns from April on, the county says. Who "
        "lives on either bank of the river pays half, and nobody pays on Sundays, when no lorries may cross the bridge."
    )
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL.replace("builders", "bilders"), added)
    archive.index()
    watch.look()
    told = watch.told(1)
    assert told.reply is not None
    assert [quote.text for entry in told.reply.entries for quote in entry.quotes] == [added]
    assert told.sent == (text_number(added),)


def test_a_bulletin_of_another_place_or_with_another_number_is_new(archive: Archive, watch: Watch) -> None:
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    watch.look()
    archive.write("2020-03-05-weir", "Steel bridge opens", STEEL.replace("Arun", "Wey"))
    archive.write("2020-03-06-costs", "Steel bridge opens", f"{STEEL} Mrs Quill counted 21 lorries on it.")
    archive.index()
    watch.look()
    assert watch.titles(1, "bridge over the Wey") == ["Steel bridge opens"]
    assert watch.titles(1, "how many lorries were counted on the bridge over the Arun") == ["Steel bridge opens"]


def test_copies_that_come_together_are_told_once(archive: Archive, watch: Watch) -> None:
    for day in "2345":
        archive.write(f"2020-03-0{day}-steel", "Steel bridge opens", STEEL.replace("four", f"{day} whole"))
    archive.index()
    watch.look()
    told = watch.told(0)
    assert told.reply is not None
    assert len(told.reply.entries) == 1
    assert watch.told(0, "cyclists Arun minister", frozenset(told.sent)).reply is None  # nor for another alert


def test_cut_otherwise_or_moved_it_is_nothing_new(archive: Archive, watch: Watch) -> None:
    first, second = STEEL.split(". ", 1)
    archive.write("2020-03-02-steel", "Steel bridge opens", f"{first}.", second)
    archive.index()
    assert watch.look() == 1
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    watch.look()
    assert watch.titles(1) == []
    (archive.files / "2020-03-02-steel.txt").rename(archive.files / "2021-03-02-renamed.txt")
    archive.index()
    watch.look()
    assert watch.titles(1) == []


def test_an_interrupted_look_goes_on_and_loses_nothing(
    archive: Archive, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.alerts.news.BATCH", 1)
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.write("2020-03-03-ferry", "Ferry sold", "The ferry over the Arun was sold after the steel bridge opened.")
    archive.index()
    assert look(watch.desk.searcher, watch.home, renumbered=False)
    assert watch.titles(0) == []
    archive.write("2020-03-04-tolls", "Tolls", "A toll was set for the steel bridge over the Arun by the county.")
    archive.index()
    assert watch.look() == 1
    with closing(News(watch.home)) as news:
        assert news.rows_since(0).size == 3
    assert watch.titles(0) == ["Steel bridge opens", "Tolls"]
    assert watch.titles(0, "a toll for the bridge") == ["Tolls"]


def test_numbers_of_one_generation_only_are_all_looked_at_again(archive: Archive, watch: Watch) -> None:
    assert watch.look(renumbered=True) == 0
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    assert watch.look(renumbered=True) == 1
    assert watch.titles(0) == ["Steel bridge opens"]


def test_a_home_made_anew_of_the_same_archive_brings_nothing(archive: Archive) -> None:
    assert Watch(archive.home).look() == 0
    for file in (*archive.home.glob("archive.db*"), *(archive.home / "index").rglob("*")):
        if file.is_file():
            file.unlink()
    archive.index()
    again = Watch(archive.home)
    assert again.look() == 0
    archive.write("2020-03-02-steel", "Steel bridge opens", STEEL)
    archive.index()
    assert again.look() == 1
    assert again.titles(0) == ["Steel bridge opens"]


def test_a_damaged_file_is_told_with_its_cure(archive: Archive) -> None:
    (archive.home / FILE_NAME).write_bytes(b"none of ours" * 500)
    with pytest.raises(AlertsUnusable, match="move it away"):
        News(archive.home)
