"""Mail: mailboxes cut into messages, and of a message its own words, its author, its day, its thread."""

from __future__ import annotations

import gzip
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.articles import process_all
from corpus.model import Article
from corpus.omissions import Omission
from corpus.reading.containers import mbox
from corpus.reading.items import ITEM_LIMIT, Item
from corpus.reading.walking import sources
from tests.corpus.making import fill, hostile, items_below, only, outcome

FROM_LINE = "From ann at example.org  Tue May  7 10:00:00 2019\n"
HEADER = """From: Ann Example <ann@example.org>
To: council@lists.example.org
Subject: [Council] The pier
Date: Tue, 7 May 2019 23:30:00 +0200
Message-ID: <one@example.org>
"""
BODY = "The pier is repaired.\n"
MESSAGE = f"{HEADER}\n{BODY}"
EML = "post/17.eml"


def read(text: str = BODY, more: str = "", header: str = HEADER, path: str = EML) -> Article:
    """Return the article of a message with some text and further fields."""
    return only(outcome(f"{header}{more}\n{text}", path))


def own(text: str) -> list[str]:
    """Return the passages of a message."""
    return [passage.text for passage in read(text).passages]


def apart(text: str) -> list[tuple[str, str]]:
    """Return what is set apart of a message."""
    return [(piece.role, piece.text) for piece in read(text).furniture]


def test_a_message_is_an_article_with_its_author_its_day_and_its_title() -> None:
    article = read()
    assert (article.article_id, article.title, article.authors) == ("one@example.org", "The pier", ("Ann Example",))
    assert [passage.text for passage in article.passages] == ["The pier is repaired."]
    (claim,) = article.dates.claims
    assert (claim.span.first, claim.utc_offset, claim.place) == (date(2019, 5, 7), 120, 'header field "Date"')


@pytest.mark.parametrize("name", ["2019-May.txt", "inbox", "list.mbox", "2019-May.txt.gz", "Inbox.mbx", "list.201905"])
def test_a_mailbox_is_told_by_its_first_line_whatever_it_is_called(archive: Path, name: str) -> None:
    data = "".join(f"{FROM_LINE}{MESSAGE}\n" for _ in range(3)).encode()
    fill(archive, {name: gzip.compress(data) if name.endswith(".gz") else data})
    found = items_below(archive)
    assert [(one.path, one.line) for one in found] == [(name.removesuffix(".gz"), line) for line in (1, 10, 19)]
    assert [only(one).title for one in process_all(found)] == ["The pier"] * 3


def test_a_line_that_only_begins_like_the_one_above_a_message_is_text(archive: Path) -> None:
    body = "\nFrom here on we repair it.\n\nFrom May to June 10:00 2019 it is closed.\n\n>From the bank it is seen.\n"
    fill(archive, {"inbox": f"{FROM_LINE}{MESSAGE}{body}"})
    (found,) = process_all(items_below(archive))
    assert "From here on" in only(found).passages[0].text
    assert "\nFrom the bank it is seen." in only(found).passages[-1].text


