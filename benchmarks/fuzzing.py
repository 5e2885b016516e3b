"""Truncates and damages small files of every format at random, reads them, and tells of crashes, hangs and leaks.

    make fuzz                                        ten minutes
    python -m benchmarks.fuzzing --minutes 60 --files FOLDER   with real files of a folder besides

A case is one damaged file, alone or amid whole ones of a site. One in ten is kept in a store too, beside others that
it may be like, where copies are grouped and what recurs is learned.

Each case is read in a child process that may have 1.5 GB of addresses; a case that takes ten seconds, ends the process,
raises what is no refusal, or leaves files open or behind is printed with its number. ``--case N`` reads that one
again and ``--keep FOLDER`` writes it there.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.fuzzing_seeds import PROSE
from benchmarks.fuzzing_sites import Seed, all_seeds
from corpus.articles import rows_of_all
from corpus.boilerplate import learn
from corpus.errors import DirectionsInvalid
from corpus.grouping import group
from corpus.ingest import ingest
from corpus.reading.walking import directed, sources
from corpus.store.writing import StoreWriter
from corpus.workers import batches

SECONDS = 10.0
"""Of the processor that a case may take; and of waiting six times as many, for the machine may be busy."""
TICKS = os.sysconf("SC_CLK_TCK")
OPEN = Path("/proc/self/fd")
ADDRESSES = 1536 << 20
"""Bytes of addresses that the child may have, its program and libraries included."""
GROWTH = 300 << 20
"""Bytes by which one small case may make the child larger."""
BATCH = 400
"""Cases of one child."""
KEPT = 10
"""One of so many cases is kept in a store: that takes longer than reading it."""
TOGETHER = 64
"""Items that are read together."""
OTHERS = tuple(
    (f"other/{n}.txt", f"Day {n}\n\n{PROSE * 2}\n\nShare this page.\n\nIt was {n}.".encode()) for n in range(9)
)
"""What stands beside a case that is kept: a few that are alike, and say a line again and again."""
LARGEST = 256 << 10
"""Of real files, larger ones cost more time than they find."""
SPLICED = (
    b"\x00", b"\xff" * 8, b"<", b">", b"]]>", b"<!--", b"&#x0;", b"{", b"[" * 2000, b'"', b"\\", b"\n---\n",
    b"\r\n\r\n", b"From ", b"%PDF-", b"PK\x03\x04", b"<" * 5000, b"\xed\xa0\x80", b"99999999999999999999", b"-1",
    b"1e999", b"{% raw %}",
)  # fmt: skip
Mutation = Callable[[bytearray, random.Random], bytearray]


def _flipped(data: bytearray, chance: random.Random) -> bytearray:
    for _ in range(chance.choice((1, 1, 2, 4, 16, 64))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    return data


def _truncated(data: bytearray, chance: random.Random) -> bytearray:
    return data[: chance.randrange(len(data))]


def _beheaded(data: bytearray, chance: random.Random) -> bytearray:
    return data[chance.randrange(min(len(data), 200)) :]


def _cut(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 2, 8, 64, 512))]
    return data


def _repeated(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    piece = data[start : start + chance.choice((1, 8, 64, 512))]
    return data[:start] + piece * chance.choice((2, 2, 10, 300)) + data[start:]


def _spliced(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    return data[:start] + chance.choice(SPLICED) + data[start:]


def _overwritten(data: bytearray, chance: random.Random) -> bytearray:
    start = chance.randrange(len(data))
    length = chance.choice((1, 2, 4, 8, 32))
    data[start : start + length] = chance.choice((b"\xff" * length, b"\0" * length, chance.randbytes(length)))
    return data


MUTATIONS: tuple[Mutation, ...] = (_flipped, _flipped, _truncated, _beheaded, _cut, _repeated, _spliced, _overwritten)


def case(number: int, given: list[Seed]) -> Seed:
    """Return the files of a case, one of them damaged, the same for the same number and files."""
    chance = random.Random(number)
    whole = given[number % len(given)]
    data = bytearray(whole.data)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        if data:
            data = chance.choice(MUTATIONS)(data, chance)
    return whole._replace(data=bytes(data))


def is_kept(number: int) -> bool:
    """Tell whether a case is kept in a store, which hits all files however many there are."""
    return not random.Random(f"kept {number}").randrange(KEPT)


def read(files: Seed, folder: Path, *, keep: bool) -> str:
    """Read a case as ``dateline index`` does; return what is wrong with how that went, or nothing."""
    root, home = folder / "archive", folder / "home"
    for name, data in ((files.name, files.data), *files.beside, *(OTHERS if keep else ())):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    left = set(OPEN.iterdir())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    try:
        if keep:
            _keep(root, home)
        else:
            for source in directed(root, list(sources(root))):
                for items in batches(source.items(), TOGETHER):
                    rows_of_all(items)
    except DirectionsInvalid:
        pass
    except Exception:  # noqa: BLE001 - that is what is looked for
        return traceback.format_exc()
    finally:
        shutil.rmtree(root)
        shutil.rmtree(home, ignore_errors=True)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 - before
    if grown > GROWTH:
        return f"{grown >> 20} MiB more memory"
    if more := set(OPEN.iterdir()) - left:
        return f"{len(more)} files left open"
    return f"left behind: {left_behind}" if (left_behind := [one.name for one in folder.iterdir()]) else ""


def _keep(root: Path, home: Path) -> None:
    """Keep what a case holds in a store, twice, as a file that was changed is read again."""
    with StoreWriter(home, 1) as writer:
        for full in (False, True):
            ingest(writer, [root], full=full, report=lambda *_: None, workers=0)
            group(writer)
            learn(writer)


def _child(numbers: range, given: list[Seed], folder: Path, out: int) -> None:
    """Read cases, and write a line for each that begins and for each that goes wrong."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    tempfile.tempdir = str(folder)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    for number in numbers:
        os.write(out, f"{number}\n".encode())
        wrong = read(case(number, given), folder, keep=is_kept(number))
        if wrong:
            os.write(out, b"!" + wrong.replace("\n", "\r").encode("utf-8", "replace")[-3000:] + b"\n")


