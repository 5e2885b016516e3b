"""A live site is fetched from a real server, with everything that may go wrong on the way."""

from __future__ import annotations

import asyncio
import gzip
import itertools
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from corpus.errors import FetchStopped
from corpus.fetching.captured import captured
from corpus.fetching.connection import Patience
from corpus.fetching.exchange import Exchange
from corpus.fetching.keeping import Keeper
from corpus.fetching.run import Fetched, Orders, fetch, plan
from tests.conftest import quiet
from tests.corpus.fetching.site import HTML, Reply, Site, article, serving, words

NEWS = [f"/news/{number}" for number in range(4)]


@pytest.fixture
def site() -> Iterator[Site]:
    """A site of four articles, with a sitemap."""
    with serving() as served:
        for number, path in enumerate(NEWS):
            served.add(path, words(number))
        served.map(*NEWS)
        served.pages["/"] = Reply(b"<html><body>Home</body></html>", headers={"Content-Type": HTML})
        yield served


def orders(site: Site, folder: Path, **more: Any) -> Orders:
    given: dict[str, Any] = {"networks": ("127.0.0.1",), "delay": 0.005, "patience": Patience(5, 5), "listed": False}
    return Orders((site.url,), folder=folder, agent="Dateline/test", **given | more)


def run(site: Site, folder: Path, **more: Any) -> Fetched:
    site.asked.clear()
    return asyncio.run(fetch(orders(site, folder, **more), quiet))


