"""A process loads only what it uses: libraries that take long, or much memory, stay where they are needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLE, clean_environment

EVERYWHERE = frozenset("matplotlib sklearn dateparser pandas lxml trafilatura htmldate onnxruntime tokenizers".split())
"""Loaded by no process but those that read pages or draw."""
ASKING = EVERYWHERE | frozenset(
    "numba llvmlite scipy telegram httpx aiohttp multiprocessing babel sqlite_utils rich prompt_toolkit "
    "yaml markdown_it numpy.ma pydantic asyncio dotenv".split()
)
HELP = ASKING | {"numpy", "Stemmer", "sqlite3", "index"}
READING = (ASKING | {"Stemmer", "click", "dotenv", "asyncio"}) - {"yaml", "markdown_it"}
"""Signatures, by which near-duplicates are known, are hashed with numpy."""
CUTTING = ASKING - {"scipy", "multiprocessing", "numpy.ma"}
BOT = EVERYWHERE | frozenset(
    "scipy cffi yaml cryptography sqlite_utils babel rich pygments prompt_toolkit markdown_it redis prometheus_client "
    "opentelemetry".split()
)
COMPILING = frozenset("scipy cffi yaml numba.np.npyimpl numba.np.arraymath numba.typed.dictobject".split())
"""What numba needs to compile a loop, and not to load one that it has compiled before."""
INDEXING = frozenset("sklearn scipy numba matplotlib dateparser pandas telegram httpx onnxruntime".split())
"""Numba is loaded where there is so much to do that compiled loops save more than loading them takes."""
TELL = "; import sys; sys.stderr.write('LOADED ' + ' '.join(sys.modules))"
COMMAND = "import sys; sys.argv[1:] = {arguments!r}\nfrom bot.cli.main import cli\ncli.main(standalone_mode=False)\n0"


def loaded(code: str, folder: Path) -> frozenset[str]:
    """Return the modules of a new process that has run some code."""
    done = subprocess.run(
        [sys.executable, "-c", code + TELL],
        env=clean_environment(PYTHONPATH=str(SAMPLE.parents[1])),
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    return frozenset(done.stderr.rpartition("LOADED ")[2].split())


@pytest.mark.parametrize(
    ("arguments", "never"),
    [
        (["--help"], HELP),
        (["ask", "Mars rover landing"], ASKING),
        (["ask", "When did the rover land on Mars in 2012?"], ASKING),
        (["status"], ASKING),
        (["articles"], ASKING),
    ],
)
def test_a_command_loads_only_what_it_uses(
    sample_home: Path, tmp_path: Path, arguments: list[str], never: frozenset[str]
) -> None:
    found = loaded(COMMAND.format(arguments=["--home", str(sample_home), *arguments]), tmp_path)
    assert "click" in found
    assert found & never == set()


@pytest.mark.parametrize(
    ("module", "never"),
    [("corpus.articles", READING), ("index.building.collecting", CUTTING), ("bot.cli.index", INDEXING)],
    ids=["reading", "cutting", "indexing"],
)
def test_what_reads_or_indexes_loads_only_what_it_uses(tmp_path: Path, module: str, never: frozenset[str]) -> None:
    assert loaded(f"import {module}", tmp_path) & never == set()


def test_the_page_loads_only_what_it_uses(sample_home: Path, tmp_path: Path) -> None:
    code = (
        "import bot.web.serving\nfrom pathlib import Path\nfrom bot.settings import Settings\n"
        "from bot.rendering.web.addresses import Asked\nfrom bot.web.pages import Wanted, reply_page\n"
        f"from bot.pool import Pool\npool = Pool(Settings(home=Path({str(sample_home)!r})))\n"
        "asked = Asked('/timeline', 'Mars')\nreply_page(pool._desk, Wanted('en', ''), asked, 'timeline')\n"
        "pool.close()\n0"
    )
    found = loaded(code, tmp_path)
    assert {"aiohttp", "jinja2"} <= found
    assert found & (BOT | {"telegram", "mcp", "pydantic", "redis"}) == set()


def test_the_bot_loads_only_what_it_uses(sample_home: Path, tmp_path: Path) -> None:
    code = (
        "import bot.telegram.application\nfrom pathlib import Path\nfrom bot.settings import Settings\n"
        f"from bot.pool import Pool\nsettings = Settings(home=Path({str(sample_home)!r}))\n"
        "from bot.telegram.keeping.opening import open_keeping\nopen_keeping(settings, 1, 1.0)\n"
        "pool = Pool(settings)\npool.close()\n0"
    )
    found = loaded(code, tmp_path)
    assert {"telegram", "numba"} <= found
    assert found & (BOT | {"aiohttp.web"}) == set()


def test_compiled_loops_are_loaded_without_what_only_compiling_needs(sample_home: Path, tmp_path: Path) -> None:
    code = (
        "from datetime import date\nfrom pathlib import Path\nfrom index.answering.searcher import Searcher\n"
        f"searcher = Searcher(Path({str(sample_home)!r}))\n"
        "for text in ('What closed the airspace in 2010?', 'Who landd on Mars?'):\n"
        "    searcher.answer(text, date(2024, 1, 1))\nsearcher.close()\n0"
    )
    loaded(code, tmp_path)  # in a fresh checkout this one compiles
    found = loaded(code, tmp_path)
    assert "numba" in found
    assert found & COMPILING == set()
