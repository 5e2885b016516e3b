"""``dateline fetch`` as a maintainer types it, against a real server."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import corpus
from bot.cli import fetch
from bot.settings import load_settings
from corpus.errors import FetchStopped, SettingsInvalid
from corpus.fetching.captured import captures_of, whole_length
from tests import forking
from tests.conftest import Run, clean_environment
from tests.corpus.fetching.site import HTML, Reply, Site, serving, words

ROOT = Path(corpus.__file__).parents[1]
OWN = ("--allow-private", "127.0.0.1", "--delay", "0.01")


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as served:
        paths = [f"/news/{number}" for number in range(30)]
        for number, path in enumerate(paths):
            served.add(path, words(number))
        served.map(*paths)
        served.pages["/"] = Reply(b"<html><body>Home</body></html>", headers={"Content-Type": HTML})
        yield served


def run(home: Path, *words: str | Path, stdin: str | None = None, contact: str = "") -> Result:
    """Run the command in this process."""
    settings = replace(load_settings(), home=home, contact=contact)
    return CliRunner().invoke(fetch.command, [str(word) for word in words], obj=settings, input=stdin)


def test_a_list_is_fetched_and_read_in_a_real_process(dateline: Run, site: Site, tmp_path: Path) -> None:
    addresses = "".join(f"{site.url}news/{number}\n" for number in range(3)) + "# the rest later\n"
    done = dateline("--home", tmp_path / "home", "fetch", "-", *OWN, "--index", "--json", stdin=addresses)
    assert (done.returncode, done.stderr) == (0, "")
    fetched, indexed = map(json.loads, done.stdout.splitlines())
    assert fetched["counts"] == {"fetched": 3}
    assert (indexed["seen"], indexed["read"], indexed["articles"]) == (3, 3, 3)


def test_a_run_that_is_killed_is_carried_on_and_nothing_is_fetched_twice(site: Site, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "--home", str(tmp_path), "fetch", site.url, *OWN[:-1], "0.05"]
    with forking.Process[bytes](
        command, env=clean_environment(PYTHONPATH=str(ROOT)), cwd=tmp_path, stderr=subprocess.DEVNULL
    ) as process:
        for _ in range(2000):
            if len(site.paths) > 8:
                break
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    folder = next((tmp_path / "fetched").iterdir())
    (file,) = folder.glob("*.warc.gz")
    with file.open("ab") as stream:  # as if the kill had come in the middle of a record
        stream.write(file.read_bytes()[:200])
    kept = {one.address for one in captures_of(file)}
    before = len(site.asked)
    done = run(tmp_path, site.url, *OWN)
    assert (done.exit_code, done.stderr) == (0, "")
    again = {site.url + path[1:] for path, _, _ in site.asked[before:]}
    assert not kept & again
    assert len(kept) >= 7
    assert [one.address for one in captures_of(file)] == [f"{site.url}news/{number}" for number in range(30)]
    assert whole_length(file) == file.stat().st_size
    assert f"after {len(kept)} before an interruption" in done.stdout
    assert not (folder / ".fetch.unfinished").exists()


def test_an_interrupted_run_says_how_to_go_on(site: Site, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bot", "--home", str(tmp_path), "fetch", site.url, *OWN[:-1], "30"]
    with subprocess.Popen(
        command,
        env=clean_environment(PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 - shells' background jobs ignore it
    ) as process:
        for _ in range(2000):
            if site.asked:
                break
            time.sleep(0.02)
        time.sleep(0.2)
        process.send_signal(signal.SIGINT)
        try:
            _, told = process.communicate(timeout=60)
        finally:
            process.kill()
    assert process.returncode == 130
    assert told == "Interrupted: what was fetched is kept; the same command carries on.\n"


def test_a_dry_run_lists_what_would_be_asked_for(site: Site, tmp_path: Path) -> None:
    site.map("/news/1", "/news/2", changed="2020-05-01")
    done = run(tmp_path, site.url, *OWN, "--dry-run")
    assert done.stdout == "".join(f"{site.url}news/{number}\t2020-05-01\n" for number in (1, 2))
    assert done.stderr == "dateline: 2 pages to ask for; nothing is kept\n"
    assert json.loads(run(tmp_path, site.url, *OWN, "--dry-run", "--limit", "1", "--json").stdout) == {
        "url": f"{site.url}news/1", "changed": "2020-05-01",
    }  # fmt: skip
    assert run(tmp_path, site.url, *OWN, "--dry-run", "--since", "2020-05-02").stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_the_command_to_go_on_with_is_told_and_who_asks(site: Site, tmp_path: Path) -> None:
    done = run(tmp_path, site.url, *OWN, "--limit", "1", "--out", tmp_path / "kept here", contact="news@example.org")
    assert done.stdout.splitlines()[1] == f"dateline --home {tmp_path} index '{tmp_path}/kept here'"
    assert site.asked[-1][2]["User-Agent"].startswith("Dateline/")
    assert site.asked[-1][2]["User-Agent"].endswith(" (+news@example.org)")


def test_a_private_address_is_refused_unless_it_is_told(site: Site, tmp_path: Path) -> None:
    done = run(tmp_path, site.url)
    assert isinstance(done.exception, FetchStopped)
    assert "--allow-private" in str(done.exception)
    assert site.asked == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("example.org", "begins with https://"),
        ("https://me:secret@example.org/", "no address of a page"),
        ("https://", "no address of a page"),
        ("empty.txt", "holds no address"),
    ],
)
def test_what_cannot_be_fetched_is_told_with_the_cure(tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "empty.txt").write_text("# nothing\nftp://example.org/\n")
    done = run(tmp_path, str(tmp_path / source) if source.endswith(".txt") else source)
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_contact_that_would_break_a_header_is_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_CONTACT", "me\r\nCookie: x")
    with pytest.raises(SettingsInvalid, match="DATELINE_CONTACT: may hold printable ASCII"):
        load_settings()