def records(folder: Path) -> list[tuple[str, str, str]]:
    """Return type, path and status of what is kept."""
    found = []
    for file in sorted(folder.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for one in ArchiveIterator(stream):
                address = one.rec_headers.get_header("WARC-Target-URI") or ""
                status = one.http_headers.get_statuscode() if one.http_headers else ""
                found.append((one.rec_type, "/" + address.partition("://")[2].partition("/")[2], status))
    return found


def html(*pieces: bytes, **headers: str) -> Reply:
    return Reply(headers={"Content-Type": HTML} | headers, pieces=lambda: iter(pieces))


def test_a_site_is_kept_by_its_sitemap_and_asked_again_only_for_what_has_changed(site: Site, tmp_path: Path) -> None:
    assert run(site, tmp_path).counts == {"fetched": 4}
    assert [one[:2] for one in records(tmp_path)] == [
        ("warcinfo", "/"), *itertools.chain(*((("response", path), ("request", path)) for path in NEWS)),
    ]  # fmt: skip
    site.add("/news/2", words(2) + "It was closed again.")
    site.pages["/news/3"] = Reply(status=410)
    assert run(site, tmp_path).counts == {"fetched": 1, "unchanged": 2, "gone": 1}
    assert records(tmp_path)[-8:] == [
        ("revisit", "/news/0", "304"), ("request", "/news/0", "/news/0"), ("revisit", "/news/1", "304"),
        ("request", "/news/1", "/news/1"), ("response", "/news/2", "200"), ("request", "/news/2", "/news/2"),
        ("response", "/news/3", "410"), ("request", "/news/3", "/news/3"),
    ]  # fmt: skip


def test_a_body_that_is_the_same_is_a_revisit_also_where_a_site_knows_no_conditions(site: Site, tmp_path: Path) -> None:
    packed = gzip.compress(article("/news/0", words(0)), mtime=0)
    site.pages["/news/0"] = Reply(packed, headers={"Content-Type": HTML, "Content-Encoding": "gzip"})
    site.map("/news/0")
    assert run(site, tmp_path).counts == {"fetched": 1}
    (file,) = tmp_path.glob("*.warc.gz")
    with file.open("rb") as stream:
        kept = [one.raw_stream.read() for one in ArchiveIterator(stream) if one.rec_type == "response"]
    assert kept == [packed]
    assert run(site, tmp_path).counts == {"unchanged": 1}
    assert ("revisit", "/news/0", "200") in records(tmp_path)


def test_what_the_sitemap_says_is_older_is_not_asked_for(site: Site, tmp_path: Path) -> None:
    site.map(*NEWS, changed="2019-07-10")
    assert run(site, tmp_path).counts == {"fetched": 4}
    assert run(site, tmp_path).counts == {"unchanged": 4}
    assert site.paths == ["/"]


def test_runs_of_a_few_pages_go_through_the_site(site: Site, tmp_path: Path) -> None:
    for _ in range(2):
        run(site, tmp_path, limit=2)
    assert set(captured(tmp_path)) == {site.url + path[1:] for path in NEWS}
    run(site, tmp_path, limit=2)
    assert site.paths[1:] == NEWS[:2]


def test_a_dry_run_keeps_nothing(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: Dateline\nDisallow: /news/1\n")
    due, done = asyncio.run(plan(orders(site, tmp_path / "none")))
    assert [one.address for one in due] == [site.url + path[1:] for path in ("/news/0", "/news/2", "/news/3")]
    assert done.counts["disallowed"] == 1
    assert not (tmp_path / "none").exists()


def test_robots_txt_is_obeyed_also_for_what_a_redirect_leads_to(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(
        f"User-agent: *\nDisallow: /private/\nCrawl-delay: 0.2\nSitemap: {site.url}map.xml\n".encode()
    )
    site.map("/private/1", "/moved", "/news/0", "/news/1", path="/map.xml")
    site.redirect("/moved", "/private/2")
    started = time.monotonic()
    assert run(site, tmp_path).counts == {"fetched": 2, "disallowed": 2}
    assert time.monotonic() - started > 0.8
    assert site.paths == ["/", "/map.xml", "/moved", "/news/0", "/news/1"]


def test_a_robots_txt_that_cannot_be_read_forbids_everything(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(status=500)
    with pytest.raises(FetchStopped, match=r"robots.txt could not be read"):
        run(site, tmp_path)
    assert site.paths == []


def test_sitemaps_lead_on_and_other_sites_are_left_out(site: Site, tmp_path: Path) -> None:
    maps = "".join(f"<sitemap><loc>/{name}</loc></sitemap>" for name in ("sitemap.xml", "1.xml", "2.xml.gz", "no.xml"))
    site.pages["/sitemap.xml"] = Reply(f"<sitemapindex>{maps}</sitemapindex>".encode())
    site.map("/news/0", path="/1.xml")
    urls = "".join(f"<url><loc>{one}</loc></url>" for one in ("/news/1", "https://example.com/1"))
    site.pages["/2.xml.gz"] = Reply(gzip.compress(f"<urlset>{urls}</urlset>".encode()))
    done = run(site, tmp_path)
    assert done.counts == {"fetched": 2, "elsewhere": 1}
    assert done.notes == [f"{site.url}no.xml: status 404"]


def test_sitemaps_without_an_end_come_to_one(site: Site, tmp_path: Path) -> None:
    for number in range(12):
        site.pages[f"/{number}.xml"] = Reply(
            f"<sitemapindex><sitemap><loc>/{number + 1}.xml</loc></sitemap></sitemapindex>".encode()
        )
    site.pages["/sitemap.xml"] = site.pages["/0.xml"]
    with pytest.raises(FetchStopped, match="no sitemap and no feed"):
        run(site, tmp_path)
    assert len(site.paths) < 10


def test_a_feed_that_the_page_names_stands_in_for_a_sitemap(site: Site, tmp_path: Path) -> None:
    del site.pages["/sitemap.xml"]
    link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
    site.pages["/"] = Reply(f"<html><head>{link}</head></html>".encode(), headers={"Content-Type": HTML})
    items = "".join(f"<item><link>{site.url}{path[1:]}</link></item>" for path in NEWS[:2])
    site.pages["/feed"] = Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
    assert run(site, tmp_path).counts == {"fetched": 2}


def test_a_page_in_a_folder_stands_for_what_lies_below_it(site: Site, tmp_path: Path) -> None:
    site.map("/about", *NEWS)
    site.pages["/news/"] = site.pages["/"]
    asked = Orders((site.url + "news/",), False, tmp_path, "Dateline/test", 0.005, networks=("127.0.0.1",))  # noqa: FBT003
    assert asyncio.run(fetch(asked, quiet)).counts == {"fetched": 4, "elsewhere": 1}


def test_redirects_to_private_addresses_and_odd_places_are_refused(site: Site, tmp_path: Path) -> None:
    with serving("127.0.0.2") as hidden:
        hidden.add("/secret", "Secret words.")
        port = hidden.url.rsplit(":", 1)[1]
        targets = [
            hidden.url + "secret", f"http://127.0.0.3:{port}secret", "http://169.254.169.254/latest/meta-data/", "http://[::1]/",
            "http://2130706434/", "file:///etc/passwd", "https://example.com/", f"{site.url[:-1]}1/", "/odd/8", "//[",
        ]  # fmt: skip
        for number, target in enumerate(targets):
            site.redirect(f"/odd/{number}", target)
        site.map(*(f"/odd/{number}" for number in range(len(targets))))
        # Even where the other host is one of those that are fetched:
        more = Orders(
            (*(site.url + f"odd/{number}" for number in range(len(targets))), hidden.url + "secret", "http://localhost:1/"),
            listed=True, folder=tmp_path, agent="Dateline/test", delay=0.001, networks=("127.0.0.1",),
        )  # fmt: skip
        done = asyncio.run(fetch(more, quiet))
        assert hidden.asked == []
    assert done.counts["fetched"] == 0
    assert "127.0.0.2 is not on the public internet" in dict(done.failures)[site.url + "odd/0"]
    assert {kind for kind, number in done.counts.items() if number} <= {"refused", "elsewhere", "failed"}


def test_redirects_end_after_five(site: Site, tmp_path: Path) -> None:
    for number in range(9):
        site.redirect(f"/r/{number}", f"/r/{number + 1}")
        site.redirect(f"/s/{number}", f"/s/{number + 1}")
    site.redirect("/loop", "/loop")
    site.add("/r/5", words(5))
    site.map("/r/0", "/s/0", "/loop")
    done = run(site, tmp_path)
    assert done.counts["fetched"] == 1
    assert len(done.failures) == 2
    assert "more than 5 times" in str(done.failures)


def test_endless_slow_and_broken_pages_are_given_up_and_the_others_are_kept(site: Site, tmp_path: Path) -> None:
    def slow() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.05)
            yield b"x"

    site.pages |= {
        "/endless": html(*itertools.repeat(bytes(1 << 20), 40)),
        "/told": html(b"short", **{"Content-Length": str(1 << 40)}),
        "/slow": Reply(headers={"Content-Type": HTML}, pieces=slow),
        "/chunks": html(b"4\r\nabcd\r\nnonsense\r\n", **{"Transfer-Encoding": "chunked"}),
        "/cut": html(b"short", **{"Content-Length": "100"}),
        "/picture": Reply(b"GIF89a", headers={"Content-Type": "image/gif"}),
        "/header": Reply(b"words", headers={"Content-Type": HTML, "X-Long": "x" * 200_000}),
    }
    site.map("/endless", "/told", "/slow", "/chunks", "/cut", "/picture", "/header", "/news/0")
    done = run(site, tmp_path, patience=Patience(2, 2))  # the endless one comes in less on a busy machine too
    assert done.counts == {"too large": 2, "failed": 4, "no page": 1, "fetched": 1}
    assert [one[:2] for one in records(tmp_path)] == [
        ("warcinfo", "/"),
        ("response", "/news/0"),
        ("request", "/news/0"),
    ]


def test_chunks_are_joined(site: Site, tmp_path: Path) -> None:
    site.pages["/news/0"] = html(b"4\r\n<p>W\r\n", b"5\r\nords.\r\n0\r\n\r\n", **{"Transfer-Encoding": "chunked"})
    site.map("/news/0")
    assert run(site, tmp_path).counts == {"fetched": 1}
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        (kept,) = [one.raw_stream.read() for one in ArchiveIterator(stream) if one.rec_type == "response"]
    assert kept == b"<p>Words."


def busy(times: int, status: int, after: str) -> Any:
    """Return what answers so many times that it is too busy, and then with an article."""
    left = iter(range(times))

    def answer(_: Message) -> Reply:
        if next(left, None) is None:
            return Reply(article("/busy", words(1)), headers={"Content-Type": HTML})
        return Reply(status=status, headers={"Retry-After": after} if after else {})

    return answer


@pytest.mark.parametrize(("status", "after", "least"), [(503, "", 0.02), (429, "1", 1.0), (502, "nonsense", 0.02)])
def test_a_busy_site_is_asked_again_when_it_says(
    site: Site, tmp_path: Path, status: int, after: str, least: float
) -> None:
    site.pages["/busy"] = busy(1 if after == "1" else 2, status, after)
    site.map("/busy")
    assert run(site, tmp_path).counts == {"fetched": 1}
    moments = [moment for path, moment, _ in site.asked if path == "/busy"]
    assert moments[-1] - moments[0] >= least


@pytest.mark.parametrize(
    ("status", "after", "said"),
    [
        (429, "", "too many requests"),
        (503, "7200", "left alone for 120 minutes"),
        (403, "", "refuses us"),
        (401, "", "refuses us"),
        (500, "", "10 pages in a row"),
    ],
)
def test_a_run_stops_where_a_site_has_had_enough_and_is_carried_on_later(
    site: Site, tmp_path: Path, status: int, after: str, said: str
) -> None:
    paths = [f"/busy/{number}" for number in range(12)]
    for path in paths:
        site.pages[path] = Reply(status=status, headers={"Retry-After": after} if after else {})
    site.map("/news/0", *paths, "/news/1")
    done = run(site, tmp_path, delay=0.001)
    assert said in done.stopped
    assert done.counts["fetched"] == 1
    for path in paths:
        site.add(path, words(1))
    again = run(site, tmp_path)
    assert (again.resumed, again.counts["fetched"], again.stopped) == (1, 13, "")
    assert "/news/0" not in site.paths
    assert len(list(tmp_path.glob("*.warc.gz"))) == 1


def test_a_run_ends_with_its_budget(site: Site, tmp_path: Path) -> None:
    done = run(site, tmp_path, budget=1000)
    assert "--budget" in done.stopped
    assert done.counts["fetched"] == 2
    assert run(site, tmp_path).counts["fetched"] == 2


def test_two_runs_do_not_write_into_one_folder(site: Site, tmp_path: Path) -> None:
    with Keeper(tmp_path, "Dateline/test"), pytest.raises(FetchStopped, match="another run"):
        run(site, tmp_path)


def test_a_name_that_leads_to_a_private_address_is_refused(site: Site, tmp_path: Path) -> None:
    port = site.url.rsplit(":", 1)[1]
    named = Orders((f"http://localhost:{port}",), listed=True, folder=tmp_path / "none", agent="Dateline/test", delay=0)
    done = asyncio.run(fetch(named, quiet))
    assert "is not on the public internet" in done.failures[0][1]
    assert site.asked == []
    assert not (tmp_path / "none").exists()


def test_a_certificate_that_nobody_vouches_for_is_refused(tmp_path: Path) -> None:
    with serving(tls=tmp_path / "own.pem") as shut:
        shut.add("/news/0", words(0))
        asked = Orders((shut.url + "news/0",), listed=True, folder=tmp_path / "none", agent="Dateline/test", delay=0,
                       networks=("127.0.0.1",))  # fmt: skip
        done = asyncio.run(fetch(asked, quiet))
        assert "certificate" in done.failures[0][1]
        assert shut.asked == []


def test_headers_of_any_letters_are_kept(tmp_path: Path) -> None:
    odd = (("Content-Type", HTML), ("X-Place", 'Zürich; name="ä"'), ("X-More", "\ufffd"))
    one = Exchange("https://example.org/", (), 200, "Schön", "1.1", odd, b"<p>Words", datetime(2026, 1, 1, tzinfo=UTC))
    with Keeper(tmp_path, "Dateline/test") as keeper:
        assert keeper.keep(one)
        assert not keeper.keep(one)
    with next(tmp_path.glob("*.warc.gz")).open("rb") as stream:
        (kept,) = [one.http_headers.headers for one in ArchiveIterator(stream) if one.rec_type == "response"]
    assert tuple(kept) == odd
    assert [kind for kind, _, _ in records(tmp_path)] == ["warcinfo", "response", "request", "revisit", "request"]


def test_cookies_are_not_sent_back(site: Site, tmp_path: Path) -> None:
    site.pages["/news/0"] = Reply(article("/", words(1)), headers={"Content-Type": HTML, "Set-Cookie": "who=you"})
    run(site, tmp_path)
    assert all(headers["Cookie"] is None for _, _, headers in site.asked)
    assert {headers["User-Agent"] for _, _, headers in site.asked} == {"Dateline/test"}