def batch(numbers: range, given: list[Seed]) -> Iterator[tuple[int, str]]:
    """Read cases in a child; yield those that went wrong, and at last the number after the last that was read."""
    taken, out = os.pipe()
    folder = Path(tempfile.mkdtemp(prefix="fuzz"))
    child = os.fork()
    if not child:
        os.close(taken)
        code = 1
        try:
            _child(numbers, given, folder, out)
            code = 0
        finally:
            os._exit(code)
    os.close(out)
    number, ended, begun, used = numbers.start, "", time.monotonic(), 0.0
    pending = b""
    while True:
        ready, _, _ = select.select([taken], [], [], 1.0)
        if not ready:
            if _used(child) - used > SECONDS or time.monotonic() - begun > 6 * SECONDS:
                os.kill(child, signal.SIGKILL)
                ended = f"more than {SECONDS:.0f} seconds"
                break
            continue
        told = os.read(taken, 1 << 16)
        if not told:
            break
        *lines, pending = (pending + told).split(b"\n")
        for line in lines:
            if line.startswith(b"!"):
                yield number, line[1:].decode().replace("\r", "\n")
            else:
                number, begun, used = int(line), time.monotonic(), _used(child)
    os.close(taken)
    _, status = os.waitpid(child, 0)
    shutil.rmtree(folder, ignore_errors=True)
    if ended or status:
        yield number, ended or f"the process ended: {os.waitstatus_to_exitcode(status)}"
    yield number + 1, ""


def _used(child: int) -> float:
    """Return the seconds of the processor that a process has had."""
    fields = Path(f"/proc/{child}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / TICKS


def _files(folder: Path) -> list[Seed]:
    found = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [Seed(file.name, file.read_bytes()) for file in found if 0 < file.stat().st_size <= LARGEST]


def _again(number: int, given: list[Seed], keep: Path | None) -> None:
    files = case(number, given)
    if keep:
        (keep / Path(files.name).name).write_bytes(files.data)
    with tempfile.TemporaryDirectory() as folder:
        begun = time.monotonic()
        wrong = read(files, Path(folder), keep=is_kept(number))
        print(files.name, len(files.data), wrong or "nothing wrong", f"{time.monotonic() - begun:.2f} s")


def main() -> None:
    """Read damaged files for some minutes; end with 1 if any went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--start", type=int, default=0, help="number of the first case")
    parser.add_argument("--files", type=Path, help="a folder of real files, read besides")
    parser.add_argument("--case", type=int, help="read this one only, in this process")
    parser.add_argument("--keep", type=Path, help="write that one into this folder")
    asked = parser.parse_args()
    given = all_seeds() + (_files(asked.files) if asked.files else [])
    if asked.case is not None:
        _again(asked.case, given, asked.keep)
        return
    number, wrong, until = asked.start, Counter[str](), time.monotonic() + 60 * asked.minutes
    while time.monotonic() < until:
        for at, what in batch(range(number, number + BATCH), given):
            number = at
            if what:
                kind = what.strip().splitlines()[-1][:200]
                wrong[f"{given[at % len(given)].name}: {kind}"] += 1
                print(f"case {at} ({given[at % len(given)].name}): {what}", flush=True)
    print(f"{number - asked.start:,} cases of {len(given)} files; {wrong.total()} went wrong")
    for kind, count in wrong.most_common():
        print(f"  {count} times {kind}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