@pytest.mark.parametrize("chunk", [1 << 10, 1500, 1 << 18])
def test_messages_are_the_same_however_many_bytes_are_read_at_once(
    archive: Path, monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    monkeypatch.setattr(mbox, "CHUNK", chunk)
    texts = [f"Number {number}. " + "It is long. \n" * number for number in range(0, 300, 7)]
    fill(archive, {"inbox": "".join(f"{FROM_LINE}{HEADER}\n{text}\n" for text in texts)})
    assert [one.data.decode() for one in items_below(archive)] == [f"{FROM_LINE}{HEADER}\n{text}\n" for text in texts]


def test_what_an_article_cannot_have_is_cut_off_a_message_and_the_next_is_read(archive: Path) -> None:
    attached = "QUJD" * 18 + "\n"
    huge = f"{HEADER}\n{BODY}\nbegin 644 pier.jpg\n" + attached * (ITEM_LIMIT // len(attached) + 9)
    fill(archive, {"inbox": f"{FROM_LINE}{huge}\n{FROM_LINE}{MESSAGE}"})
    first, second = items_below(archive)
    assert len(first.data) == ITEM_LIMIT
    assert second.data.decode() == FROM_LINE + MESSAGE


def test_a_mailbox_without_a_message_and_what_stands_above_the_first_are_told(archive: Path) -> None:
    fill(archive, {"a.mbox": "Words.\n", "b.mbox": f"Words.\n{FROM_LINE}{MESSAGE}"})
    broken, begun = sources(archive)
    assert list(broken.items()) == []
    assert (broken.broken or "").startswith("no mailbox")
    assert [bool(one.problem) for one in begun.items()] == [True, False]


def test_files_of_a_maildir_need_no_ending_and_half_delivered_ones_are_left_out(archive: Path) -> None:
    fill(archive, {f"mail/{name}": f"Return-Path: <a@example.org>\n{MESSAGE}" for name in (
        "cur/1.M5P6.host:2,S", "cur/2.M5P6.host:2,DS", "cur/3.M5P6.host:2,ST", "new/4.M5P6.host", "tmp/5.M5P6.host",
    )})  # fmt: skip
    found = {one.path: one.left_out for one in process_all(items_below(archive))}
    assert list(found.values()) == [None, Omission.DRAFT, Omission.DELETED, None, Omission.UNFINISHED]


@pytest.mark.parametrize(
    ("said", "title"),
    [
        ("Re: [council] Re: AW: The pier", "Re: The pier"),
        ("[Council] [PATCH 2/3] The pier", "[PATCH 2/3] The pier"),
        ("WG: The pier", "Fwd: The pier"),
        ("=?iso-8859-1?Q?=DCber_die?= =?utf-8?B?IEJyw7xja2U=?=", "Über die Brücke"),
        ("Brücke", "Brücke"),
        ("=?utf-8?B?broken", "=?utf-8?B?broken"),
        ("(no subject)", "The pier is repaired."),
        ("Re: 回覆：Re: The pier", "Re: The pier"),
    ],
)
def test_a_subject_is_a_title_without_the_lists_name_and_with_one_re(said: str, title: str) -> None:
    assert read(header=HEADER.replace("[Council] The pier", said)).title == title


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("ann at example.org (Ann Example)", ("Ann Example",)),
        ('"Ann Example via Council" <council@lists.example.org>', ("Ann Example",)),
        ("=?utf-8?Q?J=C3=B6rg?= <j@example.org>", ("Jörg",)),
        ("ann@example.org", ()),
        ("ann at example.org", ()),
        ('"ann@example.org" <ann@example.org>', ()),
    ],
)
def test_an_author_is_a_name_and_never_an_address(said: str, names: tuple[str, ...]) -> None:
    assert read(header=HEADER.replace("Ann Example <ann@example.org>", said)).authors == names


ATTRIBUTIONS = [
    "On Tue, May 7, 2019 at 10:00 AM Ann Example <ann@example.org> wrote:",
    "On 7 May 2019, at 10:00,\nAnn Example wrote:",
    "Am Di., 7. Mai 2019 um 10:00 Uhr schrieb Ann Example <ann@example.org>:",
    "Le mar. 7 mai 2019 à 10:00, Ann Example <ann@example.org> a écrit :",
    "El mar, 7 may 2019 a las 10:00, Ann Example (<ann@example.org>) escribió:",
    "في الثلاثاء، ٧ مايو ٢٠١٩ كتب Ann Example <ann@example.org>:",
    "در سه‌شنبه ۱۷ اردیبهشت ۱۳۹۸، Ann Example نوشت:",
    "On Tue, 07 May 2019 10:00:00 +0200\nAnn Example <ann@example.org> wrote:",
    "On Tue, May 7, 2019 at 10:00 AM, Example, Ann\n<ann@example.org> wrote:",
    "From: Ann Example <ann@example.org>\nDate: Tue, 07 May 2019 10:00:00 +0200\n",
    "Ann Example writes:",
    "Quoting Ann Example <ann@example.org>:",
]


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_what_is_quoted_and_whose_it_is_are_no_passages(line: str) -> None:
    text = f"It is not repaired.\n\n{line}\n> The pier is repaired.\n>> Is it?\n\nI was there on Monday.\n"
    assert own(text) == ["It is not repaired.", "I was there on Monday."]
    assert apart(text)[0][0] == "quote"


