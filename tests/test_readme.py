"""What the README says is so."""

from __future__ import annotations

import re
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

from auditor import cli, profile
from auditor.commands import console
from auditor.reports.discover import reports
from extractors import means
from tests.conftest import DEMO, README, ROOT, Ran, Run, every_command, readme_block

MOST_PICTURE_BYTES = 300_000
OUTPUT = re.compile(r"<!-- output: auditor (?P<words>[^\n]+) -->\n```text\n(?P<shown>.*?)```\n", re.DOTALL)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8", "TERM": "dumb"}.items():
        monkeypatch.setenv(name, value)
    # What this machine has beside the program is not what the README is about.
    monkeypatch.setattr(means, "MEANS", tuple(replace(each, place=lambda: "here") for each in means.MEANS))


def printed(run: Run, words: str) -> str:
    done = run(*shlex.split(words))
    assert done.code == console.OK, done.err
    return "\n".join(line.rstrip() for line in done.said.strip("\n").splitlines()) + "\n"


def test_what_commands_are_shown_to_print_is_what_they_print(run: Run, request: pytest.FixtureRequest) -> None:
    content = README.read_text("utf-8")
    fresh = OUTPUT.sub(
        lambda match: f"<!-- output: auditor {match['words']} -->\n```text\n{printed(run, match['words'])}```\n",
        content,
    )
    if request.config.getoption("--update-golden"):
        README.write_text(fresh, "utf-8")
    else:
        assert fresh == content, "run pytest tests/test_readme.py --update-golden and read what it wrote"


def test_the_help_of_every_command_is_shown() -> None:
    shown = {match["words"] for match in OUTPUT.finditer(README.read_text("utf-8"))}
    groups = {f"{group.info.name} --help" for group in cli.GROUPS}
    assert {f"{name} --help" for name in every_command()} | groups | {"--help", "formats --lang en"} == shown


def test_two_commands_are_all_the_set_up() -> None:
    demo, tests = (readme_block(f"run: {name}").strip().split(" && ") for name in ("demo", "test"))
    assert demo[:2] == ["python3 -m venv .venv", ".venv/bin/pip install -q ."]
    assert tests == ["python3 -m venv .venv", '.venv/bin/pip install -q -e ".[dev]"', ".venv/bin/python -m pytest"]
    assert demo[2:] == [".venv/bin/auditor " + shlex.join(DEMO)]


def test_the_demo_command_writes_the_report_it_names(demo: tuple[Ran, Path]) -> None:
    done, place = demo
    assert done.code == console.OK, done.err
    assert place.name == "audit-out"
    assert "`audit-out/report.html`" in README.read_text("utf-8")
    assert (place / "report.html").is_file()
    assert f"\n{place.name}/" in (ROOT / ".gitignore").read_text("utf-8")


def test_every_command_line_of_the_examples_has_options_that_exist() -> None:
    commands = every_command()
    lines = re.findall(r"^auditor [^\n]+", README.read_text("utf-8"), re.MULTILINE)
    assert len(lines) > 8
    for line in lines:
        words = shlex.split(line, comments=True)
        name = " ".join(words[1:3]) if words[1] == "schedule" else words[1]
        asked = [commands[name], *([commands["audit"]] if name == "schedule install" else [])]  # which takes those too
        known = {option for command in asked for parameter in command.params for option in parameter.opts}
        assert {word for word in words if word.startswith("--")} <= known, line


def test_every_exit_code_is_in_the_table() -> None:
    listed = {int(code) for code in re.findall(r"^\| (\d+) \|", README.read_text("utf-8"), re.MULTILINE)}
    from_code = "OK ABOVE USAGE UNREAD LOCKED INTERNAL INTERRUPTED".split()
    assert listed == {getattr(console, name) for name in from_code}


def test_the_example_profile_can_be_used() -> None:
    found = profile.parsed(readme_block("profile"), "README.md")
    assert found.name == "wind"
    assert found.facets[0].cues.words


def test_every_question_kind_and_form_is_named() -> None:
    content = re.sub(r"\s+", " ", README.read_text("utf-8"))
    assert f"Questions: {', '.join(profile.FACETS)}." in content
    assert f"Kinds of subject: {', '.join(sorted(profile.NAME_KINDS))}." in content
    assert all(f"`{name}`" in content for name in reports())


def test_pictures_and_links_are_there_and_pictures_are_small() -> None:
    content = README.read_text("utf-8")
    linked = re.findall(r"\]\(([^)#]+)\)", content)
    assert {".github/report-zh.png", ".github/report-en.png", "LICENSE", "CHANGELOG.md"} <= set(linked)
    for name in linked:
        assert (ROOT / name).is_file(), name
        assert not name.endswith(".png") or (ROOT / name).stat().st_size < MOST_PICTURE_BYTES, name


def test_every_file_that_the_guide_to_the_code_names_is_there() -> None:
    guide = README.read_text("utf-8").partition("## The code")[2]
    names = re.findall(r"\b([a-z_]+\.py)\b", guide)
    assert len(names) > 12
    assert not [name for name in set(names) if not any(ROOT.glob(f"*/**/{name}"))]


def test_the_two_languages_stand_one_below_the_other() -> None:
    first, second = README.read_text("utf-8").split("\n\n")[1:3]
    assert not re.search("[\u4e00-\u9fff]", first)
    assert len(re.findall("[\u4e00-\u9fff]", second)) > 100


def test_no_path_of_a_machine_and_no_address_of_a_registry() -> None:
    for name in ("README.md", "CHANGELOG.md", ".ci/run"):
        content = (ROOT / name).read_text("utf-8")
        assert not re.search(r"/(?:work|home|root|Users)/|pypi|index-url|127\.0\.0\.1|localhost", content), name


def test_the_ci_script_takes_its_commands_from_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text("utf-8")
    assert "<!-- run: test -->" in script
    assert "pip install" not in script
    assert "-m pytest" not in script
