"""Help and complaints of the command line in Chinese: nothing is left out, lines fit a terminal, exit codes stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from rich.cells import cell_len

from auditor import cli
from auditor.commands import chinese
from auditor.commands.chinese import HELP
from extractors.text import has_cjk


def commands(command: Any = None, name: str = "auditor") -> Iterator[tuple[str, Any]]:
    """Yield every command with how it is called, groups too."""
    command = command or typer.main.get_command(cli.app)
    yield name, command
    for word, below in getattr(command, "commands", {}).items():
        yield from commands(below, f"{name} {word}")


def said(command: Any) -> Iterator[str]:
    """Yield what a command says in English, one paragraph each."""
    texts = [command.help, command.epilog, *(getattr(param, "help", None) for param in command.params)]
    yield from (paragraph for text in texts if text for paragraph in chinese.paragraphs(text))


EVERY = dict(commands())


@pytest.fixture(autouse=True)
def _in_chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    printed = capsys.readouterr()
    return int(ended.value.code or 0), printed.out, printed.err


@pytest.mark.parametrize("name", EVERY)
def test_each_paragraph_of_a_help_has_its_chinese(name: str) -> None:
    assert [paragraph for paragraph in said(EVERY[name]) if paragraph not in HELP] == []


def test_no_chinese_is_kept_for_what_no_command_says() -> None:
    known = {paragraph for command in EVERY.values() for paragraph in said(command)}
    assert set(HELP) - known == {"Show this message and exit."}  # the framework's own


@pytest.mark.parametrize("english", HELP)
def test_chinese_names_the_same_options_files_and_words(english: str) -> None:
    assert has_cjk(HELP[english])
    assert set(re.findall(r"--[a-z-]+", english)) == set(re.findall(r"--[a-z-]+", HELP[english]))


@pytest.mark.parametrize("name", EVERY)
def test_a_help_is_chinese_and_fits_a_terminal(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, complaints = called(capsys, *name.split()[1:], "--help")
    assert (code, complaints) == (0, "")
    lines = shown.splitlines()
    assert lines[0].startswith(f"用法：{name} ")
    assert [line for line in lines[1:] if cell_len(line) > 80 and "|" not in line] == []  # words to choose from
    assert not re.search(r"default: |\[required\]|Usage|Options:|Show this message", shown)
    for param in EVERY[name].params:
        assert all(option in shown for option in param.opts if option.startswith("--"))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("audti", "x"), "错误：没有命令 audti；是否要用 audit"),
        (("audit",), "错误：缺少 FOLDER"),
        (("audit", "x", "--bogus"), "错误：没有选项 --bogus"),
        (("audit", "x", "--targe", "3"), "错误：没有选项 --targe；是否要用 --target"),
        (("shortlist", "x", "--format", "pdf"), "错误：--format 的值不可用：可用 table、json"),
        (("audit", "x", "--target", "300"), "错误：--target 的值不可用：应不大于 100"),
        (("audit", "x", "--jobs", "many"), "错误：--jobs 的值不可用：应为数字"),
        (("schedule", "instal"), "错误：没有命令 instal；是否要用 install"),
        (("audit", "x", "my", "files"), "错误：多出参数 my files；含空格的名称要加引号"),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(
    arguments: tuple[str, ...], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, shown, said = called(capsys, *arguments)
    assert (code, shown) == (2, "")
    assert said.startswith("用法：auditor")
    assert "--help 查看说明。" in said
    assert said.splitlines()[-1].startswith(complaint)


def test_an_option_without_its_value_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert called(capsys, "audit", "x", "--target") == (2, "", "错误：--target 后面要写上值\n")


def test_an_option_with_a_value_too_many_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "错误：--reveal 后面不能写值" in called(capsys, "audit", "x", "--reveal=yes")[2]


def test_a_command_ends_with_its_own_code(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, said = called(capsys, "explain", "no-such-folder", "x")
    assert (code, shown) == (2, "")
    assert said.startswith("no-such-folder")
    assert called(capsys, "profiles")[0] == 0


def test_a_call_without_a_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, shown, said = called(capsys)
    assert code == 2
    assert (shown + said).startswith("用法：auditor [OPTIONS]")
    assert "命令：" in shown + said


def test_english_stays_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, shown, _ = called(capsys, "audit", "--lang", "en", "--help")
    assert shown.startswith("Usage: auditor audit ")


@pytest.mark.parametrize(
    ("english", "said"),
    [
        ("path '/a b' is not readable.", "没有读取 '/a b' 的权限"),
        ("file 'x' does not exist.", "'x' 不存在"),
        ("directory 'x.txt' is a file.", "'x.txt' 是文件，不是文件夹"),
    ],
)
def test_what_is_wrong_with_a_path_is_said_in_chinese(english: str, said: str) -> None:
    assert chinese._wanted(english) == said