@pytest.mark.parametrize(
    "below",
    [
        "-----Original Message-----\nFrom: Bo\nSent: Monday\n\nWhen?",
        "-----Ursprüngliche Nachricht-----\nVon: Bo\n\nWann?",
        "-----Message d'origine-----\nDe : Bo\n\nQuand ?",
        "-----Mensaje original-----\nDe: Bo\n\n¿Cuándo?",
        "-----الرسالة الأصلية-----\nمن: Bo\n\nمتى؟",
        "____________________\nFrom: Bo Example\nSent: Monday, 6 May 2019 10:00\nTo: Ann\nSubject: When\n\nWhen?",
        "Von: Bo Example\nGesendet: Montag, 6. Mai 2019 10:00\nAn: Ann\nBetreff: Wann\n\nWann?",
        "*De :* Bo Example\n*Envoyé :* lundi 6 mai 2019 10:00\n*À :* Ann\n*Objet :* Quand\n\nQuand ?",
        "-- \nAnn Example\nCouncil",
        "--\nAnn Example",
        "_______________________________________________\nCouncil mailing list\ncouncil@lists.example.org",
        "-- \nYou received this message because you are subscribed to the Google Groups",
        "---------------------------------------------------------------------\nTo unsubscribe, e-mail: x@example.org",
        "Sent from my phone",
        "Von meinem Telefon gesendet",
        "Envoyé de mon téléphone",
        "Enviado desde mi teléfono",
        "-------------- next part --------------\nA non-text attachment was scrubbed...\nName: a.pdf",
        "-----BEGIN PGP SIGNATURE-----\n\niQEcBAEBAgAG\n-----END PGP SIGNATURE-----",
        "On Mon, 6 May 2019 Bo Example <bo@example.org> wrote:",
    ],
)
def test_what_programs_and_lists_put_below_a_message_is_set_apart(below: str) -> None:
    assert own(f"It is not repaired.\n\n{below}\n") == ["It is not repaired."]
    assert apart(f"It is not repaired.\n\n{below}\n")


@pytest.mark.parametrize(
    "text",
    [
        "Try this:\n>>> import pier\n>>> pier.repaired\nTrue",
        "The council wrote:\n\nIt is repaired.",
        "The ferry of 2019 leaves at 10:30 and comes back.\nThe council wrote that it is repaired.",
        "From: the council's minutes\nIt is repaired.",
        "a -- b\n--option\nwords",
        "I met him on Monday and said:\nno.",
    ],
)
def test_what_only_looks_like_a_quotation_is_text(text: str) -> None:
    assert "\n".join(own(text)) == text


def test_a_message_that_is_passed_on_is_text_but_for_its_header() -> None:
    passed_on = (
        "---------- Forwarded message ---------\nFrom: Bo <bo@example.org>\nDate: Mon, 6 May 2019\nSubject: Pier\n\n"
    )
    assert own(f"{passed_on}The pier is open.\n") == ["The pier is open."]
    assert own(f"For you.\n\n{passed_on}The pier is open.\n") == ["For you.", "The pier is open."]


PARTS = """MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="A"

--A
Content-Type: multipart/alternative; boundary="B"

--B
Content-Type: text/plain; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

Die Br=FCcke ist repariert.
--B
Content-Type: text/html; charset=utf-8

<p>Die Brücke</p>
--B--
--A
Content-Type: text/plain; name="notes.txt"
Content-Disposition: attachment; filename="notes.txt"

Not to be read.
--A--
"""


