"""Makes an archive of files of every kind, and changes it from round to round, for what interrupts indexing."""

from __future__ import annotations

import csv
import gzip
import io
import json
import mailbox
import random
import shutil
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

ANCHOR = "The Zylqua lighthouse of Wemmel was lit on 4 May 2019 by Ines Falk, and a crowd came to see it."
"""Always there: readers ask about it at every moment."""
ANCHOR_ID = "anchor"
SECRET = "Quorvexhelm"  # noqa: S105 - a made-up word
"""A word of the articles that are taken down; none of its bytes may stay in a home afterwards."""
RECORDS = 420


class MixedArchive:
    """An archive below a folder, which may move, and the seed that its changes come from.

    Args:
        below: the folder in which the archive stands.
        chance: where its changes come from.
    """

    def __init__(self, below: Path, chance: random.Random) -> None:
        self.below = below
        self.chance = chance
        self.moves = 0
        self.root = below / "place0" / "mixed"
        self.root.mkdir(parents=True)
        self.changes: list[Callable[[int], None]] = [
            self._dumps,
            self._site,
            self._records,
            self._table,
            self._mail,
            self._packed,
            self._web,
            self._broken,
            self._folders,
        ]
        (self.root / f"{ANCHOR_ID}.txt").write_text(ANCHOR)
        self.change(0, everything=True)

    def change(self, round_: int, *, everything: bool = False) -> None:
        """Write, change, rename and remove files of some kinds, or of every kind."""
        for change in self.changes if everything else self.chance.sample(self.changes, 4):
            change(round_)

    def move(self) -> None:
        """Move all of it to another folder of the same name."""
        self.moves += 1
        there = self.below / f"place{self.moves}" / "mixed"
        there.parent.mkdir()
        self.root.rename(there)
        self.root.parent.rmdir()
        self.root = there

    def with_secret(self, round_: int) -> str:
        """Add an article to be taken down, and return its id."""
        name = f"secret{round_}"
        (self.root / f"{name}.txt").write_text(f"The {SECRET} was hidden in bakery {round_} on 2 March 2018.")
        return name

    def _dumps(self, round_: int) -> None:
        folder = self.root / "notes"
        folder.mkdir(exist_ok=True)
        for file in sorted(folder.iterdir())[:4]:
            file.unlink()
        for _ in range(15):
            number = self.chance.randrange(60)
            opened = f"the bridge of town {number} was opened on 3 May {2000 + number % 20}."
            text = f"Note {number} of round {round_}: {opened}"
            (folder / f"{number}.txt").write_text(f"{text}\n" * 3)

    def _site(self, round_: int) -> None:
        site = self.root / "site"
        (site / "_posts").mkdir(parents=True, exist_ok=True)
        (site / "_layouts").mkdir(exist_ok=True)
        (site / "_config.yml").write_text(f"title: A site\nurl: https://site{round_ % 2}.example\n")
        (site / "_layouts" / "post.html").write_text("<html>{{ content }}</html>")
        (site / "draft.md").write_text(f"---\ndraft: true\ntitle: Draft {round_}\n---\nNot yet.")
        for _ in range(6):
            number = self.chance.randrange(20)
            post = site / "_posts" / f"2018-03-{number + 1:02}-post.md"
            post.write_text(
                f"---\ntitle: Post {number}\n---\n\nPost {number} tells what round {round_} brought to the market.\n"
            )

    def _records(self, round_: int) -> None:
        for old in self.root.glob("wire*"):
            old.unlink()
        lines = [
            json.dumps(
                {"id": f"r{n}", "text": f"Record {n}, {self.chance.randrange(8) == 0}. " * 9, "date": "2019-05-01"}
            )
            for n in range(RECORDS)
        ]
        lines[7] = "{broken"
        self.chance.shuffle(lines)
        (self.root / f"wire{round_ % 2}.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode(), mtime=0))

    def _table(self, round_: int) -> None:
        out = io.StringIO()
        table = csv.writer(out)
        table.writerow(["id", "title", "date", "text"])
        for number in range(25):
            said = f"Row {number} tells of the mill, as in round {round_ if number % 5 == 0 else 0}."
            table.writerow([f"row{number}", f"Row {number}", f"2015-06-{number + 1:02}", said])
        (self.root / "table.csv").write_text(out.getvalue())

    def _mail(self, round_: int) -> None:
        file = self.root / "list.mbox"
        file.unlink(missing_ok=True)
        box = mailbox.mbox(file)
        for number in range(12 + round_ % 3):
            letter = EmailMessage()
            letter["From"], letter["Subject"] = "Ada <ada@list.example>", f"Letter {number}"
            letter["Date"], letter["Message-ID"] = (
                f"Mon, 0{1 + number % 9} Mar 2010 10:00:00 +0100",
                f"<{number}@list.example>",
            )
            letter.set_content(f"Letter {number} says that the orchard bears fruit, in round {round_ // 2}.")
            box.add(letter)
        box.close()

    def _packed(self, round_: int) -> None:
        with zipfile.ZipFile(self.root / "packed.zip", "w") as packed:
            for number in range(8):
                packed.writestr(
                    zipfile.ZipInfo(f"in/{number}.txt"), f"Packed note {number} of {round_ % 3}: a quarry was sold."
                )
            page = f"<html><head><title>Page</title></head><body><p>A page of the tavern, {round_}.</p></body></html>"
            packed.writestr(zipfile.ZipInfo("in/page.html"), page)

    def _web(self, round_: int) -> None:
        """Crawl the same pages twice: what the second crawl has is as in the first, or has changed since.

        In two rounds of four it has only other days than in the round before, if that changed it too.
        """
        for old in self.root.glob("*.warc.gz"):
            old.unlink()
        self._crawl("crawl", 1, round_ % 3, round_)
        if round_ % 4:
            self._crawl(f"{'ab'[round_ // 2 % 2]}gain", round_ % 5 + 2, round_ // 2 % 2, round_)

    def _crawl(self, name: str, month: int, said_in: int, round_: int) -> None:
        with (self.root / f"{name}.warc.gz").open("wb") as stream:
            writer = WARCWriter(stream, gzip=True)
            for number in range(6):
                said = f"Page {number} of the web tells how the granary of town {number} was painted in {said_in}. " * 4
                page = f"<html><head><title>Page {number}</title></head><body><p>{said}</p></body></html>"
                headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                told = {
                    "WARC-Date": f"2020-{number + month:02}-02T00:00:00Z",
                    "WARC-Record-ID": f"<urn:uuid:{name}-{round_}-{number}>",
                }
                record = writer.create_warc_record(
                    f"https://web.example/{number % 4}", "response", payload=io.BytesIO(page.encode()),
                    http_headers=headers, warc_headers_dict=told,
                )  # fmt: skip
                writer.write_record(record)

    def _broken(self, round_: int) -> None:
        for old in self.root.glob("bad*"):
            old.unlink()
        (self.root / f"bad{round_ % 3}.txt").write_bytes(b"\0\1")
        whole = gzip.compress(json.dumps({"id": "cut", "text": "Cut off."}).encode() * 50, mtime=0)
        (self.root / "bad.jsonl.gz").write_bytes(whole[: len(whole) - 9])

    def _folders(self, round_: int) -> None:
        before, now = (self.root / f"year{number % 2}" for number in (round_ + 1, round_))
        if now.exists():
            shutil.rmtree(now)
        if before.exists():
            before.rename(now)
        now.mkdir(exist_ok=True)
        for number in range(6):
            (now / f"y{round_ % 4}-{number}.txt").write_text(
                f"Yearly note {number} of {round_ % 4} tells of the chapel."
            )
