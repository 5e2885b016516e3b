"""Documentation that has gone stale fails here."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from bot.cli.main import COMMANDS, cli
from bot.cli.reference import reference
from bot.settings import file_variables, variables
from tests.conftest import FIRST, TESTS, Run

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_the_command_reference_is_current() -> None:
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == reference(), "run: make docs"


def test_the_list_of_commands_says_of_each_what_its_own_help_begins_with() -> None:
    for name, (_, said) in COMMANDS.items():
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert (command.help or "").split("\n\n")[0] == said


def test_every_setting_is_in_the_example_and_nothing_else_is() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    named = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))
    assert named == {*variables().values(), *file_variables().values()}


def test_the_examples_settings_can_be_used(dateline: Run, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text((ROOT / ".env.example").read_text("utf-8"), "utf-8")
    done = dateline("status")
    assert "there is no archive yet" in done.stderr


def _conversation() -> list[tuple[str, str]]:
    readme = (ROOT / "README.md").read_text("utf-8")
    block = re.search(r"```console\n(.*?)```", readme, re.DOTALL)
    assert block is not None
    turns = [turn.partition("\n") for turn in block[1].split("$ dateline ")[1:]]
    return [(command, reply.strip("\n")) for command, _, reply in turns]


@pytest.mark.parametrize(("command", "reply"), _conversation())
def test_the_readmes_conversation_is_what_is_answered_today(
    dateline: Run, sample_home: Path, command: str, reply: str
) -> None:
    match = re.fullmatch(r'ask "([^"]+)"(.*)', command)
    assert match is not None
    done = dateline("--home", sample_home, "ask", match[1], *match[2].split())
    assert done.stdout.strip("\n") == reply


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)\)", page.read_text("utf-8")):
        if not target.startswith("http"):
            assert (page.parent / target).exists(), target


def test_the_pages_name_only_commands_that_exist() -> None:
    for page in PAGES:
        used = set(re.findall(r"(?:`|bin/|^    |\$ )dateline ([a-z]+)", page.read_text("utf-8"), re.MULTILINE))
        assert used <= set(COMMANDS), page


@pytest.mark.parametrize("page", [page for page in PAGES if page.parent != ROOT], ids=lambda page: page.name)
def test_the_documents_name_only_files_that_exist(page: Path) -> None:
    for name in re.findall(r"`((?:corpus|index|bot|tests|benchmarks)/[\w/.-]+)`", page.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def test_the_code_names_only_files_that_exist() -> None:
    code = [
        file
        for folder in ("bot", "index", "corpus", "benchmarks")
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    ]
    names = {file.name for file in code} | {
        "dates.toml",
        "archive.toml",
        "config.toml",
        "xx.toml",
    }  # a maintainer's, and any language's
    for file in code:
        if file.suffix in {".py", ".toml", ".sql"} and "sites" not in {
            file.parent.name,
            file.stem.removeprefix("fuzzing_"),
        }:  # others' files
            for name in re.findall(r"(?<![\w.<*])[a-z_]+\.(?:py|toml|sql)\b", file.read_text("utf-8")):
                assert name in names, (file, name)


def test_the_lock_files_name_no_registry_and_pin_every_package_with_hashes() -> None:
    for name in ("", "-rerank", "-mcp", "-dev", "-bench"):
        text = (ROOT / f"requirements{name}.lock").read_text("utf-8")
        assert "://" not in text
        packages = re.findall(r"^[a-z0-9][\w.-]*==", text, re.MULTILINE)
        blocks = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert len(packages) == len(blocks) > 20
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_readme_begins_with_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    assert [line.split()[:2] for line in lines[2:4]] == [["make", "run"], ["make", "test"]]


def _recipe(target: str) -> str:
    rules = re.split(r"\n(?=\S)", (ROOT / "Makefile").read_text("utf-8"))
    (rule,) = (rule for rule in rules if rule.startswith(f"{target}:"))
    return rule


def test_what_make_test_leaves_out_as_long_has_a_target_which_ci_runs_and_the_readme_names() -> None:
    assert re.search(r"\$\(MAKE\).* types tests\b", _recipe("test"))
    assert '-m "not long"' in _recipe("tests")
    assert re.search(r"EXAMPLES_TIMES=\d+ .*-m \"long or hypothesis\"", _recipe("test-long"))
    ran = re.findall(r"^run (\S+)$", (ROOT / ".ci" / "run").read_text("utf-8"), re.MULTILINE)
    assert ran == ["test", "test-long"]
    assert "`make test-long`" in (ROOT / "README.md").read_text("utf-8")


def test_the_files_of_tests_that_begin_first_exist() -> None:
    assert [name for name in FIRST if not (TESTS / name).exists()] == []


def test_the_code_names_only_documents_that_exist() -> None:
    for folder in ("bot", "index", "corpus", "benchmarks"):
        for file in [*(ROOT / folder).rglob("*.py"), *(ROOT / folder).rglob("*.toml")]:
            for name in re.findall(r"\b(?:docs/[\w-]+|[A-Z]{4,})\.md\b", file.read_text("utf-8")):
                assert any((place / name).exists() for place in (ROOT, ROOT / "benchmarks")), (file, name)