def test_the_plain_text_is_read_before_the_page_and_attachments_are_not() -> None:
    (passage,) = only(outcome(HEADER + PARTS, EML)).passages
    assert passage.text == "Die Brücke ist repariert."


def test_a_page_alone_is_read_as_readers_see_it_without_what_it_quotes() -> None:
    page = (
        "<html><head><style>p {}</style></head><body><p>The pier is <b>open</b>.</p><div class='gmail_quote'>"
        "<div class='gmail_attr'>On Monday Bo wrote:<br></div><blockquote class='gmail_quote'>When?</blockquote></div>"
        "<blockquote>A saying.</blockquote></body></html>"
    )
    article = read(page, "Content-Type: text/html; charset=utf-8\n")
    assert "\n".join(passage.text for passage in article.passages).split() == "The pier is open. A saying.".split()
    assert [piece.role for piece in article.furniture] == ["quote"]


@pytest.mark.parametrize(
    ("charset", "data"),
    [
        ("utf-8", "Größe".encode("cp1252")),
        ("us-ascii", "Größe".encode()),
        ("no-such-charset", "Größe".encode()),
        ("hex", "Größe".encode("cp1252")),
        ("iso-8859-1", "Größe".encode()),
        ("windows-1252", "Größe".encode("cp1252")),
    ],
)
def test_a_charset_that_lies_costs_no_letters(charset: str, data: bytes) -> None:
    head = f"{HEADER}Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n".encode()
    assert (
        only(outcome(head + data + b" of the pier, told in plain words.\n", EML)).passages[0].text.startswith("Größe")
    )


PASSED = "Received: by x; Tue, 7 May 2019 10:00:00 +0200"


@pytest.mark.parametrize(
    ("fields", "day", "place"),
    [
        ("Date: Tue, 7 May 2019 10:00:00 +0200", date(2019, 5, 7), "Date"),
        ("Date: 2019-05-07 10:00", date(2019, 5, 7), "Date"),
        ("Date: Thu, 1 Jan 1970 00:00:00 +0000\n" + PASSED, date(2019, 5, 7), "Received"),
        ("Date: Mon, 7 May 2029 10:00:00 +0200\n" + PASSED, date(2019, 5, 7), "Received"),
        ("Date: Sat, 1 Jan 2000 10:00:00 +0200\n" + PASSED, date(2019, 5, 7), "Received"),
        ("Received: by y; Thu, 9 May 2019 10:00 +0200\n" + PASSED, date(2019, 5, 7), "Received"),
        ("Date: soon", date(2019, 5, 7), "From "),
        ("Date: Mon, 7 May 2029 10:00:00 +0200", date(2019, 5, 7), "From "),
    ],
)  # fmt: skip
def test_an_absurd_or_missing_date_gives_way_to_those_who_passed_the_message_on(
    fields: str, day: date, place: str
) -> None:
    (article,) = process_all([Item("inbox", "inbox", 1, f"{FROM_LINE}From: Ann\n{fields}\n\n{BODY}".encode())])[
        0
    ].articles
    assert article.dates.published is not None
    assert article.dates.published.first == day
    assert f'"{place}"' in article.dates.claims[0].place


@pytest.mark.parametrize(
    "header",
    [
        b"From: Ann\nReceived: by x; Tue, 7 May 2019 10:00:00 +0200 (\xb3ETZ)\n",
        b"From: Ann\nDate: Tue, 7 May 2019 10:00:00 +0200 (\xb3ETZ)\n",
        b"From ann\xb3 Tue May  7 10:00:00 2019\nFrom: Ann\n",
    ],
)
def test_bytes_in_no_encoding_beside_a_day_leave_words_that_can_be_stored(header: bytes) -> None:
    (found,) = process_all([Item(EML, EML, None, header + b"Subject: Pier\n\nThe pier is repaired.\n")])
    (claim,) = only(found).dates.claims
    assert claim.span.first == date(2019, 5, 7)
    claim.words.encode()


def test_a_thread_is_told_by_the_ids_of_its_articles() -> None:
    article = read(more="In-Reply-To: <two@example.org>\nReferences: <root@example.org> <two@example.org>\n")
    assert [(piece.role, piece.text) for piece in article.furniture] == [
        ("in reply to", "two@example.org"), ("thread", "root@example.org"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("more", "url"),
    [
        ("Archived-At: <https://lists.example.org/1>\n", "https://lists.example.org/1"),
        ("List-Id: <news.lists.debian.org>\n", "https://lists.debian.org/msgid-search/one@example.org"),
        ("List-Archive: <https://lists.example.org/>\n", None),
        ("Archived-At: <javascript:alert(1)>\n", None),
    ],
)
def test_a_link_is_given_where_the_message_itself_can_be_opened(more: str, url: str | None) -> None:
    assert read(more=more).url == url


@pytest.mark.parametrize(
    ("more", "text", "reason"),
    [
        ("", "", Omission.NO_WORDS),
        ("", "> Only what another said.\n", Omission.NO_WORDS),
        ("Content-Type: multipart/report; boundary=A\n", "--A\n\nNot delivered.\n--A--", Omission.SERVICE),
        ("Auto-Submitted: auto-replied (vacation)\n", BODY, Omission.SERVICE),
        ("Control: cancel <two@example.org>\n", BODY, Omission.SERVICE),
        ("X-Mozilla-Status: 0009\n", BODY, Omission.DELETED),
        ("X-Gmail-Labels: Archived,Spam\n", BODY, Omission.DELETED),
        ("X-Gmail-Labels: Drafts\n", BODY, Omission.DRAFT),
        ("Content-Type: image/png\nContent-Transfer-Encoding: base64\n", "iVBORw0KGgo=", Omission.NO_WORDS),
    ],
)
def test_a_message_that_is_no_article_is_left_out_with_its_reason(more: str, text: str, reason: Omission) -> None:
    assert outcome(f"{HEADER}{more}\n{text}", EML).left_out == reason


def test_what_a_mail_program_notes_around_a_message_is_none_of_it() -> None:
    (passage,) = only(outcome(f"{len(MESSAGE)}\n{MESSAGE}<?xml version='1.0'?><plist/>", "17.emlx")).passages
    assert passage.text == BODY.strip()


def test_a_file_that_is_no_mail_is_refused_and_a_press_release_stays_a_text() -> None:
    assert (outcome("Words alone.", EML).reason or "").startswith("no message")
    release = "From: The council\nTo: The press\nDate: 7 May 2019\n\nThe pier is repaired."
    assert only(outcome(release, "release.txt")).format == "text"


@pytest.mark.parametrize("nested", [200, 5000])
def test_parts_in_each_other_without_end_neither_stop_nor_delay_a_run(nested: int) -> None:
    heads = "".join(f'Content-Type: multipart/mixed; boundary="{n}"\n\n--{n}\n' for n in range(nested))
    found = outcome(HEADER + heads + "words\n" * 2_000, EML)
    assert found.reason or found.left_out or found.articles


@hostile
@given(st.binary(max_size=60), st.integers(0, len(HEADER + PARTS)), st.sampled_from([EML, "cur/1.M5P6.host:2,S"]))
def test_damaged_messages_are_read_left_out_or_refused(noise: bytes, place: int, path: str) -> None:
    data = (HEADER + PARTS).encode()
    for damaged in (data[:place] + noise + data[place:], data[:place] + noise):
        found = outcome(damaged, path)
        assert bool(found.articles) + bool(found.reason) + bool(found.left_out) == 1


def test_a_charset_with_a_nul_in_it_breaks_nothing() -> None:
    data = b'From: a@b.c\nSubject: Pier\nContent-Type: text/plain; charset="u\x00tf"\n\nThe pi\xe9r was closed.'
    assert only(outcome(data, "a.eml")).passages[0].text.startswith("The pi")
